// Package modeltest serves tests: a scripted service that speaks the chat API on
// this machine.
package modeltest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// Question is what the service was sent.
type Question struct {
	Model    string
	System   string
	User     string
	Schema   json.RawMessage // nil where none was asked for
	Header   http.Header
	Number   int // of the request, from 1
	Whole    string
	MaxToken int
}

// Reply is what the service answers. The zero value is an empty answer.
type Reply struct {
	Content string
	Cut     bool
	Status  int               // 0 is 200
	Header  map[string]string // further ones
	Raw     string            // the whole body instead
	Hang    bool              // says nothing until the client gives up
}

// Server is a running service.
type Server struct {
	URL string // base address

	mu    sync.Mutex
	asked []Question
}

// Start serves a script until the test ends.
func Start(t testing.TB, script func(Question) Reply) *Server {
	t.Helper()
	s := &Server{}
	done := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := s.take(r)
		reply := script(q)
		if reply.Hang {
			select {
			case <-r.Context().Done():
			case <-done:
			}
			return
		}
		reply.write(w, q)
	}))
	s.URL = server.URL + "/v1"
	t.Cleanup(func() { close(done); server.Close() })
	return s
}

// Asked are the questions so far.
func (s *Server) Asked() []Question {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Question(nil), s.asked...)
}

func (s *Server) take(r *http.Request) Question {
	var body struct {
		Model    string
		Messages []struct{ Role, Content string }
		Format   struct {
			Schema struct{ Schema json.RawMessage } `json:"json_schema"`
		} `json:"response_format"`
		MaxTokens int `json:"max_tokens"`
	}
	var raw json.RawMessage
	_ = json.NewDecoder(r.Body).Decode(&raw)
	_ = json.Unmarshal(raw, &body)
	q := Question{Model: body.Model, Schema: body.Format.Schema.Schema, Header: r.Header, Whole: string(raw), MaxToken: body.MaxTokens}
	for _, m := range body.Messages {
		if m.Role == "system" {
			q.System = m.Content
		} else {
			q.User = m.Content
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	q.Number = len(s.asked) + 1
	s.asked = append(s.asked, q)
	return q
}

func (p Reply) write(w http.ResponseWriter, q Question) {
	for name, value := range p.Header {
		w.Header().Set(name, value)
	}
	if p.Status != 0 {
		w.WriteHeader(p.Status)
	}
	if p.Raw != "" || p.Status != 0 {
		_, _ = w.Write([]byte(p.Raw))
		return
	}
	reason := "stop"
	if p.Cut {
		reason = "length"
	}
	_ = json.NewEncoder(w).Encode(map[string]any{
		"model": q.Model, "choices": []any{map[string]any{"finish_reason": reason, "message": map[string]any{"role": "assistant", "content": p.Content}}},
		"usage": map[string]int{"prompt_tokens": len(q.User) / 4, "completion_tokens": len(p.Content) / 4},
	})
}
