package catalogue

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"ascribe"
	"ascribe/internal/knowledge/designation"
)

// Store is the user's lists: a folder with manifest.json, files/ (the originals,
// named by hash) and read/ (what was read from them, made again when it is stale).
type Store struct{ folder string }

// Open gives the store in a folder, which need not exist.
func Open(folder string) *Store { return &Store{folder} }

// Version is one version of one list that is held.
type Version struct {
	List     string      `json:"list"`
	SHA256   string      `json:"sha256"`
	Date     ascribe.Day `json:"date"`
	DateFrom string      `json:"date_from"`
	Entries  int         `json:"entries"`
	Origin   string      `json:"origin"` // address or path it came from, or "embedded"
	Added    time.Time   `json:"added,omitzero"`
	Files    []Held      `json:"files,omitempty"`
	Embedded bool        `json:"embedded,omitempty"`
	Pinned   bool        `json:"pinned,omitempty"`
	Current  bool        `json:"current,omitempty"` // the one that screening uses
}

// Held is an original file of a version.
type Held struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Size   int    `json:"size"`
}

// manifest is the content of manifest.json.
type manifest struct {
	Versions []Version         `json:"versions"`
	Pins     map[string]string `json:"pins,omitempty"` // list → hash
}

// ErrNotHeld is wrapped by errors about versions that are not held.
var ErrNotHeld = errors.New("not held")

// Versions lists every version held, the embedded ones included: by list, then
// newest first. The one that is pinned, or else the newest, is current.
func (s *Store) Versions() ([]Version, error) {
	m, err := s.manifest()
	if err != nil {
		return nil, err
	}
	embedded, err := Embedded()
	if err != nil {
		return nil, err
	}
	versions := m.Versions
	for _, l := range embedded {
		versions = append(versions, Version{List: l.ID, SHA256: l.SHA256, Date: l.Date, DateFrom: l.DateFrom,
			Entries: len(l.Designations), Origin: "embedded", Embedded: true})
	}
	slices.SortStableFunc(versions, func(a, b Version) int {
		if c := strings.Compare(a.List, b.List); c != 0 {
			return c
		}
		return strings.Compare(string(b.Date), string(a.Date))
	})
	for i := range versions {
		v := &versions[i]
		pin := m.Pins[v.List]
		v.Pinned = pin == v.SHA256
		v.Current = v.Pinned || pin == "" && (i == 0 || versions[i-1].List != v.List)
	}
	return versions, nil
}

// Find finds a version by what a user writes: "ofac" (the current one),
// "ofac@2022-09-09" or "ofac@" and the first characters of a hash.
func (s *Store) Find(ref string) (Version, error) {
	list, which, _ := strings.Cut(ref, "@")
	versions, err := s.Versions()
	if err != nil {
		return Version{}, err
	}
	var held []string
	for _, v := range versions {
		if v.List != list {
			continue
		}
		if which == "" && v.Current || which != "" && (string(v.Date) == which || strings.HasPrefix(v.SHA256, which)) {
			return v, nil
		}
		held = append(held, fmt.Sprintf("%s@%s", v.List, v.Date))
	}
	if held == nil {
		return Version{}, fmt.Errorf("%w: no version of a list %q", ErrNotHeld, list)
	}
	return Version{}, fmt.Errorf("%w: %q; held are %s", ErrNotHeld, ref, strings.Join(held, ", "))
}

// Current loads the versions to screen against, one of each list.
func (s *Store) Current() ([]designation.List, error) {
	versions, err := s.Versions()
	if err != nil {
		return nil, err
	}
	versions = slices.DeleteFunc(versions, func(v Version) bool { return !v.Current })
	lists, failures := make([]designation.List, len(versions)), make([]error, len(versions))
	var wait sync.WaitGroup
	for i, v := range versions {
		wait.Go(func() { lists[i], failures[i] = s.Load(v) })
	}
	wait.Wait()
	return lists, errors.Join(failures...)
}

// Load gives the content of a version.
func (s *Store) Load(v Version) (designation.List, error) {
	if v.Embedded {
		lists, err := Embedded()
		i := slices.IndexFunc(lists, func(l designation.List) bool { return l.SHA256 == v.SHA256 })
		switch {
		case err != nil:
			return designation.List{}, fmt.Errorf("%w: the embedded %s list: %w", ErrNotHeld, v.List, err)
		case i < 0:
			return designation.List{}, fmt.Errorf("%w: the embedded %s list", ErrNotHeld, v.List)
		}
		return lists[i], nil
	}
	source, err := SourceOf(v.List)
	if err != nil {
		return designation.List{}, err
	}
	content, err := os.ReadFile(s.readPath(v, source))
	if err == nil {
		if list, err := designation.Decode(bytes.NewReader(content)); err == nil {
			return list, nil
		}
	}
	return s.reread(v, source)
}

// reread reads a version's originals again.
func (s *Store) reread(v Version, source Source) (designation.List, error) {
	var files []designation.File
	for _, held := range v.Files {
		content, err := os.ReadFile(s.filePath(held.SHA256))
		if err != nil {
			return designation.List{}, fmt.Errorf("%s list of %s: %w; remove it from %s or add it again", v.List, v.Date, err, s.manifestPath())
		}
		files = append(files, designation.File{Name: held.Name, Bytes: content})
	}
	list, err := source.Parse(files)
	if err != nil {
		return designation.List{}, err
	}
	list.SHA256, list.Date, list.DateFrom = v.SHA256, v.Date, v.DateFrom
	if err := s.remember(&list, v); err != nil {
		return designation.List{}, err
	}
	return list, s.keepRead(list, v, source)
}

// remember enters what older versions show into a version's record.
func (s *Store) remember(list *designation.List, v Version) error {
	versions, err := s.Versions()
	if err != nil {
		return err
	}
	for _, older := range versions { // newest first
		if older.List == v.List && older.Date < v.Date {
			record, err := s.Load(older)
			if err != nil {
				return err
			}
			return list.Observe(record)
		}
	}
	list.Begin()
	return nil
}

func (s *Store) keepRead(list designation.List, v Version, source Source) error {
	var out bytes.Buffer
	if err := designation.Encode(&out, list); err != nil {
		return err
	}
	return write(s.readPath(v, source), out.Bytes())
}

func (s *Store) manifestPath() string        { return filepath.Join(s.folder, "manifest.json") }
func (s *Store) filePath(hash string) string { return filepath.Join(s.folder, "files", hash) }
func (s *Store) readPath(v Version, source Source) string {
	return filepath.Join(s.folder, "read", fmt.Sprintf("%s-%s-v%s.gob.gz", v.List, v.SHA256[:16], source.Version))
}

func (s *Store) manifest() (manifest, error) {
	content, err := os.ReadFile(s.manifestPath())
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{}, nil
	}
	if err != nil {
		return manifest{}, err
	}
	var m manifest
	if err := json.Unmarshal(content, &m); err != nil {
		return manifest{}, fmt.Errorf("%s: %w; mend it, or remove the folder to begin anew", s.manifestPath(), err)
	}
	return m, nil
}

func (s *Store) keep(m manifest) error {
	content, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return write(s.manifestPath(), append(content, '\n'))
}

// write replaces a file at once, so that a reader finds the old or the new one.
func write(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	_, err = temporary.Write(content)
	if err = errors.Join(err, temporary.Sync(), temporary.Close()); err == nil {
		err = os.Rename(temporary.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temporary.Name()))
	}
	return nil
}
