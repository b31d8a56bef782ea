package feed

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/temoto/robotstxt"

	"ascribe"
	"ascribe/internal/source"
)

const (
	agent        = "ascribe"
	shortestGap  = time.Second      // between requests to one host
	longestDelay = 30 * time.Second // that a host's robots.txt may ask for
	mostMaps     = 50               // sitemaps of one index
)

// Runner asks feeds and fetches what they announce, one request at a time. It is
// made for one run.
type Runner struct {
	Fetcher *source.Fetcher
	Now     func() time.Time
	Wait    func(ctx context.Context, d time.Duration) error

	hosts map[string]*host
}

// host is what is known of a server in this run.
type host struct {
	robots *robotstxt.Group
	gap    time.Duration
	asked  time.Time
}

// Result is how one feed went.
type Result struct {
	Feed  *Feed
	Items int // that it announces
	New   int // of them, not seen before
	Err   error
}

// Run asks feeds and sends the documents that are new: each with its feed, so that
// the caller can note what was seen. The sequence of feeds is that of the list.
// Report is called for each feed, before its documents.
func (r *Runner) Run(ctx context.Context, feeds []*Feed, report func(Result), send func(*Feed, ascribe.Raw, error) bool) {
	r.hosts = map[string]*host{}
	for _, f := range feeds {
		if ctx.Err() != nil {
			return
		}
		items, err := r.ask(ctx, f)
		if ctx.Err() != nil {
			return
		}
		result := Result{Feed: f, Items: len(items), Err: err}
		fresh := items[:0:0]
		for _, item := range items {
			if !f.saw(item.Address) {
				fresh = append(fresh, item)
			}
		}
		result.New = len(fresh)
		report(result)
		for _, item := range fresh {
			raw, err := r.fetch(ctx, f, item)
			if ctx.Err() != nil || !send(f, raw, err) {
				return
			}
		}
	}
}

// ask gets a feed if it has changed, and what sitemaps it names.
func (r *Runner) ask(ctx context.Context, f *Feed) ([]Item, error) {
	header := map[string]string{"Accept": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"}
	if f.Tag != "" {
		header["If-None-Match"] = f.Tag
	}
	if f.Modified != "" {
		header["If-Modified-Since"] = f.Modified
	}
	got, err := r.get(ctx, f.Address, header)
	if err == nil && got.Status == http.StatusNotModified {
		f.done(r.Now(), nil, 0)
		return nil, nil
	}
	if err == nil && got.Status != http.StatusOK {
		err = &ascribe.Problem{Name: source.ErrStatus.Name, Input: f.Address, Why: fmt.Sprintf("the server answered %d %s", got.Status, http.StatusText(got.Status)), Do: "it is asked again later"}
	}
	var items []Item
	if err == nil {
		items, err = r.items(ctx, f.Address, got.Body)
	}
	f.done(r.Now(), err, retryAfter(got.Header))
	if err == nil {
		f.Tag, f.Modified = got.Header.Get("ETag"), got.Header.Get("Last-Modified")
	}
	return items, err
}

// items reads a feed, or a sitemap and the sitemaps that it names.
func (r *Runner) items(ctx context.Context, address string, raw []byte) ([]Item, error) {
	items, further, err := Parse(address, raw)
	for _, at := range further[:min(len(further), mostMaps)] {
		got, failed := r.get(ctx, at, nil)
		if failed != nil || got.Status != http.StatusOK {
			continue // the index's other maps are as good
		}
		if more, _, failed := Parse(at, got.Body); failed == nil {
			items = append(items, more...)
		}
	}
	return items, err
}

// fetch reads what an item announces.
func (r *Runner) fetch(ctx context.Context, f *Feed, item Item) (ascribe.Raw, error) {
	if err := r.admit(ctx, item.Address); err != nil {
		return ascribe.Raw{Origin: item.Address}, err
	}
	raw, err := r.Fetcher.Document(ctx, item.Address)
	raw.Origin = item.Address
	raw.Given = ascribe.Metadata{Title: item.Title, Publisher: f.Publisher, Published: string(item.Published), Private: f.Private, Extractor: f.Extractor}
	return raw, err
}

func (r *Runner) get(ctx context.Context, address string, header map[string]string) (source.Fetched, error) {
	if err := r.admit(ctx, address); err != nil {
		return source.Fetched{}, err
	}
	return r.Fetcher.Get(ctx, address, header)
}

// ErrRobots is the problem of a page that robots.txt keeps programs from.
var ErrRobots = &ascribe.Problem{Name: "robots", Why: "the site's robots.txt asks programs to stay away from it", Do: "ask the publisher, or read it in a browser and give the file"}

// admit asks robots.txt and waits until the host may be asked again.
func (r *Runner) admit(ctx context.Context, address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return &ascribe.Problem{Name: source.ErrNetwork.Name, Input: address, Why: "the address is malformed", Cause: err}
	}
	h := r.host(ctx, u)
	if h.robots != nil && !h.robots.Test(u.EscapedPath()) {
		return &ascribe.Problem{Name: ErrRobots.Name, Input: address, Why: ErrRobots.Why, Do: ErrRobots.Do}
	}
	return h.turn(ctx, r)
}

// turn waits for the host's gap.
func (h *host) turn(ctx context.Context, r *Runner) error {
	if pause := h.gap - r.Now().Sub(h.asked); !h.asked.IsZero() && pause > 0 {
		if err := r.Wait(ctx, pause); err != nil {
			return err
		}
	}
	h.asked = r.Now()
	return nil
}

// host gives what is known of a server; its robots.txt is read on the first request.
func (r *Runner) host(ctx context.Context, u *url.URL) *host {
	name := u.Scheme + "://" + u.Host
	if h := r.hosts[name]; h != nil {
		return h
	}
	h := &host{gap: shortestGap, asked: r.Now()}
	r.hosts[name] = h
	got, err := r.Fetcher.Get(ctx, name+"/robots.txt", nil)
	if err != nil {
		return h // what is wrong with the host shows when it is asked
	}
	if rules, err := robotstxt.FromStatusAndBytes(got.Status, got.Body); err == nil {
		h.robots = rules.FindGroup(agent)
		h.gap = max(h.gap, min(h.robots.CrawlDelay, longestDelay))
	}
	return h
}

// retryAfter is how long a server asks to wait, at most a day.
func retryAfter(header http.Header) time.Duration {
	seconds, err := strconv.Atoi(strings.TrimSpace(header.Get("Retry-After")))
	if err != nil || seconds < 0 {
		return 0
	}
	return min(time.Duration(seconds)*time.Second, longestPause)
}
