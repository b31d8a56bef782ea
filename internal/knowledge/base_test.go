package knowledge

import (
	"slices"
	"testing"

	"ascribe"
)

func base(t testing.TB) *Base {
	t.Helper()
	b, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestResolveFirst(t *testing.T) {
	b := base(t)
	for _, tc := range []struct {
		name string
		q    Query
		want string
	}{
		{"MuddyWater", Query{}, "threat-actor:muddywater"},
		{"Muddy Water", Query{}, "threat-actor:muddywater"},
		{"SeedWorm", Query{}, "threat-actor:muddywater"},
		{"TEMP.Zagros", Query{}, "threat-actor:muddywater"},
		{"APT 28", Query{}, "threat-actor:apt28"},
		{"Fancy Bear", Query{}, "threat-actor:apt28"},
		{"NOBELIUM", Query{}, "threat-actor:apt29"},
		{"MOIS", Query{}, "organisation:ir-mois"},
		{"VEVAK", Query{}, "organisation:ir-mois"},
		{"Office of Foreign Assets Control", Query{}, "organisation:us-ofac"},
		{"U.S. Treasury Department", Query{}, "organisation:us-treasury"},
		{"the US", Query{}, "state:us"},
		{"Albania", Query{}, "state:al"},
		{"Côte d'Ivoire", Query{}, "state:ci"},
		{"Georgia", Query{Country: "GE"}, "state:ge"},
		{"NCSC", Query{Country: "GB"}, "organisation:gb-ncsc"},
		{"NotPetya", Query{}, "malware:notpetya"},
		{"PlugX", Query{}, "malware:plugx"},
		{"Esmail Khatib", Query{}, "person:esmail-khatib"},
		{"EUROPIUM", Query{}, "threat-actor:oilrig"},
	} {
		got := b.Resolve(tc.name, tc.q)
		if len(got) == 0 || got[0].Entity != tc.want {
			t.Errorf("Resolve(%q) = %+v, want %s first", tc.name, got, tc.want)
		}
	}
}

func TestSpeaksFor(t *testing.T) {
	b := base(t)
	for _, tc := range []struct {
		id   string
		day  ascribe.Day
		want []string
	}{
		{"organisation:us-ofac", "", []string{"organisation:us-treasury", "state:us"}},
		{"person:adrienne-watson", "2022-09-07", []string{"organisation:us-nsc", "organisation:us-white-house", "state:us"}},
		{"organisation:al-akshi", "", []string{"state:al"}},
		{"person:edi-rama", "2022-09-07", []string{"state:al"}},
		{"person:barack-obama", "2022-09-07", nil},
		{"organisation:us-microsoft", "", nil},
		{"organisation:us-talos", "", []string{"organisation:us-cisco"}},
	} {
		var got []string
		for _, e := range b.SpeaksFor(tc.id, tc.day) {
			got = append(got, e.ID)
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("SpeaksFor(%s, %s) = %v, want %v", tc.id, tc.day, got, tc.want)
		}
	}
}

func TestPublisher(t *testing.T) {
	b := base(t)
	for _, tc := range []struct{ address, want, kind string }{
		{"securityaffairs.co", "Security Affairs", "trade-press"},
		{"https://www.bleepingcomputer.com/news/x", "BleepingComputer", "trade-press"},
		{"Press TV", "Press TV", "state-media"},
		{"blog.talosintelligence.com", "Cisco Talos", "vendor"},
		{"https://www.whitehouse.gov/briefing-room/", "White House", "presidency"},
		{"www.gov.uk", "United Kingdom", "government"},
		{"www.justice.gov", "United States Department of Justice", "justice-ministry"},
		{"Iran International", "Iran International", "broadcaster"},
		{"US Department of the Treasury (OFAC)", "United States Department of the Treasury", "finance-ministry"},
	} {
		got, ok := b.Publisher(tc.address)
		if !ok || got.Entity.Name != tc.want || got.Kind != tc.kind {
			t.Errorf("Publisher(%q) = %+v, %v", tc.address, got, ok)
		}
	}
	if p, ok := b.Publisher("nobody.example"); ok {
		t.Errorf("Publisher of an unknown host = %+v", p)
	}
}

func TestLongest(t *testing.T) {
	b := base(t)
	for _, tc := range []struct {
		tokens []string
		class  string
		length int
	}{
		{[]string{"Ministry", "of", "Intelligence", "and", "Security", "said"}, "organisation", 5},
		{[]string{"U.S.", "Cyber", "Command", "linked"}, "organisation", 3},
		{[]string{"us", "all"}, "", 0},
		{[]string{"US", "officials"}, "state", 1},
		{[]string{"Mercury", "rose"}, "", 0},
		{[]string{"APT", "28", "struck"}, "threat-actor", 2},
		{[]string{"he", "said"}, "", 0},
	} {
		if class, length := b.Longest(tc.tokens, 0); class != tc.class || length != tc.length {
			t.Errorf("Longest(%q) = %q, %d; want %q, %d", tc.tokens, class, length, tc.class, tc.length)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		entries, err := Read(snapshot)
		if err != nil {
			b.Fatal(err)
		}
		New(entries)
	}
}
