package casefile

import (
	"cmp"
	"context"
	"slices"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/ledger"
)

// recordClaims is how many of a source's newest claims an incident's dossier
// looks at for its record; `ascribe source` looks at as many as it is asked to.
const recordClaims = 100

// Source is what the ledger holds of one source: what it has said, who relays it,
// and what others say of the same statements.
type Source struct {
	Key         string             `json:"key"`
	Party       ascribe.Party      `json:"party"`
	Kind        assess.SourceKind  `json:"kind"`
	Claims      int                `json:"claims"` // looked at: the newest, up to the limit
	More        bool               `json:"more"`   // there are older ones
	Documents   []string           `json:"documents"`
	First       ascribe.Day        `json:"first,omitempty"` // day of the oldest looked at
	Last        ascribe.Day        `json:"last,omitempty"`
	Stances     []Count            `json:"stances"`
	Predicates  []Count            `json:"predicates"`
	Relays      []Count            `json:"relays"`  // who passes it on, in how many claims
	Relayed     []Count            `json:"relayed"` // whom it passes on itself
	Statements  []Tried            `json:"statements"`
	Record      assess.Record      `json:"record"`
	Reliability assess.Reliability `json:"reliability"`
}

// Count is a word with how often it occurs.
type Count struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// Tried is a statement that the source asserts, with what others say of it.
type Tried struct {
	Statement ascribe.Statement `json:"statement"`
	Claims    []string          `json:"claims"` // the source's own
	Said      ascribe.Day       `json:"said"`   // first
	Confirmed []Voice           `json:"confirmed,omitempty"`
	Denied    []Voice           `json:"denied,omitempty"`
	Stake     []Voice           `json:"stake,omitempty"` // those who deny it and are party to the statement
}

// Voice is one other source's word on a statement.
type Voice struct {
	Key   string         `json:"key"`
	Name  string         `json:"name"`
	Said  ascribe.Day    `json:"said,omitempty"`
	Later bool           `json:"later"` // than the source's own first word
	Claim string         `json:"claim"`
	Stand ascribe.Stance `json:"stance"`
}

// Trace reads what a source, by Party.Key, has said: its newest claims up to a
// limit. It fails with ledger.ErrNotFound where it has said nothing.
func Trace(ctx context.Context, r Reader, key string, o Options, limit int) (Source, error) {
	own, err := claimsOf(ctx, r, ledger.ClaimFilter{Source: key, SaidBy: o.AsOf}, limit+1)
	if err != nil {
		return Source{}, err
	}
	if len(own) == 0 {
		return Source{}, ledger.ErrNotFound
	}
	s := Source{Key: key, More: len(own) > limit}
	own = own[:min(len(own), limit)]
	s.Claims = len(own)
	var stances, predicates, relays []string
	for _, e := range own {
		if !slices.Contains(s.Documents, e.Document) {
			s.Documents = append(s.Documents, e.Document)
		}
		stances, predicates = append(stances, string(e.Stance)), append(predicates, string(e.Predicate))
		for _, v := range e.Via {
			relays = append(relays, v.Name)
		}
		if e.Said != nil && e.Said.From != "" {
			s.First, s.Last = cmp.Or(min(cmp.Or(s.First, e.Said.From), e.Said.From), s.First), max(s.Last, e.Said.From)
		}
	}
	s.Stances, s.Predicates, s.Relays = counts(stances), counts(predicates), counts(relays)
	if s.Relayed, err = relayed(ctx, r, key, o, limit); err != nil {
		return Source{}, err
	}
	if s.Party, s.Kind, err = identify(ctx, r, key, own[0], o); err != nil {
		return Source{}, err
	}
	if s.Statements, err = statements(ctx, r, key, own, o); err != nil {
		return Source{}, err
	}
	s.Record = recordOf(s.Statements)
	graded, _, err := grades(ctx, r)
	if err != nil {
		return Source{}, err
	}
	var given *assess.Graded
	if g, ok := graded[key]; ok {
		given = &g
	}
	s.Reliability = assess.Grade(s.Kind, &s.Record, given)
	return s, nil
}

// relayed is whom a source passes on.
func relayed(ctx context.Context, r Reader, key string, o Options, limit int) ([]Count, error) {
	found, err := claimsOf(ctx, r, ledger.ClaimFilter{Relay: key, SaidBy: o.AsOf}, limit)
	var names []string
	for _, e := range found {
		names = append(names, e.Source.Name)
	}
	return counts(names), err
}

// identify finds the party of a key among those of a claim, and its kind as assessments tell it.
func identify(ctx context.Context, r Reader, key string, e ledger.Entry, o Options) (ascribe.Party, assess.SourceKind, error) {
	d, err := r.Document(ctx, e.Document)
	if err != nil {
		return ascribe.Party{}, "", err
	}
	for _, p := range append([]ascribe.Party{e.Source}, e.SpeaksFor...) {
		if p.Key() == key {
			p.Text = ""
			return p, assess.KindOf(p, d, o.Knowledge), nil
		}
	}
	return e.Source, assess.KindOf(e.Source, d, o.Knowledge), nil
}

