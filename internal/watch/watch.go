// Package watch tells what is new on something that a person watches: an
// incident, an actor, a victim or a source.
package watch

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
)

// Reader is what watches ask of a ledger.
type Reader interface {
	Incident(ctx context.Context, id string) (ledger.IncidentEntry, error)
	Claims(ctx context.Context, f ledger.ClaimFilter) (ledger.Page[ledger.Entry], error)
	Incidents(ctx context.Context, f ledger.IncidentFilter) (ledger.Page[ledger.IncidentEntry], error)
}

// News is one thing that a watch tells.
type News struct {
	Key   string       `json:"key"` // the same for what is the same news
	Kind  Kind         `json:"kind"`
	Day   ascribe.Day  `json:"day"` // when it was said
	Was   string       `json:"was,omitempty"`
	Claim ledger.Entry `json:"claim"` // the first that says so
}

// Kind is what is new.
type Kind string

// The kinds of news.
const (
	Attribution Kind = "attribution" // the first that lays it to somebody
	Denial      Kind = "denial"      // a source denies or doubts it
	Confidence  Kind = "confidence"  // a source is more or less sure than it was (Was)
	Designation Kind = "designation" // sanctions or charges
	Response    Kind = "response"    // a response or a condemnation
)

// Of lists all that a watch can tell, oldest first.
func Of(ctx context.Context, r Reader, w ascribe.Watch) ([]News, error) {
	claims, err := claimsOf(ctx, r, w)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(claims, func(a, b ledger.Entry) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), a.Known.Compare(b.Known), cmp.Compare(a.ID, b.ID))
	})
	seen := map[string]bool{}
	levels := map[string]string{} // by source and statement
	var out []News
	for _, e := range claims {
		n := newsOf(w, e, levels)
		if n.Kind != "" && !seen[n.Key] {
			seen[n.Key] = true
			out = append(out, n)
		}
	}
	return out, nil
}

// claimsOf are the claims that a watch is on.
func claimsOf(ctx context.Context, r Reader, w ascribe.Watch) ([]ledger.Entry, error) {
	var filters []ledger.ClaimFilter
	switch w.Kind {
	case ascribe.WatchIncident:
		e, err := r.Incident(ctx, w.On) // follows an id that moved
		if err != nil {
			return nil, err
		}
		filters = []ledger.ClaimFilter{{Incident: e.ID}}
	case ascribe.WatchActor:
		filters = []ledger.ClaimFilter{{Party: w.On}}
	case ascribe.WatchSource:
		filters = []ledger.ClaimFilter{{Source: w.On}}
	case ascribe.WatchVictim:
		filters = []ledger.ClaimFilter{{Party: w.On}}
		for e, err := range ledger.AllIncidents(ctx, r, ledger.IncidentFilter{Party: w.On}) {
			if err != nil {
				return nil, err
			}
			if e.Victim.Key() == w.On {
				filters = append(filters, ledger.ClaimFilter{Incident: e.ID})
			}
		}
	default:
		return nil, fmt.Errorf("a %q can't be watched", w.Kind)
	}
	found := map[string]ledger.Entry{}
	for _, f := range filters {
		for e, err := range ledger.AllClaims(ctx, r, f) {
			if err != nil {
				return nil, err
			}
			found[e.ID] = e
		}
	}
	return slices.Collect(maps.Values(found)), nil
}

// newsOf is what one claim tells; its kind is "" when nothing. Levels keeps how
// sure each source was of a statement so far.
func newsOf(w ascribe.Watch, e ledger.Entry, levels map[string]string) News {
	tell := func(kind Kind, key ...string) News {
		return News{Kind: kind, Key: string(kind) + "|" + strings.Join(key, "|"), Day: e.Day, Claim: e}
	}
	said := e.Source.Key() + "|" + e.Statement.Key()
	if e.Confidence != nil && e.Stance == ascribe.Asserts {
		was := levels[said]
		levels[said] = e.Confidence.Level
		if was != "" && was != e.Confidence.Level {
			n := tell(Confidence, said, was, e.Confidence.Level, string(e.Day))
			n.Was = was
			return n
		}
	}
	switch {
	case e.Stance == ascribe.Denies || e.Stance == ascribe.Doubts:
		return tell(Denial, said)
	case e.Stance != ascribe.Asserts:
		return News{}
	}
	switch e.Predicate {
	case ascribe.Attacked, ascribe.Affected, ascribe.Sponsors:
		if e.Subject == nil || e.Predicate == ascribe.Affected && w.Kind != ascribe.WatchSource {
			return News{}
		}
		return tell(Attribution, attributed(w, e)...)
	case ascribe.Sanctioned, ascribe.Charged:
		return tell(Designation, e.Subject.Key(), e.Object.Key())
	case ascribe.Responded, ascribe.Condemned:
		return tell(Response, e.Subject.Key(), e.Value, e.Object.Key())
	}
	return News{}
}

// attributed is what makes an attribution the first: of an incident, and of what
// is done to a victim, whom it accuses; of an actor, what it is accused of; of a source, the statement.
func attributed(w ascribe.Watch, e ledger.Entry) []string {
	switch w.Kind {
	case ascribe.WatchIncident, ascribe.WatchVictim:
		return []string{string(e.Predicate), e.Subject.Key()}
	case ascribe.WatchActor:
		return []string{string(e.Predicate), e.Subject.Key(), e.Object.Key()}
	}
	return []string{e.Statement.Key()}
}

// Ask lists what a watch has not told yet, and the watch as it is when that is told.
func Ask(ctx context.Context, r Reader, w ascribe.Watch, at time.Time) ([]News, ascribe.Watch, error) {
	all, err := Of(ctx, r, w)
	if err != nil {
		return nil, w, err
	}
	told := map[string]bool{}
	for _, key := range w.Told {
		told[key] = true
	}
	fresh := []News{}
	for _, n := range all {
		if !told[n.Key] {
			fresh = append(fresh, n)
			told[n.Key] = true
		}
	}
	w.Asked = at.UTC().Truncate(time.Microsecond)
	w.Told = slices.Sorted(maps.Keys(told))
	return fresh, w, nil
}

// ID is the id of a watch on something.
func ID(kind ascribe.WatchKind, on string) string { return string(kind) + ":" + on }
