// Package page reads web pages: the main text without menus, related links and
// comments, and what the page says of itself (title, publisher, byline, date,
// address).
//
// Read is the entry point. Main text is found by go-trafilatura, the day by
// go-htmldate; the blocks are made here.
package page

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"ascribe"
)

// ErrNoText says that a page holds no main text.
var ErrNoText = errors.New("no main text was found in the page")

// Page is a web page's text and what it says of itself.
type Page struct {
	Text     ascribe.Text
	Metadata ascribe.Metadata
	Byline   string
}

// Read reads a page of UTF-8 text. The address is where it was read from, or "";
// no date after the day of reading is believed. Errors are ErrNoText and those
// of pages that can't be parsed.
func Read(source, address string, read time.Time) (p Page, err error) {
	defer func() { // both libraries walk trees that any page may shape
		if r := recover(); r != nil {
			err = fmt.Errorf("the page could not be taken apart: %v", r)
		}
	}()
	document, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return Page{}, err
	}
	day, err := published(document, address, read)
	if err != nil {
		return Page{}, err
	}
	options := trafilatura.Options{EnableFallback: true, ExcludeComments: true, IncludeLinks: true, HtmlDateOverride: &htmldate.Result{}}
	if u, err := url.ParseRequestURI(address); err == nil {
		options.OriginalURL = u
	}
	found, err := trafilatura.ExtractDocument(document, options)
	if err != nil || found.ContentNode == nil { // a page too plain to have a main part
		found = &trafilatura.ExtractResult{ContentNode: document}
	}
	p = Page{Metadata: metadata(found.Metadata, day), Byline: strings.ReplaceAll(found.Metadata.Author, "; ", ", ")}
	p.Text = blocksOf(p.Metadata.Title, found.ContentNode)
	if whole := blocksOf(p.Metadata.Title, document); isBare(p.Text, whole) {
		p.Text = whole
	}
	if !hasBody(p.Text, p.Metadata.Title) {
		return Page{}, ErrNoText
	}
	return p, nil
}

const (
	fewBlocks = 2   // a title and one block: no structure was found
	bareShare = 1.3 // a page with hardly more text than its main part needs no cutting
)

// isBare reports whether the main text came out in one piece though the page
// holds little else, so that the whole page, which has structure, is better.
func isBare(main, whole ascribe.Text) bool {
	return len(main.Blocks) <= fewBlocks && len(whole.Blocks) > len(main.Blocks) && float64(len(whole.Content)) < bareShare*float64(len(main.Content))
}

// hasBody reports whether there is more than headings and the title.
func hasBody(t ascribe.Text, title string) bool {
	return slices.ContainsFunc(t.Blocks, func(b ascribe.Block) bool {
		return b.Kind != ascribe.HeadingBlock && ascribe.Fold(b.Of(t.Content)) != ascribe.Fold(title)
	})
}

func metadata(m trafilatura.Metadata, day ascribe.Day) ascribe.Metadata {
	out := ascribe.Metadata{Title: WithoutSite(fold(m.Title), m.Sitename, m.Hostname), Publisher: fold(m.Sitename), URL: m.URL, Published: string(day)}
	if out.Publisher == "" {
		out.Publisher = strings.TrimPrefix(m.Hostname, "www.")
	}
	return out
}

// WithoutSite cuts the site's name off a page's title: "Headline | Site".
func WithoutSite(title, site, host string) string {
	for _, bar := range []string{" | ", " - ", " – ", " — ", " » ", " :: "} {
		at := strings.LastIndex(title, bar)
		if at <= 0 {
			continue
		}
		tail := strings.ReplaceAll(ascribe.Fold(title[at+len(bar):]), " ", "")
		for _, name := range []string{site, strings.TrimPrefix(host, "www.")} {
			name = strings.ReplaceAll(ascribe.Fold(name), " ", "")
			if tail != "" && name != "" && (strings.HasPrefix(name, tail) || strings.HasPrefix(tail, name)) {
				return title[:at]
			}
		}
	}
	return title
}
