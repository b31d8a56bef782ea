package assess

import (
	"math"
	"math/rand/v2"
	"testing"

	"ascribe"
)

const close = 1e-9

func near(a, b Opinion) bool {
	return math.Abs(a.Belief-b.Belief) < close && math.Abs(a.Disbelief-b.Disbelief) < close && math.Abs(a.Uncertainty-b.Uncertainty) < close
}

func randomOpinion(r *rand.Rand) Opinion {
	u := leastDoubt + (1-leastDoubt)*r.Float64()
	b := (1 - u) * r.Float64()
	return Opinion{Belief: b, Disbelief: 1 - u - b, Uncertainty: u, Base: base}
}

// TestFusion: fusing opinions is adding evidence, in whatever order.
func TestFusion(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		x, y, z := randomOpinion(r), randomOpinion(r), randomOpinion(r)
		if !near(x.Fuse(y), y.Fuse(x)) || !near(x.Fuse(y).Fuse(z), x.Fuse(y.Fuse(z))) {
			t.Fatalf("order matters for %v %v %v", x, y, z)
		}
		var pro, con float64
		for _, o := range []Opinion{x, y, z} {
			p, c := o.Evidence()
			pro, con = pro+p, con+c
		}
		fused := x.Fuse(y).Fuse(z)
		if !near(fused, opinionOf(pro, con)) {
			t.Fatalf("fused %v, added up %v", fused, opinionOf(pro, con))
		}
		if sum := fused.Belief + fused.Disbelief + fused.Uncertainty; math.Abs(sum-1) > close {
			t.Fatalf("parts sum to %f", sum)
		}
		if fused.Uncertainty > min(x.Uncertainty, y.Uncertainty, z.Uncertainty)+close {
			t.Fatalf("more voices, more uncertainty: %v", fused)
		}
		if !near(x.Fuse(nothingSaid()), x) {
			t.Fatalf("saying nothing changed %v", x)
		}
	}
}

// TestSpoken: firmer words weigh more, a denial weighs what the assertion does, nothing is beyond doubt.
func TestSpoken(t *testing.T) {
	grade := func(level string) *ascribe.Confidence { return ascribe.NewConfidence(level, "") }
	plain, _ := spoken(ascribe.Asserts, nil, nil)
	var last float64
	for _, level := range []string{"low", "moderate", "high"} {
		o, _ := spoken(ascribe.Asserts, grade(level), nil)
		denied, _ := spoken(ascribe.Denies, grade(level), nil)
		doubted, _ := spoken(ascribe.Doubts, grade(level), nil)
		if o.Belief <= last || denied.Disbelief != o.Belief || doubted.Disbelief != o.Belief/2 {
			t.Errorf("%s: %v, denied %v, doubted %v", level, o, denied, doubted)
		}
		last = o.Belief
	}
	if plain.Belief <= 0 {
		t.Errorf("a plain assertion weighs %v", plain)
	}
	if o, _ := spoken(ascribe.Withholds, nil, nil); o != nothingSaid() {
		t.Errorf("withholding weighs %v", o)
	}
	for low := 0; low <= 100; low++ {
		for high := low; high <= 100; high++ {
			o, _ := spoken(ascribe.Asserts, nil, &ascribe.Likelihood{Low: low, High: high})
			if o.Uncertainty < leastDoubt-close || o.Belief < 0 || o.Disbelief < 0 || math.Abs(o.Belief+o.Disbelief+o.Uncertainty-1) > close {
				t.Fatalf("%d–%d%%: %v", low, high, o)
			}
			if middle := float64(low+high) / 200; math.Abs(o.Expected()-middle) > leastDoubt {
				t.Fatalf("%d–%d%% is expected at %f", low, high, o.Expected())
			}
		}
	}
}

