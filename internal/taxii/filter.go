package taxii

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"ascribe/internal/ledger"
)

// The bounds of a page.
const (
	defaultLimit = 100
	maxLimit     = 1000
)

// filter is what a request selects (TAXII 2.1, 3.4). Every object has one
// version, so that first, last and all select the same.
type filter struct {
	after    int64 // microseconds since 1970, -1 for any
	limit    int
	next     entry // the last entry of the page before
	ids      []string
	types    []string
	versions []string
	specs    []string
}

func bad(why string, args ...any) error {
	return refusal{http.StatusBadRequest, "Bad request", fmt.Sprintf(why, args...)}
}

// parseFilter reads a query. Which filters there are depends on the resource.
func parseFilter(q url.Values, matches ...string) (filter, error) {
	f := filter{after: -1, limit: defaultLimit}
	if text := q.Get("added_after"); text != "" {
		t, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			return f, bad("added_after=%s is no timestamp; write it as 2022-09-10T12:00:00.000Z", text)
		}
		f.after = t.UnixMicro()
	}
	if text := q.Get("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return f, bad("limit=%s is not a positive number", text)
		}
		f.limit = min(n, maxLimit)
	}
	if text := q.Get("next"); text != "" {
		if err := ledger.DecodeCursor(text, &f.next.added, &f.next.id); err != nil {
			return f, bad("next=%s is not what a page before gave", text)
		}
	}
	for name, values := range q {
		field, ok := strings.CutPrefix(name, "match[")
		if !ok {
			continue
		}
		field = strings.TrimSuffix(field, "]")
		if !slices.Contains(matches, field) {
			return f, bad("%s can't be matched here; there is %s", name, strings.Join(matches, ", "))
		}
		*f.list(field) = strings.Split(strings.Join(values, ","), ",")
	}
	return f, nil
}

func (f *filter) list(field string) *[]string {
	switch field {
	case "id":
		return &f.ids
	case "type":
		return &f.types
	case "version":
		return &f.versions
	default:
		return &f.specs
	}
}

// keeps reports whether an object is selected.
func (f filter) keeps(e entry) bool {
	kind, _, _ := strings.Cut(e.id, "--")
	return e.added > f.after &&
		(f.ids == nil || slices.Contains(f.ids, e.id)) &&
		(f.types == nil || slices.Contains(f.types, kind)) &&
		(f.versions == nil || slices.ContainsFunc(f.versions, e.is)) &&
		(f.specs == nil || slices.Contains(f.specs, "2.1"))
}

// is reports whether the version of an object is one that was asked for.
func (e entry) is(version string) bool {
	if slices.Contains([]string{"first", "last", "all"}, version) {
		return true
	}
	asked, err := time.Parse(time.RFC3339Nano, version)
	own, ownErr := time.Parse(time.RFC3339Nano, e.version)
	return err == nil && ownErr == nil && asked.Equal(own)
}

// page cuts one page out of the entries, which are in order; next is "" on the last.
func (f filter) page(entries []entry) (page []entry, next string) {
	from := 0
	if f.next.id != "" {
		from, _ = slices.BinarySearchFunc(entries, f.next, compare)
	}
	for _, e := range entries[from:] {
		if e == entries[from] && e.id == f.next.id || !f.keeps(e) {
			continue
		}
		if len(page) == f.limit {
			last := page[len(page)-1]
			return page, ledger.EncodeCursor(last.added, last.id)
		}
		page = append(page, e)
	}
	return page, ""
}
