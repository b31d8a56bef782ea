package screening_test

import (
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
)

// invented is a list of parties that don't exist.
func invented() designation.List {
	entry := func(uid string, kind designation.Type, names ...designation.Name) designation.Designation {
		return designation.Designation{UID: uid, Type: kind, Names: names, Programmes: []string{"TEST"}}
	}
	name := func(text string) designation.Name { return designation.Name{Text: text, Strength: designation.Primary} }
	strong := func(text string) designation.Name { return designation.Name{Text: text, Strength: designation.Strong} }
	weak := func(text string) designation.Name { return designation.Name{Text: text, Strength: designation.Weak} }
	later := entry("9", designation.Person, name("OSTROVETS, Kvinton"))
	later.Presences = []designation.Presence{{After: "2024-01-09", From: "2024-01-10", To: "2024-06-01",
		Terms: []designation.Terms{{Since: "2024-01-10", Programmes: []string{"OLD"}}, {Since: "2024-03-01", Programmes: []string{"TEST"}}}}}
	return designation.List{ID: "invented", Authority: "Nobody", Date: "2024-06-01", SHA256: "00", Designations: []designation.Designation{
		entry("1", designation.Person, name("ZHURAVKOV, Yevgeniy Arkadyevich"), strong("ZHURAVKOV, Evgeny"), weak("TIHONYA")),
		entry("2", designation.Person, name("AL-QAHTARI, Mahmoud Abd al-Rahim"), strong("QAHTARI, Mahmood Abdulrahim")),
		entry("3", designation.Organisation, name("LIMITED LIABILITY COMPANY MERIDIOL PLUS"), weak("MERIDIOL")),
		entry("4", designation.Vessel, name("TIHONYA")),
		entry("5", designation.Organisation, name("BRIGADE 44")),
		entry("6", designation.Person, name("GVOZDIKIAN, Ashot"), strong("GVOZDIKYAN, Ashot Levonovich")),
		entry("7", designation.Vessel, name("QUARRON STAR 7")),
		entry("8", designation.Organisation, name("TRANS-VELORIA SHIPPING CO., LTD.")),
		later,
	}}
}

func inventedScreener(t testing.TB) *screening.Screener {
	t.Helper()
	index, err := screening.New(invented())
	if err != nil {
		t.Fatal(err)
	}
	return index.Screener()
}

func TestScreen(t *testing.T) {
	person, vessel := []designation.Type{designation.Person}, []designation.Type{designation.Vessel}
	for _, test := range []struct {
		name  string
		types []designation.Type
		want  string // UID that comes first, "" for none
	}{
		{"ZHURAVKOV, Yevgeniy Arkadyevich", nil, "1"},
		{"Evgeny Zhuravkov", nil, "1"},
		{"Mr. Evgenij Zhuravkov", nil, "1"},
		{"Евгений Журавков", nil, "1"},
		{"Zhuravkov Evgeny", nil, "1"},
		{"EvgenyZhuravkov", nil, "1"},
		{"Evgeny Zhura vkov", nil, "1"},
		{"Evgeny Zhurakvov", nil, "1"},
		{"Dmitry Zhuravkov", nil, ""},
		{"Tihonya", nil, "4"}, // a ship's primary name before a person's weak alias
		{"Tihonya", person, "1"},
		{"Tihonya", vessel, "4"},
		{"Mahmud Abdelrahim al-Qahtari", nil, "2"},
		{"محمود القحطاري", nil, "2"},
		{"Meridiol Plus OOO", nil, "3"},
		{"Общество с ограниченной ответственностью Меридиол Плюс", nil, "3"},
		{"Meridiol Plus JSC", nil, ""},
		{"Brigade Forty-Four", nil, "5"},
		{"Brigade 45", nil, ""},
		{"A. Gvozdikian", person, "6"},
		{"B. Gvozdikian", person, ""},
		{"MV Quarron Star 7", vessel, "7"},
		{"Quarron Star 8", vessel, ""},
		{"Transveloria Shipping", nil, "8"},
		{"Kvinton Ostrovets", nil, "9"},
		{"", nil, ""},
		{"...", nil, ""},
		{"\xff\xfe", nil, ""},
	} {
		answer := inventedScreener(t).Screen(screening.Query{Name: test.name, Types: test.types})
		got := ""
		if len(answer.Matches) > 0 {
			got = answer.Matches[0].UID
		}
		if got != test.want {
			t.Errorf("%q %v: entry %q first, want %q: %+v", test.name, test.types, got, test.want, answer.Matches)
		}
	}
}