func TestGrade(t *testing.T) {
	for _, c := range []struct {
		name   string
		kind   SourceKind
		record *Record
		given  *Graded
		want   string
	}{
		{"by kind", StateSource, nil, nil, "B"},
		{"short record", StateSource, &Record{Confirmed: 2, Denied: 2}, nil, "B"},
		{"good record", StateSource, &Record{Confirmed: 9, Denied: 1}, nil, "A"},
		{"no better than A", InternationalSource, &Record{Confirmed: 100}, nil, "A"},
		{"poor record", PublicationSource, &Record{Confirmed: 1, Denied: 9}, nil, "D"},
		{"no worse than E", ActorSource, &Record{Denied: 50}, nil, "E"},
		{"mixed record", PublicationSource, &Record{Confirmed: 6, Denied: 4}, nil, "C"},
		{"unnamed with a record", UnnamedSource, &Record{Confirmed: 9, Denied: 1}, nil, "C"},
		{"a reviewer's word", StateSource, &Record{Confirmed: 9, Denied: 1}, &Graded{Grade: "E", Reviewer: "Ann"}, "E"},
		{"no grade", StateSource, nil, &Graded{Grade: "Z", Reviewer: "Ann"}, "B"},
		{"no known kind", "", nil, nil, "F"},
	} {
		if got := Grade(c.kind, c.record, c.given); got.Grade != c.want || len(got.Lines) == 0 {
			t.Errorf("%s: %+v, want %s", c.name, got, c.want)
		}
	}
}

// TestCredibility: what those with a stake say corroborates nothing and takes nothing away, whichever side they are on.
func TestCredibility(t *testing.T) {
	a := Assessment{Sources: []Source{{Key: "victim", Victim: true}, {Key: "accused", Accused: true}, {Key: "a"}, {Key: "b"}, {Key: "c"}}}
	for _, c := range []struct {
		name string
		t    Tally
		want int
	}{
		{"three", Tally{Asserting: []string{"a", "b", "c"}}, 1},
		{"three and the accused's denial", Tally{Asserting: []string{"a", "b", "c"}, Denying: []string{"accused"}}, 1},
		{"two and the victim", Tally{Asserting: []string{"a", "b", "victim"}}, 1},
		{"two", Tally{Asserting: []string{"a", "b"}}, 2},
		{"one and the victim", Tally{Asserting: []string{"a", "victim"}}, 2},
		{"the victim and the accused", Tally{Asserting: []string{"victim", "accused"}}, 3},
		{"the victim alone", Tally{Asserting: []string{"victim"}}, 3},
		{"publications", Tally{Publications: []string{"p", "q", "r"}}, 3},
		{"two against one", Tally{Asserting: []string{"a", "b"}, Denying: []string{"c"}}, 4},
		{"one against one", Tally{Asserting: []string{"a"}, Denying: []string{"b"}}, 5},
		{"left open", Tally{Doubting: []string{"b"}}, 5},
		{"nobody", Tally{}, 6},
		{"the accused alone denies", Tally{Denying: []string{"accused"}}, 6},
	} {
		if got := credibility(c.t, a); got.Grade != c.want || got.Words == "" {
			t.Errorf("%s: %+v, want %d", c.name, got, c.want)
		}
	}
}

// TestTables: every row of the tables can be read, and every kind of source has its grade.
func TestTables(t *testing.T) {
	for _, k := range []SourceKind{StateSource, StateBodySource, InternationalSource, CompanySource, StateMediaSource, PublicationSource,
		ActorSource, OrganisationSource, PersonSource, UnnamedSource} {
		if r := Grade(k, nil, nil); len(r.Lines) != 1 || r.Lines[0] == "F: a source of no known kind" {
			t.Errorf("no grade for %s", k)
		}
	}
	for _, table := range []struct {
		text    string
		columns int
	}{{reliabilityTable, 3}, {credibilityTable, 5}, {opinionTable, 3}, {weightTable, 4}} {
		for _, row := range lines(table.text) {
			if len(row) != table.columns {
				t.Errorf("%q has %d columns, want %d", row, len(row), table.columns)
			}
		}
	}
	for _, g := range []string{"A", "B", "C", "D", "E", "F"} {
		if w, why := weight("reliability", g); w <= 0 || w >= 1 || why == "" {
			t.Errorf("grade %s weighs %f", g, w)
		}
	}
}
