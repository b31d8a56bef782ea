package cli

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// answering is a transport that answers without a network.
type answering struct {
	status  int
	body    string
	changed string
}

func (a answering) RoundTrip(request *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: a.status, Status: http.StatusText(a.status), Header: http.Header{"Last-Modified": {a.changed}},
		Body: io.NopCloser(strings.NewReader(a.body)), Request: request}, nil
}

func TestFetcher(t *testing.T) {
	fetch := fetcher(&http.Client{Transport: answering{200, "the list", "Wed, 07 Feb 2024 10:00:00 GMT"}})
	content, changed, err := fetch(t.Context(), "https://lists.example/list")
	if err != nil || string(content) != "the list" || changed.Format("2006-01-02") != "2024-02-07" {
		t.Errorf("%q, %s, %v", content, changed, err)
	}
	fetch = fetcher(&http.Client{Transport: answering{status: 404}})
	if _, _, err := fetch(t.Context(), "https://lists.example/list"); err == nil || !strings.Contains(err.Error(), "kb add") {
		t.Errorf("error %v doesn't say what to do", err)
	}
	fetch = fetcher(&http.Client{Transport: answering{200, "the list", ""}})
	if _, changed, err := fetch(t.Context(), "https://lists.example/list"); err != nil || !changed.IsZero() {
		t.Errorf("%s, %v", changed, err)
	}
}
