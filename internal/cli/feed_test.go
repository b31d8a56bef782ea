package cli

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// site serves a feed with two articles, of which one is forbidden to programs.
type site struct {
	mu    sync.Mutex
	asked map[string]int
	fresh bool // an article more
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked[r.URL.Path]++
	item := func(n string) string {
		return fmt.Sprintf("<item><title>Article %s</title><link>/%s.html</link><pubDate>Fri, 09 Sep 2022 10:00:00 GMT</pubDate></item>", n, n)
	}
	switch r.URL.Path {
	case "/robots.txt":
		fmt.Fprint(w, "User-agent: *\nDisallow: /secret\n")
	case "/feed.rss":
		tag := fmt.Sprintf(`"%v"`, s.fresh)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", tag)
		items := item("one") + item("secret")
		if s.fresh {
			items = item("two") + items
		}
		fmt.Fprintf(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>%s</channel></rss>`, items)
	case "/one.html", "/two.html":
		fmt.Fprintf(w, "<html><body><article><h1>%s</h1><p>Elbonia's government said that Ruritania attacked its parliament in May.</p></article></body></html>", r.URL.Path)
	default:
		http.NotFound(w, r)
	}
}

func TestFeed(t *testing.T) {
	s := &site{asked: map[string]int{}}
	server := httptest.NewServer(s)
	defer server.Close()
	t.Setenv("ASCRIBE_FEEDS", filepath.Join(t.TempDir(), "feeds.json"))
	t.Setenv("ASCRIBE_LEDGER", filepath.Join(t.TempDir(), "ledger.db"))
	address := server.URL + "/feed.rss"
	if code, _, errs := run(t, "feed", "run"); code != 1 || !strings.Contains(errs, "feed add") {
		t.Errorf("without feeds: code %d, %s", code, errs)
	}
	if code, _, errs := run(t, "feed", "add", address, "--publisher", "Plain Times", "--every", "1s"); code != 2 {
		t.Errorf("too often: code %d, %s", code, errs)
	}
	if code, _, errs := run(t, "feed", "add", address, "--publisher", "Plain Times"); code != 0 {
		t.Fatalf("add: code %d, %s", code, errs)
	}
	code, out, errs := run(t, "feed", "run", "--fast", "--allow-private")
	if code != 1 || !strings.Contains(out, "1 stored") || !strings.Contains(errs, "robots.txt") {
		t.Errorf("first: code %d, %s%s", code, out, errs)
	}
	if code, out, errs = run(t, "feed", "run", "--fast", "--allow-private"); code != 0 || !strings.Contains(errs, "0 feeds asked") {
		t.Errorf("not due: code %d, %s%s", code, out, errs)
	}
	if code, out, errs = run(t, "feed", "run", "--fast", "--allow-private", address); code != 0 || !strings.Contains(errs, "nothing new") {
		t.Errorf("unchanged: code %d, %s%s", code, out, errs)
	}
	s.mu.Lock()
	s.fresh = true
	s.mu.Unlock()
	if code, out, errs = run(t, "feed", "run", "--fast", "--allow-private", address); code != 0 || !strings.Contains(out, "1 stored") {
		t.Errorf("an article more: code %d, %s%s", code, out, errs)
	}
	if s.asked["/one.html"] != 1 || s.asked["/two.html"] != 1 || s.asked["/secret.html"] != 0 || s.asked["/feed.rss"] != 3 {
		t.Errorf("asked %v", s.asked)
	}
	if code, out, _ = run(t, "feed", "list", "--json"); code != 0 || !strings.Contains(out, `"publisher": "Plain Times"`) {
		t.Errorf("list: code %d, %s", code, out)
	}
	if code, _, _ = run(t, "feed", "remove", address); code != 0 {
		t.Errorf("remove: code %d", code)
	}
	if code, out, _ = run(t, "feed", "list"); code != 0 || strings.Contains(out, address) {
		t.Errorf("list: code %d, %s", code, out)
	}
}
