package review

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/ledger"
)

// Doubt is one thing that is worth a person's look.
type Doubt struct {
	Kind     DoubtKind     `json:"kind"`
	ID       string        `json:"id"`                 // of the claim, the judgement, or the first incident
	Other    string        `json:"other,omitempty"`    // the second incident of a pair
	Incident string        `json:"incident,omitempty"` // that a claim belongs to
	Title    string        `json:"title"`
	Doubt    float64       `json:"doubt"`  // 0 to 1
	Weight   float64       `json:"weight"` // how much hangs on it
	Score    float64       `json:"score"`  // their product, by which the queue is ordered
	Reasons  []string      `json:"reasons"`
	Claim    *ledger.Entry `json:"claim,omitempty"`
}

// DoubtKind is what a doubt is about.
type DoubtKind string

// The kinds of doubts.
const (
	ClaimDoubt     DoubtKind = "claim"     // it may be misread, or reviewers differ on it
	PairDoubt      DoubtKind = "pair"      // two incidents may be one
	JudgementDoubt DoubtKind = "judgement" // it finds no claim any more
)

// leastDoubt is what a claim must be doubted for to be in the queue.
const leastDoubt = .15

// matter is how much hangs on claims of a predicate; 1 on the others.
func matter(p ascribe.Predicate) (weight float64, why string) {
	switch p {
	case ascribe.Attacked, ascribe.Sponsors, ascribe.AffiliatedWith:
		return 3, "says who is behind something"
	case ascribe.Sanctioned, ascribe.Charged, ascribe.Responded, ascribe.Affected:
		return 2, "says what followed or was hit"
	}
	return 1, ""
}

// Queue lists what is worth a look, the most first: claims that may be misread,
// pairs of incidents that may be one, judgements that find no claim. Of claims that somebody decided on
// only those are left on which reviewers differ. An incident's id limits it to that incident.
func Queue(ctx context.Context, r Reader, incident string) ([]Doubt, error) {
	q := queue{reader: r, holds: map[string]*ledger.IncidentEntry{}, garbled: map[string]bool{}, said: map[string]int{}}
	for _, part := range []func(context.Context, string) error{q.pairs, q.claims, q.strays} {
		if err := part(ctx, incident); err != nil {
			return nil, err
		}
	}
	for i, d := range q.doubts {
		q.doubts[i].Doubt, q.doubts[i].Weight, q.doubts[i].Score = round(d.Doubt), round(d.Weight), round(d.Doubt*d.Weight)
	}
	slices.SortFunc(q.doubts, func(a, b Doubt) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Other, b.Other))
	})
	return q.doubts, nil
}

func round(x float64) float64 { return math.Round(100*x) / 100 }

// queue is one making of the queue.
type queue struct {
	reader  Reader
	doubts  []Doubt
	holds   map[string]*ledger.IncidentEntry // by claim
	garbled map[string]bool                  // documents, once they were asked about
	said    map[string]int                   // claims by incident and statement
}

// pairs goes through the incidents.
func (q *queue) pairs(ctx context.Context, only string) error {
	if only != "" {
		e, err := q.reader.Incident(ctx, only)
		if err != nil {
			return err
		}
		q.pairsOf(e)
		return nil
	}
	for e, err := range ledger.AllIncidents(ctx, q.reader, ledger.IncidentFilter{}) {
		if err != nil {
			return err
		}
		q.pairsOf(e)
	}
	return nil
}

func (q *queue) pairsOf(e ledger.IncidentEntry) {
	for _, c := range e.Claims {
		q.holds[c] = &e
	}
	for _, s := range e.Similar {
		id, other := min(e.ID, s.Incident), max(e.ID, s.Incident)
		if slices.ContainsFunc(q.doubts, func(d Doubt) bool { return d.Kind == PairDoubt && d.ID == id && d.Other == other }) {
			continue
		}
		q.doubts = append(q.doubts, Doubt{Kind: PairDoubt, ID: id, Other: other, Title: e.Title, Doubt: min(1, 3*s.Score), Weight: 3,
			Reasons: []string{fmt.Sprintf("the two are alike (%.2f), but not enough to be joined", s.Score)}})
	}
}

func (q *queue) claims(ctx context.Context, only string) error {
	var entries []ledger.Entry
	for e, err := range ledger.AllClaims(ctx, q.reader, ledger.ClaimFilter{Incident: only, Rejected: only == ""}) {
		if err != nil {
			return err
		}
		if in := q.holds[e.ID]; in != nil {
			q.said[in.ID+"|"+e.Statement.Key()]++
		}
		if decided(e.Review) {
			continue
		}
		entries = append(entries, e)
	}
	for _, e := range entries {
		doubt, reasons, err := q.doubt(ctx, e)
		if err != nil {
			return err
		}
		if doubt < leastDoubt {
			continue
		}
		d := Doubt{Kind: ClaimDoubt, ID: e.ID, Title: e.Quote.Text, Doubt: doubt, Weight: 1, Reasons: reasons, Claim: &e}
		q.weigh(&d, e)
		q.doubts = append(q.doubts, d)
	}
	return nil
}

