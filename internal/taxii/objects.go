package taxii

import (
	"fmt"
	"net/http"
	"time"

	"ascribe/internal/ledger"
	"ascribe/internal/stix"
)

// paged reads the filters of a request and cuts its page out of a collection, or
// out of the one object that the path names.
func (s *server) paged(r *http.Request, matches ...string) (x *index, page []entry, next string, err error) {
	f, err := parseFilter(r.URL.Query(), matches...)
	if err != nil {
		return nil, nil, "", err
	}
	c, err := s.chosen(r)
	if err != nil {
		return nil, nil, "", err
	}
	if x, err = s.index(r.Context(), c); err != nil {
		return nil, nil, "", err
	}
	entries := x.entries
	if id := r.PathValue("object"); id != "" {
		i, ok := x.at[id]
		if !ok {
			return nil, nil, "", fmt.Errorf("object %s: %w", id, ledger.ErrNotFound)
		}
		entries = entries[i : i+1]
	}
	page, next = f.page(entries)
	return x, page, next, nil
}

// dates tells when the first and the last entry of a page were added (3.5).
func dates(h http.Header, page []entry) {
	if len(page) > 0 {
		h.Set("X-TAXII-Date-Added-First", instant(page[0].added))
		h.Set("X-TAXII-Date-Added-Last", instant(page[len(page)-1].added))
	}
}

// instant writes microseconds since 1970 without losing any, so that it can be
// given back as added_after.
func instant(micros int64) string {
	return time.UnixMicro(micros).UTC().Format("2006-01-02T15:04:05.000000Z")
}

func (s *server) objects(h http.Header, r *http.Request) (any, error) {
	return s.envelope(h, r, "id", "type", "version", "spec_version")
}

func (s *server) object(h http.Header, r *http.Request) (any, error) {
	return s.envelope(h, r, "version", "spec_version")
}

func (s *server) envelope(h http.Header, r *http.Request, matches ...string) (any, error) {
	x, page, next, err := s.paged(r, matches...)
	if err != nil {
		return nil, err
	}
	objects, err := s.objectsOf(r.Context(), x, page)
	dates(h, page)
	return envelope{More: next != "", Next: next, Objects: objects}, err
}

func (s *server) manifest(h http.Header, r *http.Request) (any, error) {
	_, page, next, err := s.paged(r, "id", "type", "version", "spec_version")
	if err != nil {
		return nil, err
	}
	dates(h, page)
	out := manifest{More: next != "", Next: next}
	for _, e := range page {
		out.Objects = append(out.Objects, manifestRecord{e.id, instant(e.added), e.version, stix.MediaType})
	}
	return out, nil
}

func (s *server) versions(h http.Header, r *http.Request) (any, error) {
	_, page, next, err := s.paged(r, "spec_version")
	if err != nil {
		return nil, err
	}
	dates(h, page)
	out := versionList{More: next != "", Next: next}
	for _, e := range page {
		out.Versions = append(out.Versions, e.version)
	}
	return out, nil
}
