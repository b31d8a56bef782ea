package relational

import "hash/fnv"

// The keys of locks that are neither bands of a signature nor of documents. That
// two happen to be equal costs a wait, no more.
const (
	incidentsLock int64 = iota + 1
	journalLock
)

// documentLock is the key under which what is derived from a document changes.
func documentLock(id string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(id)) // never fails
	return int64(h.Sum64())
}
