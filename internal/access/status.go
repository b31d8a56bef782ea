package access

import (
	"net/http"
	"strconv"
)

// StatusWriter remembers the status of an answer that passes through it.
type StatusWriter struct {
	http.ResponseWriter
	status int
}

// Status is the status that was sent, 200 where nothing else was said.
func (w *StatusWriter) Status() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}

// Unwrap lets http.ResponseController through.
func (w *StatusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// WriteHeader remembers.
func (w *StatusWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Flush passes on, for answers in pieces.
func (w *StatusWriter) Flush() {
	if f, ok := w.ResponseWriter.(http.Flusher); ok {
		f.Flush()
	}
}

// result is the answer in the audit log: what was done, or the status that says why not.
func (w *StatusWriter) result() string {
	if w.Status() < http.StatusBadRequest {
		return "done"
	}
	return strconv.Itoa(w.Status())
}
