package incident_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/incident"
	"ascribe/internal/incident/incidenttest"
)

// Parties of the made-up cases. Ruritania, Fredonia and Sylvania are fictions,
// so that nothing here is said of any state.
var (
	ruritania = ascribe.Party{ID: "state:xr", Name: "Ruritania", Type: "state", Country: "XR"}
	fredonia  = ascribe.Party{ID: "state:xf", Name: "Fredonia", Type: "state", Country: "XF"}
	sylvania  = ascribe.Party{ID: "state:xs", Name: "Sylvania", Type: "state", Country: "XS"}
	grid      = ascribe.Party{ID: "organisation:grid-co", Name: "Grid Co", Type: "organisation", Country: "XF"}
	shipping  = ascribe.Party{ID: "organisation:blue-line", Name: "Blue Line", Type: "organisation"}
	viper     = ascribe.Party{ID: "threat-actor:sand-viper", Name: "Sand Viper", Type: "threat-actor", Country: "XR"}
	vendor    = ascribe.Party{ID: "organisation:lookout-lab", Name: "Lookout Lab", Type: "organisation"}
)

// told is one line of a made-up document.
type told struct {
	source    ascribe.Party
	stance    ascribe.Stance
	predicate ascribe.Predicate
	subject   *ascribe.Party
	object    *ascribe.Party
	when      string // "2022-07-15/2022-07-16"
	quote     string
}

// document makes an item whose claims stand one after the other.
func document(id, title string, published ascribe.Day, lines ...told) incident.Item {
	it := incident.Item{Document: ascribe.Document{ID: id, Title: title, Published: published, Publisher: "Meridian Post"}}
	at := 0
	for _, l := range lines {
		c := ascribe.Claim{Document: id, Source: l.source, Stance: l.stance,
			Statement: ascribe.Statement{Predicate: l.predicate, Subject: l.subject, Object: l.object},
			Quote:     ascribe.Quote{Span: ascribe.Span{Start: at, End: at + len(l.quote)}, Text: l.quote}}
		if from, to, ok := strings.Cut(l.when, "/"); ok {
			c.When = &ascribe.Interval{From: ascribe.Day(from), To: ascribe.Day(to)}
		}
		at += len(l.quote) + 200
		c.ID = ascribe.ClaimID(c)
		it.Claims = append(it.Claims, c)
	}
	return it
}

func july(id string, published ascribe.Day) incident.Item {
	return document(id, "Fredonia says Ruritania attacked its registers", published,
		told{fredonia, ascribe.Asserts, ascribe.Attacked, &ruritania, &fredonia, "2022-07-10/2022-07-10", "Fredonia says Ruritania attacked its land registers on 10 July"},
		told{ruritania, ascribe.Denies, ascribe.Attacked, &ruritania, &fredonia, "", "Ruritania rejects the charge over the registers"},
		told{fredonia, ascribe.Asserts, ascribe.Responded, &fredonia, &ruritania, "", "Fredonia recalled its envoy"})
}

func september(id string) incident.Item {
	return document(id, "Second attack on Fredonia stops its ferries", "2022-09-12",
		told{fredonia, ascribe.Asserts, ascribe.Attacked, &ruritania, &fredonia, "2022-09-09/2022-09-09", "a second attack by Ruritania stopped the ferry booking system on 9 September"},
		told{fredonia, ascribe.Asserts, ascribe.Condemned, &fredonia, &ruritania, "", "Fredonia called the attack on the ferries an outrage"},
		told{fredonia, ascribe.Asserts, ascribe.Attacked, &ruritania, &fredonia, "2022-07-10/2022-07-10", "after the attack of 10 July on the land registers"})
}

