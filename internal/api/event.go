package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// The patience with who follows a stream of events.
const (
	eventTimeout = 30 * time.Second // for one event to be received
	beat         = 15 * time.Second // a comment in silence keeps proxies from hanging up
)

// stream describes an operation that answers with server-sent events (WHATWG
// HTML, 9.2) whose data are values of the type of sample.
func stream(a huma.API, path, id, summary, about string, sample any) huma.Operation {
	o := get(path, id, summary, about+" Server-sent events; the data of each is JSON.")
	schema := a.OpenAPI().Components.Schemas.Schema(reflect.TypeOf(sample), true, id)
	o.Responses = map[string]*huma.Response{"200": {Description: "Events; each one's data: " + schema.Ref,
		Content: map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: "string", Description: "Data of each event: " + schema.Ref}}}}}
	return o
}

// events sends values as events of one name, as they come, until they end, the
// client goes away or the server stops.
func (s *server) events(name string, values func(context.Context) iter.Seq[any]) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(c huma.Context) {
		r, w := humago.Unwrap(c)
		ctx, cancel := context.WithCancel(r.Context())
		defer cancel()
		c.SetHeader("Content-Type", "text/event-stream")
		c.SetHeader("X-Accel-Buffering", "no") // asks proxies to pass events on at once
		c.SetStatus(http.StatusOK)
		arriving := make(chan any)
		go func() {
			defer close(arriving)
			for v := range values(ctx) {
				select {
				case arriving <- v:
				case <-ctx.Done():
					return
				}
			}
		}()
		s.send(name, arriving, w, r)
	}}
}

func (s *server) send(name string, arriving <-chan any, w http.ResponseWriter, r *http.Request) {
	control, silence := http.NewResponseController(w), time.NewTicker(beat)
	defer silence.Stop()
	for {
		piece := ": still here\n\n"
		select {
		case v, more := <-arriving:
			if !more {
				return
			}
			data, err := json.Marshal(v)
			if err != nil {
				s.Log.Error("event", "err", err)
				return
			}
			piece = fmt.Sprintf("event: %s\ndata: %s\n\n", name, data)
		case <-silence.C:
		case <-r.Context().Done():
			return
		case <-s.Done:
			return
		}
		control.SetWriteDeadline(time.Now().Add(eventTimeout)) //nolint:errcheck // a connection without deadlines has its own
		if _, err := io.WriteString(w, piece); err != nil {
			return
		}
		if err := control.Flush(); err != nil {
			return
		}
	}
}
