package casefile_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/assess/assesstest"
	"ascribe/internal/casefile"
	"ascribe/internal/ledger"
)

// shelf is a ledger of one case in memory.
type shelf struct {
	assess.Input
	judgements []ascribe.Judgement
}

func (s shelf) Document(_ context.Context, id string) (ascribe.Document, error) {
	for _, d := range s.Documents {
		if d.ID == id {
			return d, nil
		}
	}
	return ascribe.Document{}, ledger.ErrNotFound
}

func (s shelf) Incident(_ context.Context, id string) (ledger.IncidentEntry, error) {
	if id != s.Input.Incident.ID {
		return ledger.IncidentEntry{}, ledger.ErrNotFound
	}
	entry := ledger.IncidentEntry{Incident: s.Input.Incident}
	for _, d := range s.Documents {
		entry.Documents = append(entry.Documents, ledger.IncidentDocument{ID: d.ID})
	}
	return entry, nil
}

func (s shelf) Copies(_ context.Context, document string) ([]ascribe.Copy, error) {
	return slices.DeleteFunc(slices.Clone(s.Input.Copies), func(c ascribe.Copy) bool { return c.Document != document }), nil
}

func (s shelf) Claims(_ context.Context, f ledger.ClaimFilter) (ledger.Page[ledger.Entry], error) {
	var page ledger.Page[ledger.Entry]
	for _, c := range s.Input.Claims {
		speaks := func(p ascribe.Party) bool { return p.Key() == f.Source }
		if f.Source != "" && !speaks(c.Source) && !slices.ContainsFunc(c.SpeaksFor, speaks) ||
			f.Statement != "" && c.Statement.Key() != f.Statement ||
			f.Relay != "" && !slices.ContainsFunc(c.Via, func(p ascribe.Party) bool { return p.Key() == f.Relay }) ||
			len(f.Stances) > 0 && !slices.Contains(f.Stances, c.Stance) {
			continue
		}
		page.Items = append(page.Items, ledger.Entry{Claim: c})
	}
	return page, nil
}

func (s shelf) Judgements(_ context.Context, f ledger.JudgementFilter) (ledger.Page[ascribe.Judgement], error) {
	var page ledger.Page[ascribe.Judgement]
	for _, j := range s.judgements {
		if j.Kind == f.Kind {
			page.Items = append(page.Items, j)
		}
	}
	return page, nil
}

func registers(t *testing.T) shelf {
	t.Helper()
	raw, err := os.ReadFile("../assess/testdata/registers.case")
	if err != nil {
		t.Fatal(err)
	}
	return shelf{Input: assesstest.Inputs(t, string(raw))[0]}
}

func grade(kind ascribe.TargetKind, id, value string) ascribe.Judgement {
	return ascribe.Judgement{Kind: ascribe.Grade, Target: ascribe.Target{Kind: kind, ID: id}, Value: json.RawMessage(`"` + value + `"`),
		Reviewer: "Ann", Note: "was wrong before"}.Signed(time.Date(2031, 3, 9, 0, 0, 0, 0, time.UTC))
}

func TestOpen(t *testing.T) {
	s := registers(t)
	o := casefile.Options{Knowledge: s.Knowledge}
	if _, err := casefile.Open(t.Context(), s, "no-such", o); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("an incident that is not there: %v", err)
	}
	plain, err := casefile.Open(t.Context(), s, s.Input.Incident.ID, o)
	if err != nil {
		t.Fatal(err)
	}
	if d := plain.Dossier(); d.ID != s.Input.Incident.ID || len(d.Lead) == 0 || len(plain.Coding().Cells) == 0 {
		t.Errorf("dossier %+v", d)
	}
	o.AsOf = "2031-03-04"
	early, err := casefile.Open(t.Context(), s, s.Input.Incident.ID, o)
	if err != nil || early.Assessment.Contested() || len(early.Assessment.Claims) >= len(plain.Assessment.Claims) {
		t.Errorf("as of the first day: %d claims, %v", len(early.Assessment.Claims), err)
	}
}