// decided reports whether people have dealt with a claim, and agree.
func decided(r *ascribe.Review) bool {
	return r != nil && !r.Disputed && (r.State != "" || r.Extracted != nil)
}

// doubt is how likely a claim is misread, with the reasons.
func (q *queue) doubt(ctx context.Context, e ledger.Entry) (float64, []string, error) {
	if e.Review != nil && e.Review.Disputed {
		return 1, []string{"reviewers differ"}, nil
	}
	doubt, reasons := 0.0, []string{}
	if e.Certainty > 0 {
		doubt = 1 - e.Certainty
		reasons = append(reasons, fmt.Sprintf("the extractor is %.0f%% sure", 100*e.Certainty))
	}
	for _, p := range []struct {
		role  string
		party *ascribe.Party
	}{{"subject", e.Subject}, {"object", e.Object}} {
		if p.party != nil && p.party.ID == "" {
			doubt += .1
			reasons = append(reasons, fmt.Sprintf("the %s, %q, is only described", p.role, p.party.Name))
		}
	}
	for _, c := range e.Caveats {
		doubt += .5
		reasons = append(reasons, strings.TrimSpace(fmt.Sprintf("%s: %s %s", c.Field, c.Why, c.Other)))
	}
	for _, odd := range oddities(e.Claim) {
		doubt += .4
		reasons = append(reasons, odd)
	}
	garbled, asked := q.garbled[e.Document]
	if !asked {
		d, err := q.reader.Document(ctx, e.Document)
		if err != nil && !errors.Is(err, ledger.ErrNotFound) {
			return 0, nil, err
		}
		garbled = slices.ContainsFunc(d.Flags, func(f ascribe.Flag) bool { return f.Flag == "garbled" })
		q.garbled[e.Document] = garbled
	}
	if garbled {
		doubt += .1
		reasons = append(reasons, "its document has garbled names")
	}
	return min(1, doubt), reasons, nil
}

// oddities are things that a source seldom says.
func oddities(c ascribe.Claim) []string {
	var out []string
	harm := c.Predicate == ascribe.Attacked || c.Predicate == ascribe.Affected || c.Predicate == ascribe.Threatened
	if harm && c.Subject != nil && c.Subject.Key() == c.Object.Key() {
		out = append(out, "it is done by and to the same")
	}
	if harm && c.Stance == ascribe.Asserts && c.Subject != nil && c.Subject.Type != string(ascribe.ThreatActor) && c.Subject.Key() == c.Source.Key() {
		out = append(out, "the source accuses itself")
	}
	if c.Stance == ascribe.Denies && c.Object != nil && c.Object.Key() == c.Source.Key() {
		out = append(out, "the victim denies it")
	}
	return out
}

// weigh says how much hangs on a claim: what it says, how many documents tell of
// its incident, and whether another claim carries the statement.
func (q *queue) weigh(d *Doubt, e ledger.Entry) {
	weight, why := matter(e.Predicate)
	if d.Weight = weight; why != "" {
		d.Reasons = append(d.Reasons, why)
	}
	in := q.holds[e.ID]
	if in == nil {
		return
	}
	d.Incident = in.ID
	if n := len(in.Documents); n > 1 {
		d.Weight *= 1 + math.Log2(float64(n))/4
		d.Reasons = append(d.Reasons, fmt.Sprintf("%d documents tell of its incident", n))
	}
	if q.said[in.ID+"|"+e.Statement.Key()] == 1 {
		d.Weight *= 1.5
		d.Reasons = append(d.Reasons, "no other claim of its incident says so")
	}
}

// strays are judgements in force on claims that are no longer found, though
// their document is there.
func (q *queue) strays(ctx context.Context, only string) error {
	if only != "" {
		return nil
	}
	var all []ascribe.Judgement
	for j, err := range ledger.AllJudgements(ctx, q.reader, ledger.JudgementFilter{Target: ascribe.Target{Kind: ascribe.ClaimTarget}}) {
		if err != nil {
			return err
		}
		all = append(all, j)
	}
	for _, j := range ascribe.InForce(all) {
		_, err := q.reader.Document(ctx, j.Target.Place.Document)
		if errors.Is(err, ledger.ErrNotFound) {
			continue
		}
		found := false
		for e, err := range ledger.AllClaims(ctx, q.reader, ledger.ClaimFilter{Document: j.Target.Place.Document, Rejected: true}) {
			if err != nil {
				return err
			}
			found = found || e.Review != nil && slices.ContainsFunc(e.Review.Judgements, func(o ascribe.Judgement) bool { return o.ID == j.ID })
		}
		if !found {
			q.doubts = append(q.doubts, Doubt{Kind: JudgementDoubt, ID: j.ID, Title: string(j.Kind) + " by " + j.Reviewer, Doubt: 1, Weight: 1,
				Reasons: []string{"its claim was not found again when the document was read anew; undo it, or judge what is there now"}})
		}
	}
	return nil
}
