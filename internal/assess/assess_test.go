package assess_test

import (
	_ "embed"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/assess/assesstest"
)

//go:embed testdata/registers.case
var registers string

func input(t testing.TB) assess.Input {
	inputs := assesstest.Inputs(t, registers)
	if len(inputs) != 1 {
		for _, in := range inputs {
			t.Log(in.Incident.ID, in.Incident.Title, len(in.Claims))
		}
		t.Fatalf("%d incidents, want 1", len(inputs))
	}
	return inputs[0]
}

func hypothesis(t *testing.T, a assess.Assessment, accused string) assess.Hypothesis {
	t.Helper()
	for _, h := range a.Hypotheses {
		if h.Accused == accused {
			return h
		}
	}
	t.Fatalf("no hypothesis about %s", accused)
	return assess.Hypothesis{}
}

func TestWhoStandsWhere(t *testing.T) {
	a := assess.Assess(input(t))
	h := hypothesis(t, a, "state:xr")
	// The Grand Duchy is not counted beside its treasury and its council; Lookout
	// Lab counts once though two documents carry it; the two newspapers carry one text.
	want := assess.Tally{Asserting: []string{"organisation:alliance", "organisation:lookout", "organisation:xg-council", "state:xf"},
		Denying: []string{"state:xr"}}
	slices.Sort(h.Asserting)
	if !slices.Equal(h.Asserting, want.Asserting) || !slices.Equal(h.Denying, want.Denying) {
		t.Errorf("asserting %q, denying %q; want %q, %q", h.Asserting, h.Denying, want.Asserting, want.Denying)
	}
	if len(h.Publications) != 1 {
		t.Errorf("publications %q: a near-copy counts again", h.Publications)
	}
	if !h.Contested() || !a.Contested() {
		t.Error("not contested, though it is denied")
	}
	if h := hypothesis(t, a, "threat-actor:sand-viper"); !h.LinkOnly || h.Contested() {
		t.Errorf("a link with moderate confidence became more: %+v", h)
	}
	if h := hypothesis(t, a, "organisation:xr-nine"); len(h.Doubting) != 1 || len(h.Denying) != 0 {
		t.Errorf("what is withheld counts as %+v", h)
	}
}

func TestSources(t *testing.T) {
	a := assess.Assess(input(t))
	want := map[string]struct {
		kind            assess.SourceKind
		victim, accused bool
		voice           string
	}{
		"state:xf":                 {assess.StateSource, true, false, "Otto Lind"},
		"state:xr":                 {assess.StateSource, false, true, "Ivo Bell"},
		"organisation:lookout":     {assess.CompanySource, false, false, ""},
		"organisation:xg-treasury": {assess.StateBodySource, false, false, "Lists Office"},
		"organisation:xg-council":  {assess.StateBodySource, false, false, "Ana Kraft"},
		"organisation:alliance":    {assess.InternationalSource, false, false, ""},
		"publication:harbour":      {assess.PublicationSource, false, false, ""},
	}
	for key, w := range want {
		s, ok := a.Source(key)
		if !ok {
			t.Errorf("no source %s", key)
			continue
		}
		voice := slices.ContainsFunc(s.Voices, func(p ascribe.Party) bool { return p.Name == w.voice })
		if s.Kind != w.kind || s.Victim != w.victim || s.Accused != w.accused || w.voice != "" && !voice {
			t.Errorf("%s: %s, victim %v, accused %v, voices %v", key, s.Kind, s.Victim, s.Accused, s.Voices)
		}
	}
}

func TestAsOf(t *testing.T) {
	in := input(t)
	for _, c := range []struct {
		day       ascribe.Day
		claims    int
		contested bool
	}{{"2031-03-03", 0, false}, {"2031-03-04", 5, false}, {"2031-03-05", 12, false}, {"2031-03-07", 23, false}, {"2031-03-08", 26, true}, {"", 26, true}} {
		in.AsOf = c.day
		a := assess.Assess(in)
		if a.Contested() != c.contested {
			t.Errorf("as of %s contested is %v", c.day, a.Contested())
		}
		if got := len(a.Claims); got != c.claims {
			t.Errorf("as of %q: %d claims, want %d", c.day, got, c.claims)
		}
	}
}

func TestOrderDoesNotMatter(t *testing.T) {
	in := input(t)
	want := assess.Assess(in)
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 3))
		in.Claims, in.Documents = slices.Clone(in.Claims), slices.Clone(in.Documents)
		r.Shuffle(len(in.Claims), func(i, j int) { in.Claims[i], in.Claims[j] = in.Claims[j], in.Claims[i] })
		r.Shuffle(len(in.Documents), func(i, j int) { in.Documents[i], in.Documents[j] = in.Documents[j], in.Documents[i] })
		if got := assess.Assess(in); !reflect.DeepEqual(got, want) {
			t.Fatalf("order %d gives another assessment", seed)
		}
	}
}

// TestEveryClaimIsShown: each claim is in some section, or is an attack that names nobody.
func TestEveryClaimIsShown(t *testing.T) {
	a := assess.Assess(input(t))
	shown := map[string]bool{}
	add := func(ids ...string) {
		for _, id := range ids {
			shown[id] = true
		}
	}
	for _, c := range a.Cells {
		for _, m := range c.Marks {
			add(m.Claims...)
		}
	}
	for _, g := range a.Grounds {
		add(g.Claim)
	}
	for _, e := range a.Effects {
		add(e.Claims...)
	}
	for _, r := range a.Responses {
		add(r.Claims...)
	}
	for _, n := range a.Names {
		add(n.Claims...)
	}
	for _, x := range a.Times {
		add(x.Claims...)
	}
	add(a.Others...)
	for _, c := range a.Claims {
		if !shown[c.ID] && (c.Predicate != ascribe.Attacked || c.Subject != nil) {
			t.Errorf("lost: %s %s", c.Predicate, c.Quote.Text)
		}
	}
}

func TestResponsesOfOneDeed(t *testing.T) {
	a := assess.Assess(input(t))
	var got []string
	for _, r := range a.Responses {
		names := []string{r.Actor.Name, string(r.Predicate), r.Value}
		for _, p := range r.Targets {
			names = append(names, p.Name)
		}
		got = append(got, strings.Join(names, ", "))
	}
	want := []string{"Fredonia, responded, severed-relations, Ruritania", "Treasury of the Grand Duchy, sanctioned, , Bureau Nine, Ivo Bell"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNothingIsNothing(t *testing.T) {
	a := assess.Assess(assess.Input{Incident: ascribe.Incident{ID: "x"}})
	if len(a.Sources)+len(a.Cells)+len(a.Hypotheses) != 0 || a.Contested() {
		t.Errorf("an assessment of nothing holds %+v", a)
	}
}
