package review

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/ledger/synthetic"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// ardonia finds nobody but Ardonia.
func ardonia(name string) ascribe.Party {
	if strings.EqualFold(name, "ardonia") {
		return ascribe.Party{ID: "state:xa", Name: "Ardonia", Type: "state", Country: "XA"}
	}
	return ascribe.Party{Name: name}
}

func filled(t *testing.T) (*sqlite.Store, []ascribe.Incident) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	var rs []ledger.Record
	for r := range synthetic.New(1).Records(8) {
		r.Known = noon
		rs = append(rs, r)
		if err := store.Put(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	incidents := synthetic.Incidents(rs)
	incidents[0].Similar = []ascribe.Similar{{Incident: incidents[1].ID, Score: .3}}
	incidents[1].Similar = []ascribe.Similar{{Incident: incidents[0].ID, Score: .3}}
	if err := store.PutIncidents(t.Context(), incidents); err != nil {
		t.Fatal(err)
	}
	return store, incidents
}

func TestDrafts(t *testing.T) {
	store, incidents := filled(t)
	many := slices.MaxFunc(incidents, func(a, b ascribe.Incident) int { return len(a.Claims) - len(b.Claims) })
	claim := incidents[0].Claims[0]
	for name, test := range map[string]struct {
		draft Draft
		want  error  // nil: possible
		says  string // in the error
	}{
		"reject":                      {Draft{Kind: ascribe.Reject, ID: claim}, nil, ""},
		"correct a party":             {Draft{Kind: ascribe.Correct, ID: claim, Field: "subject", Value: "ardonia"}, nil, ""},
		"correct by JSON":             {Draft{Kind: ascribe.Correct, ID: claim, Field: "object", Value: `{"name": "a port"}`}, nil, ""},
		"clear a party":               {Draft{Kind: ascribe.Correct, ID: claim, Field: "subject", Value: "none"}, nil, ""},
		"correct a time":              {Draft{Kind: ascribe.Correct, ID: claim, Field: "when", Value: "2022-07-15/2022-07-17"}, nil, ""},
		"correct a confidence":        {Draft{Kind: ascribe.Correct, ID: claim, Field: "confidence", Value: "High"}, nil, ""},
		"correct a likelihood":        {Draft{Kind: ascribe.Correct, ID: claim, Field: "likelihood", Value: "55–80"}, nil, ""},
		"correct via":                 {Draft{Kind: ascribe.Correct, ID: claim, Field: "via", Value: "Ardonia; Some Wire"}, nil, ""},
		"merge":                       {Draft{Kind: ascribe.Merge, ID: incidents[0].ID, With: []string{incidents[1].ID}}, nil, ""},
		"split":                       {Draft{Kind: ascribe.Split, ID: many.ID, With: many.Claims[:1]}, nil, ""},
		"keep apart":                  {Draft{Kind: ascribe.Split, ID: incidents[0].ID, With: []string{incidents[1].ID}}, nil, ""},
		"keep apart from what is not": {Draft{Kind: ascribe.Split, ID: incidents[0].ID, With: []string{"zz-2000"}}, ledger.ErrNotFound, "zz-2000"},
		"note on a source":            {Draft{Kind: ascribe.Note, ID: "organisation:x", Note: "early"}, nil, ""},
		"grade a source":              {Draft{Kind: ascribe.Grade, ID: "organisation:x", Value: "b"}, nil, ""},
		"grade a statement":           {Draft{Kind: ascribe.Grade, ID: "attacked|state:xa|state:xf", Value: "2"}, nil, ""},
		"unknown claim":               {Draft{Kind: ascribe.Reject, ID: "claim-0"}, ledger.ErrNotFound, "claim-0"},
		"unknown incident":            {Draft{Kind: ascribe.Merge, ID: incidents[0].ID, With: []string{"zz-2000"}}, ledger.ErrNotFound, "zz-2000"},
		"unknown judgement":           {Draft{Kind: ascribe.Undo, ID: "judgement-0"}, ledger.ErrNotFound, "judgement-0"},
		"merge with itself":           {Draft{Kind: ascribe.Merge, ID: incidents[0].ID, With: []string{incidents[0].ID}}, ErrRefused, "one incident already"},
		"merge with none":             {Draft{Kind: ascribe.Merge, ID: incidents[0].ID}, ErrRefused, "which other"},
		"split off everything":        {Draft{Kind: ascribe.Split, ID: many.ID, With: many.Claims}, ErrRefused, "nothing would be left"},
		"split off nothing":           {Draft{Kind: ascribe.Split, ID: many.ID}, ErrRefused, "split what"},
		"split off a stranger":        {Draft{Kind: ascribe.Split, ID: many.ID, With: []string{"claim-0"}}, ErrRefused, "no claim and no document"},
		"unknown stance":              {Draft{Kind: ascribe.Correct, ID: claim, Field: "stance", Value: "shouts"}, ErrRefused, "shouts"},
		"a quote":                     {Draft{Kind: ascribe.Correct, ID: claim, Field: "quote", Value: "x"}, ErrRefused, "quote"},
		"no day":                      {Draft{Kind: ascribe.Correct, ID: claim, Field: "said", Value: "yesterday"}, ErrRefused, "yesterday"},
		"no range":                    {Draft{Kind: ascribe.Correct, ID: claim, Field: "likelihood", Value: "often"}, ErrRefused, "range"},
		"neither party":               {Draft{Kind: ascribe.Correct, ID: claim, Field: "source", Value: "none"}, ErrRefused, "source"},
		"grade of an incident":        {Draft{Kind: ascribe.Grade, ID: incidents[0].ID, Value: "B"}, ErrRefused, "grade"},
		"no such grade":               {Draft{Kind: ascribe.Grade, ID: "organisation:x", Value: "G"}, ErrRefused, "grade"},
		"an empty note":               {Draft{Kind: ascribe.Note, ID: claim, Note: "  "}, ErrRefused, "note"},
		"reject of an incident":       {Draft{Kind: ascribe.Reject, ID: incidents[0].ID}, ErrRefused, "reject"},
	} {
		test.draft.Reviewer = "ann"
		j, err := test.draft.Judgement(t.Context(), store, ardonia, noon)
		switch {
		case test.want == nil && err != nil:
			t.Errorf("%s: %v", name, err)
		case test.want == nil:
			if err := j.Validate(); err != nil || j.Reviewer != "ann" {
				t.Errorf("%s: %v", name, err)
			}
		case !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.says):
			t.Errorf("%s: error %v, want %v that says %q", name, err, test.want, test.says)
		}
	}
	if _, err := (Draft{Kind: ascribe.Reject, ID: claim}).Judgement(t.Context(), store, ardonia, noon); !errors.Is(err, ErrRefused) {
		t.Errorf("without a reviewer: %v", err)
	}
}

