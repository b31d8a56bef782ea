package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"ascribe"
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
}

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
	if v.Entity, err = s.Entity(ctx, v.Key); errors.Is(err, ledger.ErrNotFound) {
		v.Described = true
		v.Entity, err = describedBy(v.Key, claims)
	}
	if err != nil {
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
	return answer{Template: "party", Title: v.Entity.Name, Value: v}, nil
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
