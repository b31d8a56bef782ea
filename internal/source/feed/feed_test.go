package feed_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/source"
	"ascribe/internal/source/feed"
)

func TestParse(t *testing.T) {
	for name, c := range map[string]struct{ raw, items, further string }{
		"rss":     {`<rss version="2.0"><channel><item><title> A  b </title><link>/a#x</link><pubDate>Fri, 09 Sep 2022 23:30:00 GMT</pubDate></item><item><title>no link</title></item></channel></rss>`, "https://example.org/a A b 2022-09-09", ""},
		"atom":    {`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link href="https://example.org/a"/><published>2022-09-09T10:00:00Z</published></entry></feed>`, "https://example.org/a A 2022-09-09", ""},
		"json":    {`{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","url":"https://example.org/a","title":"A","date_published":"2022-09-09T10:00:00Z"}]}`, "https://example.org/a A 2022-09-09", ""},
		"sitemap": {`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://example.org/a</loc><news:news><news:title>A</news:title><news:publication_date>2022-09-09</news:publication_date></news:news></url><url><loc>javascript:x</loc></url></urlset>`, "https://example.org/a A 2022-09-09", ""},
		"index":   {`<sitemapindex><sitemap><loc>https://example.org/s.xml</loc></sitemap></sitemapindex>`, "", "https://example.org/s.xml"},
		"cut":     {`<urlset><url><loc>https://example.org/a</loc></url><url><loc>https://exa`, "https://example.org/a  ", ""},
		"page":    {`<html>`, "!", ""},
		"nothing": {"", "!", ""},
	} {
		items, further, err := feed.Parse("https://example.org/feed", []byte(c.raw))
		var got []string
		for _, i := range items {
			got = append(got, fmt.Sprintf("%s %s %s", i.Address, i.Title, i.Published))
		}
		if err != nil {
			got = []string{"!"}
		}
		if strings.Join(got, "|") != c.items || strings.Join(further, "|") != c.further {
			t.Errorf("%s: %q, %q", name, got, further)
		}
	}
}

// TestRunIsPolite: a failing feed is asked later and later, a host waits for what
// its robots.txt and its answers ask.
func TestRunIsPolite(t *testing.T) {
	status, after := http.StatusOK, ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			fmt.Fprint(w, "User-agent: *\nCrawl-delay: 7\n")
		case "/feed":
			w.Header().Set("Retry-After", after)
			w.WriteHeader(status)
			fmt.Fprint(w, `<rss version="2.0"><channel><item><link>/a</link></item><item><link>/b</link></item></channel></rss>`)
		default:
			fmt.Fprint(w, "text")
		}
	}))
	defer server.Close()
	now := time.Date(2022, 9, 9, 10, 0, 0, 0, time.UTC)
	var waited []time.Duration
	runner := &feed.Runner{Fetcher: source.NewFetcher(source.Options{AllowPrivate: true}), Now: func() time.Time { return now },
		Wait: func(_ context.Context, d time.Duration) error {
			waited = append(waited, d)
			now = now.Add(d)
			return nil
		}}
	f := &feed.Feed{Address: server.URL + "/feed", Minutes: 60}
	documents := 0
	once := func() (got feed.Result) {
		runner.Run(t.Context(), []*feed.Feed{f}, func(r feed.Result) { got = r }, func(_ *feed.Feed, raw ascribe.Raw, err error) bool {
			documents++
			f.Saw(raw.Origin)
			return true
		})
		return got
	}
	if r := once(); r.Err != nil || r.New != 2 || documents != 2 || f.Next.Sub(f.Asked) != time.Hour {
		t.Errorf("%+v, %d documents, next %s", r, documents, f.Next)
	}
	if len(waited) != 3 || waited[0] != 7*time.Second || waited[2] != 7*time.Second {
		t.Errorf("waited %v; want seven seconds before each request but the first", waited)
	}
	if r := once(); r.New != 0 || documents != 2 {
		t.Errorf("again: %+v, %d documents", r, documents)
	}
	status = http.StatusServiceUnavailable
	for _, want := range []time.Duration{time.Hour, 2 * time.Hour, 4 * time.Hour} {
		if r := once(); r.Err == nil || f.Next.Sub(f.Asked) != want {
			t.Errorf("%+v: next after %s, want %s", r, f.Next.Sub(f.Asked), want)
		}
	}
	after = "36000"
	for range 10 {
		once()
	}
	if got := f.Next.Sub(f.Asked); got != 24*time.Hour {
		t.Errorf("after many failures: %s", got)
	}
	status = http.StatusOK
	if r := once(); r.Err != nil || f.Failures != 0 || f.Next.Sub(f.Asked) != 10*time.Hour {
		t.Errorf("%+v: next after %s; want what the server asked for", r, f.Next.Sub(f.Asked))
	}
}

func TestListIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "feeds.json")
	l, err := feed.Load(path)
	if err != nil || len(l.Feeds) != 0 {
		t.Fatal(l, err)
	}
	for _, address := range []string{"https://b.org/", "https://a.org/", "https://b.org/"} {
		if err := l.Add(feed.Feed{Address: address, Minutes: 60, Publisher: "P"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Add(feed.Feed{Address: "file:///etc", Minutes: 60}); err == nil {
		t.Error("a file is followed")
	}
	if err := l.Save(path); err != nil {
		t.Fatal(err)
	}
	if l, err = feed.Load(path); err != nil || len(l.Feeds) != 2 || l.Feeds[0].Address != "https://a.org/" {
		t.Errorf("%+v, %v", l, err)
	}
	if !l.Remove("https://a.org/") || l.Remove("https://a.org/") {
		t.Error("removed not once")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`<rss version="2.0"><channel><item><link>/a</link></item></channel></rss>`))
	f.Add([]byte(`<urlset><url><loc>https://example.org/a</loc></url></urlset>`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","items":[{"url":"x"}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		items, _, _ := feed.Parse("https://example.org/feed", raw)
		for _, i := range items {
			if !source.IsAddress(i.Address) {
				t.Errorf("address %q", i.Address)
			}
		}
	})
}