func TestExactAboveFuzzy(t *testing.T) {
	list := invented()
	list.Designations = append(list.Designations, designation.Designation{UID: "10", Type: designation.Person,
		Names: []designation.Name{{Text: "TIHONIA", Strength: designation.Primary}}})
	index, err := screening.New(list)
	if err != nil {
		t.Fatal(err)
	}
	matches := index.Screener().Screen(screening.Query{Name: "Tihonya", Types: []designation.Type{designation.Person}, Min: 0.5}).Matches
	if len(matches) != 2 || matches[0].UID != "1" || matches[0].Strength != designation.Weak || matches[1].Score >= matches[0].Score {
		t.Errorf("an exactly typed weak alias is not above a fuzzy primary name: %+v", matches)
	}
}

func TestAsOf(t *testing.T) {
	s := inventedScreener(t)
	for _, test := range []struct {
		day    ascribe.Day
		listed bool
		under  string
	}{{"2024-01-09", false, ""}, {"2024-01-10", true, "OLD"}, {"2024-03-01", true, "TEST"}, {"", true, "TEST"}} {
		q := screening.Query{Name: "Kvinton Ostrovets", AsOf: test.day}
		answer := s.Screen(q)
		if listed := len(answer.Matches) == 1; listed != test.listed {
			t.Errorf("as of %q: listed %v, want %v", test.day, listed, test.listed)
			continue
		}
		if !test.listed {
			if len(answer.Later) != 1 || answer.Later[0].Since != "2024-01-10" {
				t.Errorf("as of %q: later %+v", test.day, answer.Later)
			}
			continue
		}
		if m := answer.Matches[0]; strings.Join(m.Programmes, " ") != test.under || m.Since != "2024-01-10" || m.ListDate != "2024-06-01" {
			t.Errorf("as of %q: %+v", test.day, m)
		}
	}
}

func TestReasons(t *testing.T) {
	m := inventedScreener(t).Screen(screening.Query{Name: "Meridiol"}).Matches
	if len(m) != 1 {
		t.Fatalf("%d matches", len(m))
	}
	for _, want := range []string{"exactly this name", "weak", "single word"} {
		if !strings.Contains(strings.Join(m[0].Reasons, "; "), want) {
			t.Errorf("reasons %q lack %q", m[0].Reasons, want)
		}
	}
	p := m[0].Parts
	if sum := p.Words - p.Missing - p.Form - p.Chance - p.Alias - p.Single; sum-m[0].Score > 0.002 || m[0].Score-sum > 0.002 {
		t.Errorf("the parts %+v make %.3f, not %.3f", p, sum, m[0].Score)
	}
}

func TestSameTwice(t *testing.T) {
	s := inventedScreener(t)
	first := s.Screen(screening.Query{Name: "Evgenii Zhuravkof", Min: 0.3})
	for range 3 {
		s.Screen(screening.Query{Name: "something else altogether"})
		if again := s.Screen(screening.Query{Name: "Evgenii Zhuravkof", Min: 0.3}); len(again.Matches) != len(first.Matches) || again.Matches[0].Score != first.Matches[0].Score {
			t.Fatalf("another answer the second time: %+v, %+v", first, again)
		}
	}
}

func FuzzScreen(f *testing.F) {
	for _, seed := range []string{"Evgeny Zhuravkov", "محمود القحطاري", "孙力军", "L.L.C. 44 (x)", "\xff", strings.Repeat("a ", 200), strings.Repeat("z", 300), "김정은", "ß'’.-"} {
		f.Add(seed)
	}
	s := inventedScreener(f)
	f.Fuzz(func(t *testing.T, name string) {
		answer := s.Screen(screening.Query{Name: name, Min: 0.01})
		for _, m := range answer.Matches {
			if m.Score < 0 || m.Score > 1 {
				t.Fatalf("%q: score %v", name, m.Score)
			}
		}
		s.Compare(screening.Query{Name: name, Min: 0.01}, name+" x")
	})
}
