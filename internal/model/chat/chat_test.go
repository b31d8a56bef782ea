package chat_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/model/chat"
	"ascribe/internal/model/modeltest"
)

// patient makes a client that waits in no time and notes how long it would have.
func patient(t *testing.T, o chat.Options) (*chat.Client, func() []time.Duration) {
	t.Helper()
	var mu sync.Mutex
	var waited []time.Duration
	o.Wait = func(ctx context.Context, d time.Duration) error {
		mu.Lock()
		defer mu.Unlock()
		waited = append(waited, d)
		return ctx.Err()
	}
	if o.Model == "" {
		o.Model = "m"
	}
	c, err := chat.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c, func() []time.Duration { mu.Lock(); defer mu.Unlock(); return waited }
}

const key = "sk-very-secret"

func TestAsk(t *testing.T) {
	ok := modeltest.Reply{Content: "yes"}
	for name, c := range map[string]struct {
		replies []modeltest.Reply // one after the other, the last for good
		want    *ascribe.Problem
		asked   int
	}{
		"at once":           {[]modeltest.Reply{ok}, nil, 1},
		"after 429":         {[]modeltest.Reply{{Status: 429}, ok}, nil, 2},
		"after 500 and 503": {[]modeltest.Reply{{Status: 500}, {Status: 503}, ok}, nil, 3},
		"always 500":        {[]modeltest.Reply{{Status: 500}}, chat.ErrUnanswered, 4},
		"always 429":        {[]modeltest.Reply{{Status: 429}}, chat.ErrUnanswered, 4},
		"401":               {[]modeltest.Reply{{Status: 401, Raw: `{"error":{"message":"bad key sk-very-secret"}}`}}, chat.ErrRefused, 1},
		"404":               {[]modeltest.Reply{{Status: 404}}, chat.ErrRefused, 1},
		"redirect":          {[]modeltest.Reply{{Status: 302, Header: map[string]string{"Location": "http://example.org/"}}}, chat.ErrRefused, 1},
		"no chat":           {[]modeltest.Reply{{Raw: "<html>"}, ok}, nil, 2},
		"empty":             {[]modeltest.Reply{{Raw: `{"choices":[]}`}}, chat.ErrUnanswered, 4},
		"no schema": {[]modeltest.Reply{{Status: 400, Raw: `{"error":"unknown json_schema"}`}, {Status: 400, Raw: `{"error":"response_format is not supported"}`},
			{Status: 400, Raw: `{"error":"temperature must be 1"}`}, ok}, nil, 4},
		"bad request": {[]modeltest.Reply{{Status: 400, Raw: `{"error":"no such thing"}`}}, chat.ErrRefused, 1},
	} {
		t.Run(name, func(t *testing.T) {
			server := modeltest.Start(t, func(q modeltest.Question) modeltest.Reply { return c.replies[min(q.Number, len(c.replies))-1] })
			client, _ := patient(t, chat.Options{URL: server.URL, Key: key})
			answer, err := client.Ask(t.Context(), chat.Request{System: "s", User: "u", Schema: []byte(`{"type":"object"}`), MaxTokens: 9})
			if c.want == nil && (err != nil || answer.Content != "yes") || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("got %+v, %v", answer, err)
			}
			if err != nil && strings.Contains(err.Error(), key) {
				t.Errorf("the key stands in the error: %v", err)
			}
			asked := server.Asked()
			if len(asked) != c.asked {
				t.Errorf("asked %d times, want %d", len(asked), c.asked)
			}
			for _, q := range asked {
				if q.Header.Get("Authorization") != "Bearer "+key || strings.Contains(q.Whole, key) {
					t.Errorf("key not in its header alone: %v", q.Header)
				}
			}
		})
	}
}

func TestRetryAfterIsKept(t *testing.T) {
	server := modeltest.Start(t, func(q modeltest.Question) modeltest.Reply {
		if q.Number < 3 {
			return modeltest.Reply{Status: 429, Header: map[string]string{"Retry-After": "17"}}
		}
		return modeltest.Reply{Content: "yes"}
	})
	client, waited := patient(t, chat.Options{URL: server.URL})
	if _, err := client.Ask(t.Context(), chat.Request{}); err != nil {
		t.Fatal(err)
	}
	if w := waited(); len(w) != 2 || w[0] != 17*time.Second || w[1] < 17*time.Second {
		t.Errorf("waited %v", w)
	}
}

func TestRateIsKept(t *testing.T) {
	server := modeltest.Start(t, func(modeltest.Question) modeltest.Reply { return modeltest.Reply{Content: "yes"} })
	client, waited := patient(t, chat.Options{URL: server.URL, PerMin: 6})
	for range 3 {
		if _, err := client.Ask(t.Context(), chat.Request{}); err != nil {
			t.Fatal(err)
		}
	}
	if w := waited(); len(w) != 2 || w[0] < 5*time.Second || w[1] < 15*time.Second {
		t.Errorf("waited %v; want some 10 and 20 seconds between questions that took no time", w)
	}
}

func TestHangingAndInterrupted(t *testing.T) {
	server := modeltest.Start(t, func(modeltest.Question) modeltest.Reply { return modeltest.Reply{Hang: true} })
	client, _ := patient(t, chat.Options{URL: server.URL, Timeout: 50 * time.Millisecond, Attempts: 2})
	if _, err := client.Ask(t.Context(), chat.Request{}); !errors.Is(err, chat.ErrUnanswered) {
		t.Errorf("hanging: %v", err)
	}
	client, _ = patient(t, chat.Options{URL: server.URL})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := client.Ask(ctx, chat.Request{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("interrupted: %v", err)
	}
}

func TestNewRefuses(t *testing.T) {
	for _, o := range []chat.Options{
		{}, {URL: "localhost:11434", Model: "m"}, {URL: "ftp://x/v1", Model: "m"}, {URL: "http://localhost:1/v1"},
		{URL: "http://user:pass@localhost/v1", Model: "m"}, {URL: "http://models.example.org/v1", Model: "m", Key: key},
	} {
		if _, err := chat.New(o); !errors.Is(err, chat.ErrEndpoint) || strings.Contains(err.Error(), key) || strings.Contains(err.Error(), "pass@") {
			t.Errorf("%+v: %v", o, err)
		}
	}
	for _, o := range []chat.Options{
		{URL: "https://models.example.org/v1", Model: "m", Key: key}, {URL: "http://192.168.1.4:8000/v1/", Model: "m", Key: key}, {URL: "http://models.example.org/v1", Model: "m"},
	} {
		if _, err := chat.New(o); err != nil {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
