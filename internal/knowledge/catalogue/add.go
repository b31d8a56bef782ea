package catalogue

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ascribe"
	"ascribe/internal/knowledge/designation"
)

// Addition says how files are added.
type Addition struct {
	List   string      // id; "" recognises it
	Date   ascribe.Day // "" takes it from the list or a file's name
	Origin string      // where the files came from
	Force  bool        // take it although it shrank
	Now    time.Time
}

// shrunk is the share of a list's entries that a version of a day near must
// still hold; less looks like a file that was cut.
const shrunk = 0.8

// ErrShrunk is wrapped when a version holds far fewer entries than the one before.
var ErrShrunk = errors.New("far fewer entries than before")

// Add reads files as a version of a list and keeps it. When they cannot be read
// nothing changes. Adding what is held already changes nothing and is no error.
func (s *Store) Add(files []designation.File, a Addition) (Version, error) {
	list, source, err := Read(files, a.List, a.Date)
	if err != nil {
		return Version{}, err
	}
	versions, err := s.Versions()
	if err != nil {
		return Version{}, err
	}
	for _, v := range versions {
		if v.List == list.ID && v.SHA256 == list.SHA256 {
			return v, nil
		}
	}
	if err := plausible(list, versions, a.Force); err != nil {
		return Version{}, err
	}
	v := Version{List: list.ID, SHA256: list.SHA256, Date: list.Date, DateFrom: list.DateFrom,
		Entries: len(list.Designations), Origin: a.Origin, Added: a.Now.UTC().Truncate(time.Second)}
	for _, f := range files {
		held := Held{Name: f.Name, SHA256: ascribe.HashOf(f.Bytes), Size: len(f.Bytes)}
		v.Files = append(v.Files, held)
		if err := write(s.filePath(held.SHA256), f.Bytes); err != nil {
			return Version{}, err
		}
	}
	if err := s.remember(&list, v); err != nil {
		return Version{}, err
	}
	if err := s.keepRead(list, v, source); err != nil {
		return Version{}, err
	}
	m, err := s.manifest()
	if err != nil {
		return Version{}, err
	}
	m.Versions = append(m.Versions, v)
	return v, s.keep(m)
}

// plausible compares a version's size with that of the one before it.
func plausible(list designation.List, versions []Version, force bool) error {
	for _, v := range versions { // newest first
		if v.List != list.ID || v.Date > list.Date || force {
			continue
		}
		if n := len(list.Designations); float64(n) < shrunk*float64(v.Entries) {
			return fmt.Errorf("%w: %w: the %s list of %s has %d entries, that of %s has %d: it may be cut short; use --force if it is right",
				designation.ErrMalformed, ErrShrunk, list.ID, list.Date, n, v.Date, v.Entries)
		}
		return nil
	}
	return nil
}

// Pin makes a version the one to screen against until Unpin.
func (s *Store) Pin(v Version) error {
	m, err := s.manifest()
	if err != nil {
		return err
	}
	if m.Pins == nil {
		m.Pins = make(map[string]string)
	}
	m.Pins[v.List] = v.SHA256
	return s.keep(m)
}

// Unpin goes back to the newest version of a list.
func (s *Store) Unpin(list string) error {
	m, err := s.manifest()
	if err != nil {
		return err
	}
	delete(m.Pins, list)
	return s.keep(m)
}

// Fetch gets the bytes at an address and the time that the server says they
// were last changed, zero when it doesn't.
type Fetch func(ctx context.Context, address string) (content []byte, changed time.Time, err error)

// Update fetches the current versions of lists from their official addresses
// and adds them. A list that fails keeps the version it has; its error is
// among those returned, and the others go on.
func (s *Store) Update(ctx context.Context, fetch Fetch, now time.Time, ids ...string) ([]Version, error) {
	var got []Version
	var failures []error
	for _, source := range Sources() {
		if len(ids) > 0 && !slices.Contains(ids, source.ID) {
			continue
		}
		v, err := s.update(ctx, fetch, now, source)
		if err != nil {
			failures = append(failures, fmt.Errorf("%s: %w", source.ID, err))
			continue
		}
		got = append(got, v)
	}
	return got, errors.Join(failures...)
}

func (s *Store) update(ctx context.Context, fetch Fetch, now time.Time, source Source) (Version, error) {
	var files []designation.File
	day := ascribe.Day("")
	for _, address := range source.Addresses {
		content, changed, err := fetch(ctx, address)
		if err != nil {
			return Version{}, err
		}
		files = append(files, designation.File{Name: address, Bytes: content})
		if !changed.IsZero() {
			day = max(day, ascribe.DayOf(changed))
		}
	}
	list, err := source.Parse(files)
	if err != nil {
		return Version{}, err
	}
	if list.Date != "" {
		day = ""
	} else if day == "" {
		day = ascribe.DayOf(now)
	}
	return s.Add(files, Addition{List: source.ID, Date: day, Origin: source.Addresses[0], Now: now})
}