// tried are the statements of a source that others have spoken on.
func tried(ctx context.Context, r Reader, key string, o Options, limit int) ([]Tried, error) {
	own, err := claimsOf(ctx, r, ledger.ClaimFilter{Source: key, SaidBy: o.AsOf, Stances: []ascribe.Stance{ascribe.Asserts}}, limit)
	if err != nil {
		return nil, err
	}
	return statements(ctx, r, key, own, o)
}

// statements asks, for each statement that the source asserts, what others say of it.
func statements(ctx context.Context, r Reader, key string, own []ledger.Entry, o Options) ([]Tried, error) {
	at := map[string]int{}
	var out []Tried
	for _, e := range own {
		if e.Stance != ascribe.Asserts || e.Subject == nil || e.Object == nil { // "somebody attacked X" is confirmed by anybody
			continue
		}
		k := e.Statement.Key()
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, Tried{Statement: e.Statement})
		}
		out[i].Claims = append(out[i].Claims, e.ID)
		if e.Said != nil && e.Said.From != "" && (out[i].Said == "" || e.Said.From < out[i].Said) {
			out[i].Said = e.Said.From
		}
	}
	for i := range out {
		if err := out[i].ask(ctx, r, key, o); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out, func(a, b Tried) int {
		return cmp.Or(-cmp.Compare(len(a.Denied)+len(a.Stake), len(b.Denied)+len(b.Stake)), -cmp.Compare(len(a.Confirmed), len(b.Confirmed)), cmp.Compare(a.Statement.Key(), b.Statement.Key()))
	})
	return out, nil
}

// ask finds what others say of a statement: each voice once, publications not at
// all, as they pass on; those who are party to it apart.
func (t *Tried) ask(ctx context.Context, r Reader, key string, o Options) error {
	documents := map[string]ascribe.Document{}
	for e, err := range ledger.AllClaims(ctx, r, ledger.ClaimFilter{Statement: t.Statement.Key(), SaidBy: o.AsOf}) {
		if err != nil {
			return err
		}
		d, ok := documents[e.Document]
		if !ok {
			if d, err = r.Document(ctx, e.Document); err != nil {
				return err
			}
			documents[e.Document] = d
		}
		speaker := assess.SpeakerOf(e.Claim, d, o.Knowledge)
		if speaker.Is(key) || speaker.Kind == assess.PublicationSource || speaker.Kind == assess.StateMediaSource || speaker.Kind == assess.UnnamedSource {
			continue
		}
		v := Voice{Key: speaker.Party.Key(), Name: speaker.Party.Name, Claim: e.ID, Stand: e.Stance}
		if e.Said != nil {
			v.Said = e.Said.From
		}
		v.Later = t.Said != "" && v.Said > t.Said
		stake := speaker.Is(t.Statement.Subject.Key()) || speaker.Is(t.Statement.Object.Key())
		switch {
		case e.Stance == ascribe.Asserts && !stake:
			t.Confirmed = once(t.Confirmed, v)
		case e.Stance == ascribe.Denies && stake:
			t.Stake = once(t.Stake, v)
		case e.Stance == ascribe.Denies:
			t.Denied = once(t.Denied, v)
		}
	}
	return nil
}

// once adds a voice that is not there yet.
func once(voices []Voice, v Voice) []Voice {
	if slices.ContainsFunc(voices, func(o Voice) bool { return o.Key == v.Key }) {
		return voices
	}
	return append(voices, v)
}

// recordOf counts what became of statements. One both confirmed and denied counts as denied.
func recordOf(statements []Tried) assess.Record {
	r := assess.Record{Statements: len(statements)}
	for _, t := range statements {
		switch {
		case len(t.Denied) > 0:
			r.Denied++
		case len(t.Confirmed) > 0:
			r.Confirmed++
		}
	}
	return r
}

// claimsOf reads the newest claims up to a limit.
func claimsOf(ctx context.Context, r Reader, f ledger.ClaimFilter, limit int) ([]ledger.Entry, error) {
	var out []ledger.Entry
	f.Newest = true
	f.Limit = min(limit, ledger.MaxLimit)
	for e, err := range ledger.AllClaims(ctx, r, f) {
		if err != nil {
			return nil, err
		}
		if len(out) == limit {
			break
		}
		out = append(out, e)
	}
	return out, nil
}

// counts is how often each word occurs, most often first.
func counts(words []string) []Count {
	n := map[string]int{}
	for _, w := range words {
		n[w]++
	}
	out := []Count{}
	for w, c := range n {
		out = append(out, Count{w, c})
	}
	slices.SortFunc(out, func(a, b Count) int { return cmp.Or(-cmp.Compare(a.Count, b.Count), cmp.Compare(a.Name, b.Name)) })
	return out
}
