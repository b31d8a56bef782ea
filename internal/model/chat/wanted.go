package chat

import (
	"net/http"
	"strings"
	"sync"
)

// optional are the parameters that an endpoint may not know, in the order in
// which they are given up. What is lost is form or sameness, never a check: the
// answer is held to the schema here as well.
var optional = []string{"json_schema", "response_format", "seed", "temperature", "max_tokens"}

// wanted is which optional parameters the endpoint takes, as far as is known.
type wanted struct {
	mu      sync.Mutex
	refused map[string]bool
}

// adapt notes a parameter that an endpoint names in a refusal, and reports
// whether it did.
func (w *wanted) adapt(e *statusError) bool {
	if e.code != http.StatusBadRequest && e.code != http.StatusUnprocessableEntity {
		return false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, name := range optional {
		if !strings.Contains(e.said, name) {
			continue
		}
		if w.refused == nil {
			w.refused = map[string]bool{}
		}
		w.refused[name] = true // by this request, or by another that was under way
		return true
	}
	return false
}

// add sets the optional parameters of a request.
func (w *wanted) add(body map[string]any, r Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	set := func(name string, value any) {
		if !w.refused[name] {
			body[name] = value
		}
	}
	set("temperature", 0)
	set("seed", 1)
	set("max_tokens", r.MaxTokens)
	if w.refused["max_tokens"] {
		body["max_completion_tokens"] = r.MaxTokens // the newer name
	}
	switch {
	case len(r.Schema) == 0:
	case w.refused["json_schema"]:
		set("response_format", map[string]any{"type": "json_object"})
	default:
		set("response_format", map[string]any{"type": "json_schema",
			"json_schema": map[string]any{"name": "claims", "strict": true, "schema": r.Schema}})
	}
}
