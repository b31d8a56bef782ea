package taxii

import (
	"context"
	"fmt"
	"net/http"

	"github.com/google/uuid"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/selection"
	"ascribe/internal/stix"
)

// all is the alias of the collection that holds everything.
const all = "all"

// rootPath is the API root.
const rootPath = "/taxii2/ledger/"

// contentLimit is what the standard wants stated although nothing is accepted.
const contentLimit = 1 << 20

func (s *server) discovery(http.Header, *http.Request) (any, error) {
	return discovery{Title: s.Title, Description: "A ledger of claims: who says that whom did what to whom.", Default: rootPath, Roots: []string{rootPath}}, nil
}

func (s *server) root(http.Header, *http.Request) (any, error) {
	return apiRoot{Title: s.Title, Description: "The ledger, as STIX 2.1.", Versions: []string{MediaType}, MaxContent: contentLimit}, nil
}

// choice is a collection with what it selects.
type choice struct {
	collection
	selection.Choice
}

// choices are the collections: everything, then each watch by its id. Their
// identifiers are made of the watch's.
func (s *server) choices(ctx context.Context) ([]choice, error) {
	watches, err := s.Watches(ctx)
	if err != nil {
		return nil, err
	}
	out := []choice{{collection: described(all, "Everything", "All documents of the ledger with their claims, and its incidents.")}}
	for _, w := range watches {
		c := choice{collection: described(w.ID, "Watch: "+w.Name, fmt.Sprintf("Claims of the %s %s.", w.Kind, w.Name))}
		switch w.Kind {
		case ascribe.WatchIncident:
			c.Incidents = []string{w.On}
		case ascribe.WatchSource:
			c.Source = w.On
		default:
			c.Party = w.On
		}
		out = append(out, c)
	}
	return out, nil
}

func described(alias, title, description string) collection {
	space := uuid.NewSHA1(uuid.NameSpaceURL, []byte("taxii collections of ascribe"))
	return collection{ID: uuid.NewSHA1(space, []byte(alias)).String(), Title: title, Description: description, Alias: alias,
		CanRead: true, MediaTypes: []string{stix.MediaType}}
}

func (s *server) collections(_ http.Header, r *http.Request) (any, error) {
	choices, err := s.choices(r.Context())
	list := collectionList{}
	for _, c := range choices {
		list.Collections = append(list.Collections, c.collection)
	}
	return list, err
}

func (s *server) collection(_ http.Header, r *http.Request) (any, error) {
	c, err := s.chosen(r)
	return c.collection, err
}

// chosen is the collection that a request names by its id or alias.
func (s *server) chosen(r *http.Request) (choice, error) {
	choices, err := s.choices(r.Context())
	if err != nil {
		return choice{}, err
	}
	for _, c := range choices {
		if id := r.PathValue("id"); c.ID == id || c.Alias == id {
			return c, nil
		}
	}
	return choice{}, fmt.Errorf("collection: %w", ledger.ErrNotFound)
}
