package api

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
)

// tagged gives every answer to a GET the hash of its bytes as ETag, and answers
// 304 where the client has those bytes. The work is done either way: an answer
// is the same only if the ledger says the same, so it is asked.
func tagged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || strings.HasSuffix(r.URL.Path, "/events") {
			w.Header().Set("Cache-Control", "no-store")
			next.ServeHTTP(w, r)
			return
		}
		k := &kept{header: w.Header()}
		next.ServeHTTP(k, r)
		if k.status != http.StatusOK {
			w.Header().Set("Cache-Control", "no-store")
			w.WriteHeader(max(k.status, http.StatusOK))
			w.Write(k.body.Bytes()) //nolint:errcheck // the client went away
			return
		}
		sum := sha256.Sum256(k.body.Bytes())
		tag := `"` + hex.EncodeToString(sum[:12]) + `"`
		w.Header().Set("ETag", tag)
		w.Header().Set("Cache-Control", "private, no-cache") // ask again each time
		if has(r.Header.Values("If-None-Match"), tag) {
			w.Header().Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.WriteHeader(k.status)
		w.Write(k.body.Bytes()) //nolint:errcheck // the client went away
	})
}

// has reports whether a list of tags, weak or strong, holds one (RFC 9110, 13.1.2).
func has(lists []string, tag string) bool {
	for _, list := range lists {
		for t := range strings.SplitSeq(list, ",") {
			if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == tag || t == "*" {
				return true
			}
		}
	}
	return false
}
