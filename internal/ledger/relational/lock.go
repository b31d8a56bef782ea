package relational

// The keys of locks that are not bands of a signature (see Put). A band that
// happens to equal one costs a wait, no more.
const (
	incidentsLock int64 = iota + 1
	journalLock
)