func TestUndoOnce(t *testing.T) {
	store, incidents := filled(t)
	put := func(d Draft) (ascribe.Judgement, error) {
		d.Reviewer = "ann"
		j, err := d.Judgement(t.Context(), store, ardonia, time.Now())
		if err == nil {
			err = store.Judge(t.Context(), j)
		}
		return j, err
	}
	rejected, err := put(Draft{Kind: ascribe.Reject, ID: incidents[0].Claims[0]})
	if err != nil {
		t.Fatal(err)
	}
	undo, err := put(Draft{Kind: ascribe.Undo, ID: rejected.ID})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{rejected.ID, undo.ID} {
		if _, err := put(Draft{Kind: ascribe.Undo, ID: id}); !errors.Is(err, ErrRefused) {
			t.Errorf("undoing %s once more: %v", id, err)
		}
	}
}

// TestQueue: what was decided leaves the queue, what reviewers differ on comes
// back first, and pairs come once.
func TestQueue(t *testing.T) {
	store, incidents := filled(t)
	queue := func() []Doubt {
		doubts, err := Queue(t.Context(), store, "")
		if err != nil {
			t.Fatal(err)
		}
		if !slices.IsSortedFunc(doubts, func(a, b Doubt) int { return int(100*b.Score) - int(100*a.Score) }) {
			t.Error("the queue is out of order")
		}
		return doubts
	}
	doubts := queue()
	pairs, claim := 0, ""
	for _, d := range doubts {
		if len(d.Reasons) == 0 || d.Score <= 0 {
			t.Errorf("%+v has no reason or no score", d)
		}
		if d.Kind == PairDoubt {
			pairs++
		} else if claim == "" {
			claim = d.ID
		}
	}
	if pairs != 1 || claim == "" {
		t.Fatalf("%d pairs, claim %q in %+v", pairs, claim, doubts)
	}
	judge := func(kind ascribe.JudgementKind, reviewer string) {
		j, err := Draft{Kind: kind, ID: claim, Reviewer: reviewer}.Judgement(t.Context(), store, ardonia, time.Now())
		if err == nil {
			err = store.Judge(t.Context(), j)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	at := func(doubts []Doubt) int { return slices.IndexFunc(doubts, func(d Doubt) bool { return d.ID == claim }) }
	judge(ascribe.Accept, "ann")
	if i := at(queue()); i >= 0 {
		t.Error("an accepted claim is still in the queue")
	}
	judge(ascribe.Reject, "ben")
	if doubts := queue(); at(doubts) < 0 || doubts[at(doubts)].Doubt != 1 {
		t.Error("a claim on which reviewers differ is not in the queue")
	}
	one, err := Queue(t.Context(), store, incidents[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range one {
		if d.Kind == ClaimDoubt && !slices.Contains(incidents[0].Claims, d.ID) {
			t.Errorf("%s is not of the incident", d.ID)
		}
	}
	stray := ascribe.Anchor{Claim: "claim-0", Document: one0(t, store), Statement: "attacked|a|b"}
	j := ascribe.Judgement{Kind: ascribe.Reject, Reviewer: "ann", Target: ascribe.Target{Kind: ascribe.ClaimTarget, ID: "claim-0", Place: &stray}}.Signed(noon)
	if err := store.Judge(t.Context(), j); err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(queue(), func(d Doubt) bool { return d.Kind == JudgementDoubt && d.ID == j.ID }) {
		t.Error("a judgement without its claim is not in the queue")
	}
}

// one0 is the id of one document.
func one0(t *testing.T, store *sqlite.Store) string {
	t.Helper()
	page, err := store.Documents(t.Context(), ledger.DocumentFilter{})
	if err != nil || len(page.Items) == 0 {
		t.Fatal(err)
	}
	return page.Items[0].ID
}

// FuzzValue: whatever somebody types for a field is refused, or makes a value that
// the claim takes or refuses, and never breaks it.
func FuzzValue(f *testing.F) {
	for _, field := range ascribe.Correctable() {
		for _, text := range []string{"", "none", "high", "55-80", "2022-07-15/", `{"name":"x"}`, "[]", `"denies"`, "Ardonia; B", "null", "{"} {
			f.Add(field, text)
		}
	}
	c := ascribe.Claim{ID: "claim-1", Source: ascribe.Party{Name: "S"}, Stance: ascribe.Asserts, Quote: ascribe.Quote{Text: "q"},
		Statement: ascribe.Statement{Predicate: ascribe.Attacked, Object: &ascribe.Party{Name: "O"}, Value: "wiper"}}
	f.Fuzz(func(t *testing.T, field, text string) {
		value, err := Value(field, text, ardonia)
		if err != nil {
			return
		}
		got, err := c.Corrected(field, value)
		if err != nil && !errors.Is(err, ascribe.ErrInvalidClaim) {
			t.Fatal(err)
		}
		if err == nil && (got.ID != c.ID || got.Quote != c.Quote || got.Validate("q") == nil && got.Quote.Text != "q") {
			t.Fatalf("%s = %s changes %+v", field, value, got)
		}
	})
}
