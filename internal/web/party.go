package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"ascribe"
	"ascribe/internal/actor"
	"ascribe/internal/casefile"
	"ascribe/internal/knowledge"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/ledger"
)

// partyView is what the ledger holds on an entity or a described party.
type partyView struct {
	Key       string                        `json:"key"`
	Entity    ascribe.Entity                `json:"entity"`
	Described bool                          `json:"described"` // no entity: known by a description only
	Incidents listing[ledger.IncidentEntry] `json:"incidents"`
	Says      listing[ledger.Entry]         `json:"says"`
	About     listing[ledger.Entry]         `json:"about"`
	Relays    listing[ledger.Entry]         `json:"relays"`
	Documents listing[ledger.DocumentEntry] `json:"documents"`

	Names      []knowledge.Name      `json:"names"`      // by whom it is called so
	Statements []knowledge.Statement `json:"statements"` // what the knowledge's sources state of it
	Listings   []actor.Listing       `json:"listings"`   // sanctions under one of its names
	Record     *casefile.Source      `json:"record"`     // as a source; null where it has said nothing
}

// partyExtra is what the page needs besides.
type partyExtra struct {
	judging
	Called map[string]string // names of those whom statements lead to, by id
	Grades []string
	Back   string
}

// recordLimit is how many of a source's newest claims its record is made of.
const recordLimit = 200

// partyLimit is how many of each kind the page of a party shows.
const partyLimit = 15

func (s *site) party(r *http.Request) (answer, error) {
	ctx, few := r.Context(), ledger.Paging{Limit: partyLimit}
	v := partyView{Key: r.PathValue("key")}
	says, err := s.Claims(ctx, ledger.ClaimFilter{Source: v.Key, Newest: true, Paging: few})
	if err != nil {
		return answer{}, err
	}
	about, err := s.Claims(ctx, ledger.ClaimFilter{Party: v.Key, Newest: true, Paging: few})
	if err != nil {
		return answer{}, err
	}
	relays, err := s.Claims(ctx, ledger.ClaimFilter{Relay: v.Key, Newest: true, Paging: few})
	if err != nil {
		return answer{}, err
	}
	claims := slices.Concat(says.Items, about.Items, relays.Items)
	if v.Entity, v.Described, err = s.identify(ctx, v.Key, claims); err != nil {
		return answer{}, err
	}
	incidents, err := s.Incidents(ctx, ledger.IncidentFilter{Party: v.Key, Newest: true, Paging: few})
	if err != nil {
		return answer{}, err
	}
	documents, err := s.Documents(ctx, ledger.DocumentFilter{Entity: v.Key, Newest: true, Paging: few})
	if err != nil {
		return answer{}, err
	}
	v.Incidents = rest(incidents, "/incidents", "party", v.Key)
	v.Says = rest(says, "/claims", "source", v.Key)
	v.About = rest(about, "/claims", "party", v.Key)
	v.Relays = rest(relays, "/claims", "relay", v.Key)
	v.Documents = rest(documents, "/documents", "entity", v.Key)
	x := partyExtra{judging: s.judging(r), Called: map[string]string{}, Grades: []string{"A", "B", "C", "D", "E", "F"}, Back: keyLink(v.Key)}
	if err := s.aboutParty(ctx, &v, x.Called); err != nil {
		return answer{}, err
	}
	return answer{Template: "party", Title: v.Entity.Name, Value: v, Extra: x}, nil
}

// aboutParty adds what is known of a party besides the claims, and its record as a source.
func (s *site) aboutParty(ctx context.Context, v *partyView, called map[string]string) error {
	base, err := knowledge.Embedded()
	if err != nil {
		return err
	}
	v.Names, v.Statements, v.Listings = []knowledge.Name{}, []knowledge.Statement{}, []actor.Listing{}
	if _, known := base.Entity(v.Key); known {
		lists, err := s.designations()
		if err != nil {
			return err
		}
		a, err := actor.Gather(ctx, actor.Input{Name: v.Key, Knowledge: base, Lists: lists})
		if err != nil {
			return err
		}
		v.Names, v.Statements, v.Listings = a.Names, a.Statements, a.Listings
		for _, st := range a.Statements {
			if e, ok := base.Entity(st.Object); ok {
				called[st.Object] = e.Name
			}
		}
	}
	record, err := casefile.Trace(ctx, s.Reader, v.Key, casefile.Options{Knowledge: base}, recordLimit)
	if err == nil {
		v.Record = &record
	}
	if errors.Is(err, ledger.ErrNotFound) {
		return nil
	}
	return err
}

// designations are the sanctions lists at hand; none where there are no lists.
func (s *site) designations() ([]designation.List, error) {
	if s.Screening == nil {
		return nil, nil
	}
	index, err := s.Screening()
	if err != nil {
		return nil, err
	}
	return index.Lists(), nil
}

// identify is who a key stands for: an entity of the ledger, one that is known
// without it, or somebody whom claims describe.
func (s *site) identify(ctx context.Context, key string, claims []ledger.Entry) (e ascribe.Entity, described bool, err error) {
	if e, err = s.Entity(ctx, key); !errors.Is(err, ledger.ErrNotFound) {
		return e, false, err
	}
	base, err := knowledge.Embedded()
	if err != nil {
		return e, false, err
	}
	if known, ok := base.Entity(key); ok {
		return known, false, nil
	}
	e, err = describedBy(key, claims)
	return e, true, err
}

// describedBy finds a party that no entity stands for in the claims that name it.
func describedBy(key string, claims []ledger.Entry) (ascribe.Entity, error) {
	for _, c := range claims {
		for _, p := range ledger.Parties(c.Claim) {
			if p.Party.Key() == key {
				return ascribe.Entity{ID: key, Name: p.Party.Name, Type: ascribe.EntityType(p.Party.Type), Country: p.Party.Country}, nil
			}
		}
	}
	return ascribe.Entity{}, fmt.Errorf("party %q: %w", key, ledger.ErrNotFound)
}

// rest is a list of which another page, filtered alike, shows the rest.
func rest[T any](p ledger.Page[T], path, parameter, value string) listing[T] {
	l := listing[T]{Page: p}
	if p.Next != "" {
		l.More = path + "?" + url.Values{parameter: {value}}.Encode()
	}
	l.Next = ""
	return l
}
