// Package feed follows feeds: RSS, Atom, JSON Feed, and news sitemaps. It keeps a
// list of them with what servers said last, asks only when one is due and only for what is new, keeps
// to robots.txt, and gives each host time between requests.
//
// Load and Save keep the list; Runner.Run gives the documents of feeds that are due.
package feed

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"ascribe"
	"ascribe/internal/source"
)

const (
	// DefaultEvery is how often a feed is asked.
	DefaultEvery = time.Hour
	// ShortestEvery is how often it may be asked at most.
	ShortestEvery = 5 * time.Minute

	longestPause = 24 * time.Hour // between attempts at a feed that fails
	mostSeen     = 5000           // items remembered of a feed
)

// Feed is one feed that is followed, and how it stands.
type Feed struct {
	Address   string    `json:"address"`
	Publisher string    `json:"publisher,omitempty"` // of its documents, where they don't say
	Private   bool      `json:"private,omitempty"`   // its documents are never sent to a model
	Extractor string    `json:"extractor,omitempty"` // who reads its documents; "" leaves it to the run
	Minutes   int       `json:"minutes"`             // between requests
	Added     time.Time `json:"added"`

	Tag      string    `json:"etag,omitempty"`          // as the server gave it
	Modified string    `json:"last_modified,omitempty"` // as the server gave it
	Asked    time.Time `json:"asked,omitzero"`
	Next     time.Time `json:"next,omitzero"` // not before
	Failures int       `json:"failures,omitempty"`
	Problem  string    `json:"problem,omitempty"` // of the last request
	Seen     []string  `json:"seen,omitempty"`    // hashes of items' addresses, oldest first
}

// ErrFeed is the problem of what can't be read as a feed.
var ErrFeed = &ascribe.Problem{Name: "feed", Why: "it is no RSS, Atom or JSON feed and no sitemap", Do: "check the address; a site's pages often name their feed"}

// List is the feeds that are followed, in the order of their addresses.
type List struct {
	Feeds []*Feed `json:"feeds"`
}

// Load reads a list; no file is an empty list.
func Load(path string) (*List, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &List{}, nil
	}
	if err != nil {
		return nil, err
	}
	var l List
	if err := json.Unmarshal(raw, &l); err != nil {
		return nil, fmt.Errorf("%s is no list of feeds: %w", path, err)
	}
	return &l, nil
}

// Save writes a list, whole or not at all.
func (l *List) Save(path string) error {
	raw, err := json.MarshalIndent(l, "", " ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".feeds-*")
	if err != nil {
		return err
	}
	_, err = file.Write(append(raw, '\n'))
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(file.Name()))
	}
	return err
}

// Find gives the feed of an address, nil for none.
func (l *List) Find(address string) *Feed {
	for _, f := range l.Feeds {
		if f.Address == address {
			return f
		}
	}
	return nil
}

// Add follows a feed, or changes how it is followed.
func (l *List) Add(f Feed) error {
	if !source.IsAddress(f.Address) {
		return fmt.Errorf("%s is no http(s) address", f.Address)
	}
	if time.Duration(f.Minutes)*time.Minute < ShortestEvery {
		return fmt.Errorf("a feed is asked every %s at most", ShortestEvery)
	}
	if old := l.Find(f.Address); old != nil {
		old.Publisher, old.Private, old.Extractor, old.Minutes = f.Publisher, f.Private, f.Extractor, f.Minutes
		return nil
	}
	l.Feeds = append(l.Feeds, &f)
	slices.SortFunc(l.Feeds, func(a, b *Feed) int { return cmp.Compare(a.Address, b.Address) })
	return nil
}

// Remove ends following a feed; false where it wasn't followed.
func (l *List) Remove(address string) bool {
	n := len(l.Feeds)
	l.Feeds = slices.DeleteFunc(l.Feeds, func(f *Feed) bool { return f.Address == address })
	return len(l.Feeds) < n
}

// Due lists the feeds to be asked at a time.
func (l *List) Due(now time.Time) []*Feed {
	var out []*Feed
	for _, f := range l.Feeds {
		if !f.Next.After(now) {
			out = append(out, f)
		}
	}
	return out
}

// NextDue is when a feed is due next; zero without feeds.
func (l *List) NextDue() time.Time {
	var next time.Time
	for _, f := range l.Feeds {
		if next.IsZero() || f.Next.Before(next) {
			next = f.Next
		}
	}
	return next
}

// Saw remembers an item, so that it is not fetched again.
func (f *Feed) Saw(address string) {
	if f.saw(address) {
		return
	}
	f.Seen = append(f.Seen, hash(address))
	if extra := len(f.Seen) - mostSeen; extra > 0 {
		f.Seen = slices.Delete(f.Seen, 0, extra)
	}
}

func (f *Feed) saw(address string) bool { return slices.Contains(f.Seen, hash(address)) }

func hash(address string) string {
	sum := sha256.Sum256([]byte(address))
	return hex.EncodeToString(sum[:6])
}

// done notes how a request went and when the next may be: after a failure later
// and later, or when the server says.
func (f *Feed) done(now time.Time, err error, after time.Duration) {
	every := time.Duration(f.Minutes) * time.Minute
	f.Asked, f.Problem = now, ""
	if err == nil {
		f.Failures = 0
	} else {
		f.Problem = err.Error()
		every = min(every<<min(f.Failures, 10), longestPause)
		f.Failures++
	}
	f.Next = now.Add(max(every, after))
}