func TestGroup(t *testing.T) {
	cases := []struct {
		name  string
		items []incident.Item
		want  []string // documents of each incident by what they are mainly about
	}{
		{"reports of one attack", []incident.Item{july("doc-a", "2022-07-12"), july("doc-b", "2022-07-14")}, []string{"doc-a doc-b"}},
		{"a follow-up stays apart", []incident.Item{july("doc-a", "2022-07-12"), july("doc-b", "2022-09-11"), september("doc-c")}, []string{"doc-a doc-b", "doc-c"}},
		{"a shared accused joins nothing", []incident.Item{july("doc-a", "2022-07-12"),
			document("doc-d", "Ruritania behind breach at Blue Line, firm says", "2022-07-13",
				told{vendor, ascribe.Asserts, ascribe.Attacked, &ruritania, &shipping, "", "Ruritania broke into the booking system of Blue Line"})},
			[]string{"doc-a", "doc-d"}},
		{"another victim in another state", []incident.Item{july("doc-a", "2022-07-12"),
			document("doc-e", "Ruritania attacked ministries of Sylvania", "2022-07-12",
				told{sylvania, ascribe.Asserts, ascribe.Attacked, &ruritania, &sylvania, "2022-07-10/2022-07-10", "Ruritania attacked ministries of Sylvania on 10 July"})},
			[]string{"doc-a", "doc-e"}},
		{"a denial finds its attack", []incident.Item{july("doc-a", "2022-07-12"),
			document("doc-f", "Ruritania denies part in Fredonia attack", "2022-07-13",
				told{ruritania, ascribe.Denies, ascribe.Attacked, &ruritania, &fredonia, "", "Ruritania denies any part in the attack on the land registers of Fredonia"},
				told{ruritania, ascribe.Asserts, ascribe.Attacked, &sylvania, &ruritania, "", "it says that Sylvania attacks its own systems every week"})},
			[]string{"doc-a doc-f"}},
		{"one named firm, reported by two", []incident.Item{
			document("doc-g", "Grid Co hit by Sand Viper", "2022-03-02",
				told{vendor, ascribe.Asserts, ascribe.Attacked, &viper, &grid, "2022-03-01/2022-03-01", "Sand Viper encrypted the meters of Grid Co"}),
			document("doc-h", "What we know of the outage at Grid Co", "2022-03-05",
				told{grid, ascribe.Asserts, ascribe.Attacked, nil, &grid, "2022-03-01/2022-03-01", "Grid Co says that intruders came on 1 March"})},
			[]string{"doc-g doc-h"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			incidents := incident.Group(c.items)
			owner := owners(incidents)
			of := map[string][]string{}
			for _, it := range c.items {
				id := mainIncident(it, owner)
				of[id] = append(of[id], it.Document.ID)
			}
			var got []string
			for _, docs := range of {
				got = append(got, strings.Join(docs, " "))
			}
			slices.Sort(got)
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
				for _, in := range incidents {
					t.Log(in.ID, in.Title, in.Reasons)
				}
			}
		})
	}
}