// TestGradesOfReviewers: a reviewer's grade replaces the rule's, in the dossier
// and in the support figure, until it is undone.
func TestGradesOfReviewers(t *testing.T) {
	s := registers(t)
	o := casefile.Options{Knowledge: s.Knowledge}
	open := func() casefile.Case {
		c, err := casefile.Open(t.Context(), s, s.Input.Incident.ID, o)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	before := open()
	given := grade(ascribe.SourceTarget, "organisation:lookout", "E")
	s.judgements = []ascribe.Judgement{given, grade(ascribe.StatementTarget, "attacked|state:xr|state:xf", "5")}
	judged := open()
	source, _ := judged.Assessment.Source("organisation:lookout")
	if source.Reliability.Grade != "E" || !strings.Contains(strings.Join(source.Reliability.Lines, "\n"), "Ann: was wrong before") {
		t.Errorf("graded %+v", source.Reliability)
	}
	if judged.Assessment.Support[0].For >= before.Assessment.Support[0].For {
		t.Errorf("support %f, before %f", judged.Assessment.Support[0].For, before.Assessment.Support[0].For)
	}
	for _, st := range judged.Assessment.Statements {
		if st.Key == "attacked|state:xr|state:xf" && (st.Credibility.Grade != 5 || st.Credibility.Words != "improbable") {
			t.Errorf("statement graded %+v", st.Credibility)
		}
	}
	undo := ascribe.Judgement{Kind: ascribe.Undo, Target: given.Target, Undoes: given.ID, Reviewer: "Ben"}.Signed(given.Time.Add(time.Hour))
	s.judgements = []ascribe.Judgement{given, undo}
	after := open()
	if source, _ := after.Assessment.Source("organisation:lookout"); source.Reliability.Grade != "B" {
		t.Errorf("undone, and graded %+v", source.Reliability)
	}
}

func TestTrace(t *testing.T) {
	s := registers(t)
	o := casefile.Options{Knowledge: s.Knowledge}
	if _, err := casefile.Trace(t.Context(), s, "state:none", o, 10); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("who has said nothing: %v", err)
	}
	victim, err := casefile.Trace(t.Context(), s, "state:xf", o, 10)
	if err != nil {
		t.Fatal(err)
	}
	accusation := victim.Statements[slices.IndexFunc(victim.Statements, func(x casefile.Tried) bool { return x.Statement.Predicate == ascribe.Attacked })]
	var names []string
	for _, v := range accusation.Confirmed {
		names = append(names, v.Name)
	}
	// Newspapers in their own words confirm nothing; the Grand Duchy and its council are two voices here.
	if want := []string{"Alliance of the Lakes", "Security Council of the Grand Duchy", "Grand Duchy"}; !slices.Equal(names, want) {
		t.Errorf("confirmed by %q, want %q", names, want)
	}
	if len(accusation.Denied) != 0 || len(accusation.Stake) != 1 || accusation.Stake[0].Name != "Ruritania" || !accusation.Stake[0].Later {
		t.Errorf("denied by %+v, with a stake %+v", accusation.Denied, accusation.Stake)
	}
	if victim.Kind != assess.StateSource || victim.Reliability.Grade != "B" || victim.Record.Confirmed != 1 || victim.Record.Denied != 0 {
		t.Errorf("%s, %+v, %+v", victim.Kind, victim.Reliability, victim.Record)
	}
	wire, err := casefile.Trace(t.Context(), s, "publication:harbour", o, 10)
	if err != nil || wire.Kind != assess.PublicationSource || len(wire.Relayed) != 3 {
		t.Errorf("%s relays %v, %v", wire.Kind, wire.Relayed, err)
	}
	if few, err := casefile.Trace(t.Context(), s, "organisation:lookout", o, 2); err != nil || few.Claims != 2 || !few.More {
		t.Errorf("limited to two: %+v, %v", few.Claims, err)
	}
}

// TestRecords: with records each source is graded by what became of its statements too.
func TestRecords(t *testing.T) {
	s := registers(t)
	c, err := casefile.Open(t.Context(), s, s.Input.Incident.ID, casefile.Options{Knowledge: s.Knowledge, Records: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range c.Assessment.Sources {
		if !strings.Contains(strings.Join(source.Reliability.Lines, "\n"), "record") {
			t.Errorf("%s: %+v", source.Key, source.Reliability)
		}
	}
}
