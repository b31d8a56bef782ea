package assess_test

import (
	_ "embed"
	"slices"
	"testing"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/assess/assesstest"
)

//go:embed testdata/garbled.case
var garbled string

func rivals(t *testing.T) assess.Assessment {
	t.Helper()
	inputs := assesstest.Inputs(t, garbled)
	if len(inputs) != 1 {
		t.Fatalf("%d incidents, want 1", len(inputs))
	}
	return assess.Assess(inputs[0])
}

// TestGarbledCountsNowhere: a mangled name in a copy is shown with its reading and is no party of its own.
func TestGarbledCountsNowhere(t *testing.T) {
	a := rivals(t)
	if len(a.Garbled) != 1 || a.Garbled[0].Name != "Fredville" || a.Garbled[0].Reads != "Fredonia" {
		t.Fatalf("garbled: %+v", a.Garbled)
	}
	if len(a.Responses) != 1 || a.Responses[0].Actor.Name != "Fredonia" {
		t.Errorf("responses: %+v", a.Responses)
	}
	for _, s := range a.Statements {
		if slices.Contains(s.Claims, a.Garbled[0].Claim) {
			t.Errorf("%s counts the garbled claim", s.Key)
		}
	}
}

// TestCopiesRewordTheirSpeakers: unnamed specialists of a copy are the unnamed experts of its original.
func TestCopiesRewordTheirSpeakers(t *testing.T) {
	h := hypothesis(t, rivals(t), "state:xr")
	if slices.ContainsFunc(h.Asserting, func(key string) bool { return key == "described:specialists/" }) {
		t.Errorf("asserting %q", h.Asserting)
	}
	want := assess.Aside{Source: "described:specialists/", Why: assess.SameText, Beside: "doc-1"}
	if !slices.Contains(h.Aside, want) {
		t.Errorf("set aside %+v, want %+v", h.Aside, want)
	}
}

func TestHierarchy(t *testing.T) {
	a := rivals(t)
	under := map[string]string{}
	for _, x := range a.Accused {
		under[x.Key] = x.Under
	}
	if under["threat-actor:sand-viper"] != "organisation:xr-nine" || under["organisation:xr-nine"] != "state:xr" || under["state:xr"] != "" {
		t.Errorf("hierarchy %v", under)
	}
	for _, e := range a.Edges {
		if len(e.Claims) == 0 && e.Known == "" {
			t.Errorf("an edge without citation: %+v", e)
		}
	}
	if !slices.ContainsFunc(a.Edges, func(e assess.Edge) bool {
		return e.Low == "threat-actor:sand-viper" && e.High == "organisation:xr-nine" && e.Tie == "sponsors" && slices.Equal(e.Says.Asserting, []string{"organisation:lookout"})
	}) {
		t.Errorf("no edge by claims: %+v", a.Edges)
	}
}

// TestCompetingHypotheses: evidence speaks for whom the texts tie it to, and against whom its giver denies.
func TestCompetingHypotheses(t *testing.T) {
	a := rivals(t)
	at := func(accused string) int {
		return slices.IndexFunc(a.Hypotheses, func(h assess.Hypothesis) bool { return h.Accused == accused })
	}
	fits := func(source string, predicate ascribe.Predicate) []assess.Bearing {
		for _, e := range a.Evidence {
			i := slices.IndexFunc(a.Claims, func(c ascribe.Claim) bool { return c.ID == e.Claims[0] })
			if e.Source == source && a.Claims[i].Predicate == predicate {
				return e.Bears
			}
		}
		t.Fatalf("no %s of %s among %+v", predicate, source, a.Evidence)
		return nil
	}
	for _, c := range []struct {
		source    string
		predicate ascribe.Predicate
		accused   string
		want      assess.Bearing
	}{
		{"organisation:lookout", ascribe.Used, "threat-actor:sand-viper", assess.Bearing{Fit: assess.Consistent, Why: assess.NamesIt}},
		{"organisation:lookout", ascribe.Used, "state:xr", assess.Bearing{Fit: assess.Consistent, Why: assess.NamesItsOwn}},
		{"organisation:lookout", ascribe.Used, "state:xs", assess.Bearing{Fit: assess.Neutral}},
		{"organisation:watch", ascribe.Used, "threat-actor:sand-viper", assess.Bearing{Fit: assess.Inconsistent, Why: assess.Disputed}},
		{"organisation:watch", ascribe.Resembles, "state:xs", assess.Bearing{Fit: assess.Consistent, Why: assess.HoldsIt}},
		{"organisation:watch", ascribe.Resembles, "state:xr", assess.Bearing{Fit: assess.Inconsistent, Why: assess.DeniesIt}},
	} {
		if got := fits(c.source, c.predicate)[at(c.accused)]; got != c.want {
			t.Errorf("%s of %s for %s: %+v, want %+v", c.predicate, c.source, c.accused, got, c.want)
		}
	}
	if n := a.Inconsistencies()[at("state:xr")]; n != 2 {
		t.Errorf("%d pieces against Ruritania, want 2", n)
	}
}

// TestStatementInOtherWords: one statement, whatever names and words, with its relays and denials.
func TestStatementInOtherWords(t *testing.T) {
	a := assess.Assess(input(t))
	for _, s := range a.Statements {
		if s.Key != "attacked|state:xr|state:xf" {
			continue
		}
		if len(s.Documents) != 5 || !s.Contested() || !slices.Equal(s.Relays, []string{"doc-1", "doc-3"}) || s.Credibility.Grade != 1 {
			t.Errorf("%+v", s)
		}
		return
	}
	t.Error("the accusation is no statement")
}

// TestSupportShowsItsSum: the steps add up to the figure, and a stake is marked and taken out in the second figure only.
func TestSupportShowsItsSum(t *testing.T) {
	a := assess.Assess(input(t))
	for i, s := range a.Support {
		if s.Accused != a.Hypotheses[i].Accused {
			t.Errorf("support %d is of %s", i, s.Accused)
		}
		var pro, con float64
		for _, step := range s.Steps {
			pro, con = pro+step.For, con+step.Against
			if len(step.Claims) == 0 {
				t.Errorf("%s: %s without a claim", s.Accused, step.Source)
			}
		}
		if pro != s.For || con != s.Against {
			t.Errorf("%s: %f and %f, want %f and %f", s.Accused, pro, con, s.For, s.Against)
		}
	}
	s := a.Support[0]
	if s.Accused != "state:xr" || s.Free.Disbelief != 0 || s.Opinion.Disbelief == 0 || s.Free.Expected() <= s.Opinion.Expected() {
		t.Errorf("support of Ruritania: %+v", s)
	}
}