func TestNaming(t *testing.T) {
	incidents := incident.Group([]incident.Item{july("doc-a", "2022-07-12"), september("doc-c")})
	got := []string{}
	for _, in := range incidents {
		got = append(got, in.ID+": "+in.Title)
	}
	want := []string{"xf-2022-07: Attack on Fredonia, July 2022", "xf-2022-09: Attack on Fredonia, September 2022"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestTitlesNameNoPerpetrator: beside a victim nobody is named as the one who did
// it, however little the victim's description tells.
func TestTitlesNameNoPerpetrator(t *testing.T) {
	for _, c := range []struct {
		victim *ascribe.Party
		want   string
	}{
		{&ascribe.Party{Name: "public institutions"}, "Attack on public institutions, July 2022"},
		{&ascribe.Party{Name: "public institutions", Country: "XF"}, "Attack on public institutions, Fredonia, July 2022"},
		{&ascribe.Party{Name: "Fredonian institutions", Country: "XF"}, "Attack on Fredonian institutions, July 2022"},
		{nil, "Activity attributed to Ruritania, July 2022"},
	} {
		incidents := incident.Group([]incident.Item{document("doc-a", "Institutions attacked", "2022-07-12",
			told{fredonia, ascribe.Asserts, ascribe.Attacked, &ruritania, c.victim, "2022-07-10/2022-07-10", "Ruritania attacked them on 10 July"})})
		if len(incidents) != 1 || incidents[0].Title != c.want {
			t.Errorf("got %+v, want the title %q", incidents, c.want)
		}
	}
}

// pool is a mix of related and unrelated documents.
func pool(t *testing.T) []incident.Item {
	items := incidenttest.Gold(t, examples+"expected", examples+"documents")
	for i := range 6 {
		items = append(items, july(fmt.Sprintf("doc-july-%d", i), ascribe.Day(fmt.Sprintf("2022-07-1%d", 2+i))))
	}
	return append(items, september("doc-september-1"), september("doc-september-2"))
}

func TestOrderDoesNotMatter(t *testing.T) {
	items := pool(t)
	want := incident.Group(items)
	for seed := range uint64(50) {
		shuffled := slices.Clone(items)
		r := rand.New(rand.NewPCG(seed, 2))
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if got := incident.Group(shuffled); !reflect.DeepEqual(got, want) {
			t.Fatalf("order %d gives other incidents", seed)
		}
	}
}

func TestRemovingAndAddingAgain(t *testing.T) {
	items := pool(t)
	want := incident.Group(items)
	for i := range items {
		without := slices.Delete(slices.Clone(items), i, i+1)
		if got := incident.Group(append(without, items[i])); !reflect.DeepEqual(got, want) {
			t.Fatalf("taking out and adding %s again gives other incidents", items[i].Document.ID)
		}
	}
}

func TestEveryClaimOnceAndIDsUnique(t *testing.T) {
	items := pool(t)
	ids, claims := map[string]bool{}, map[string]bool{}
	for _, in := range incident.Group(items) {
		if ids[in.ID] {
			t.Errorf("id %s twice", in.ID)
		}
		ids[in.ID] = true
		if len(in.Claims) == 0 || in.Title == "" {
			t.Errorf("%s: %d claims, title %q", in.ID, len(in.Claims), in.Title)
		}
		for _, c := range in.Claims {
			if claims[c] {
				t.Errorf("claim %s in two incidents", c)
			}
			claims[c] = true
		}
	}
	for _, it := range items {
		for _, c := range it.Claims {
			if !claims[c.ID] {
				t.Errorf("claim %s of %s is in no incident", c.ID, it.Document.ID)
			}
		}
	}
}

// TestSwap: with two states changed for one another the incidents are the same
// with the names changed.
func TestSwap(t *testing.T) {
	swap := strings.NewReplacer("Ruritania", "Fredonia", "Fredonia", "Ruritania")
	other := func(p *ascribe.Party) *ascribe.Party {
		switch {
		case p == nil:
			return nil
		case p.ID == ruritania.ID:
			return &fredonia
		case p.ID == fredonia.ID:
			return &ruritania
		}
		return p
	}
	items := []incident.Item{july("doc-a", "2022-07-12"), july("doc-b", "2022-07-15"), september("doc-c")}
	swapped := slices.Clone(items)
	for i := range swapped {
		swapped[i].Document.Title = swap.Replace(swapped[i].Document.Title)
		swapped[i].Claims = slices.Clone(swapped[i].Claims)
		for j := range swapped[i].Claims {
			c := &swapped[i].Claims[j]
			c.Subject, c.Object, c.Source = other(c.Subject), other(c.Object), *other(&c.Source)
			c.Quote.Text = swap.Replace(c.Quote.Text)
		}
	}
	a, b := incident.Group(items), incident.Group(swapped)
	if len(a) != len(b) {
		t.Fatalf("%d incidents, swapped %d", len(a), len(b))
	}
	for i := range a {
		if swap.Replace(a[i].Title) != b[i].Title || !reflect.DeepEqual(a[i].Claims, b[i].Claims) {
			t.Errorf("%q and swapped %q differ", a[i].Title, b[i].Title)
		}
	}
}

func BenchmarkGroup(b *testing.B) {
	for _, n := range []int{100, 1000, 10000, 100000} {
		var items []incident.Item
		for i := range n {
			place := ascribe.Party{ID: fmt.Sprintf("organisation:firm-%d", i/3), Name: fmt.Sprintf("Firm %d", i/3), Type: "organisation",
				Country: fmt.Sprintf("X%c", 'A'+i/3%20)}
			day := fmt.Sprintf("%d-%02d-%02d", 2015+i/3%9, 1+i/3%12, 1+i%28)
			items = append(items, document(fmt.Sprintf("doc-%06d", i), "Attack on "+place.Name, ascribe.Day(day),
				told{vendor, ascribe.Asserts, ascribe.Attacked, &viper, &place, "", "Sand Viper attacked " + place.Name}))
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				incident.Group(items)
			}
		})
	}
}
