package feed

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"ascribe"
	"ascribe/internal/source"
)

// Item is one document that a feed announces.
type Item struct {
	Address   string
	Title     string
	Published ascribe.Day
}

const mostItems = 5000 // of one feed

// sitemap is a sitemap or an index of sitemaps (sitemaps.org 0.9), with the news extension.
type sitemap struct {
	XMLName xml.Name
	Pages   []struct {
		Address string `xml:"loc"`
		Changed string `xml:"lastmod"`
		News    struct {
			Title     string `xml:"title"`
			Published string `xml:"publication_date"`
		} `xml:"news"`
	} `xml:"url"`
	Maps []struct {
		Address string `xml:"loc"`
	} `xml:"sitemap"`
}

// Parse reads a feed or sitemap that was got from an address. Further are the
// addresses of sitemaps that an index names.
func Parse(address string, raw []byte) (items []Item, further []string, err error) {
	if s, ok := parseSitemap(raw); ok {
		for _, m := range s.Maps[:min(len(s.Maps), mostItems)] {
			further = appendAddress(further, address, m.Address)
		}
		for _, p := range s.Pages[:min(len(s.Pages), mostItems)] {
			if at := absolute(address, p.Address); at != "" {
				items = append(items, Item{Address: at, Title: strings.TrimSpace(p.News.Title), Published: day(p.News.Published)})
			}
		}
		return items, further, nil
	}
	parsed, err := gofeed.NewParser().Parse(bytes.NewReader(raw))
	if err != nil {
		return nil, nil, &ascribe.Problem{Name: ErrFeed.Name, Input: address, Why: ErrFeed.Why, Do: ErrFeed.Do, Cause: err}
	}
	for _, entry := range parsed.Items[:min(len(parsed.Items), mostItems)] {
		at := absolute(address, entry.Link)
		if at == "" && source.IsAddress(entry.GUID) {
			at = entry.GUID
		}
		if at == "" {
			continue
		}
		item := Item{Address: at, Title: strings.Join(strings.Fields(entry.Title), " ")}
		if when := entry.PublishedParsed; when != nil {
			item.Published = ascribe.DayOf(*when)
		}
		items = append(items, item)
	}
	return items, nil, nil
}

func parseSitemap(raw []byte) (s sitemap, ok bool) {
	head := raw[:min(len(raw), 2048)]
	if !bytes.Contains(head, []byte("<urlset")) && !bytes.Contains(head, []byte("<sitemapindex")) {
		return s, false
	}
	decoder := xml.NewDecoder(bytes.NewReader(raw))
	decoder.Strict = false
	if err := decoder.Decode(&s); err != nil && len(s.Pages)+len(s.Maps) == 0 {
		return s, false
	}
	return s, s.XMLName.Local == "urlset" || s.XMLName.Local == "sitemapindex"
}

func appendAddress(list []string, base, address string) []string {
	if at := absolute(base, address); at != "" {
		return append(list, at)
	}
	return list
}

// absolute resolves a link; "" for one that is no http(s) address.
func absolute(base, link string) string {
	b, err := url.Parse(base)
	if err != nil {
		return ""
	}
	u, err := b.Parse(strings.TrimSpace(link))
	if err != nil || u.Host == "" || strings.TrimSpace(link) == "" {
		return ""
	}
	u.Fragment = ""
	if at := u.String(); source.IsAddress(at) {
		return at
	}
	return ""
}

// day reads a date of W3C's profile of ISO 8601.
func day(written string) ascribe.Day {
	written = strings.TrimSpace(written)
	if when, err := time.Parse(time.RFC3339, written); err == nil {
		return ascribe.DayOf(when)
	}
	if d, err := ascribe.ParseDay(written[:min(len(written), len("2006-01-02"))]); err == nil {
		return d
	}
	return ""
}
