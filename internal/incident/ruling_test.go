package incident_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/incident"
)

// claimsOf are the ids of the claims of some documents.
func claimsOf(items []incident.Item, documents ...string) []string {
	var out []string
	for _, it := range items {
		if slices.Contains(documents, it.Document.ID) {
			for _, c := range it.Claims {
				out = append(out, c.ID)
			}
		}
	}
	return out
}

// together lists the documents of each incident that claims put there.
func together(items []incident.Item, incidents []ascribe.Incident) []string {
	document := map[string]string{}
	for _, it := range items {
		for _, c := range it.Claims {
			document[c.ID] = it.Document.ID
		}
	}
	var out []string
	for _, in := range incidents {
		var docs []string
		for _, c := range in.Claims {
			docs = append(docs, document[c])
		}
		slices.Sort(docs)
		out = append(out, strings.Join(slices.Compact(docs), " "))
	}
	slices.Sort(out)
	return out
}

func TestRulings(t *testing.T) {
	grids := func(id string, published ascribe.Day) incident.Item {
		return document(id, "Grid Co hit by Sand Viper", published,
			told{vendor, ascribe.Asserts, ascribe.Attacked, &viper, &grid, "2022-03-01/2022-03-01", "Sand Viper encrypted the meters of Grid Co"},
			told{grid, ascribe.Asserts, ascribe.Affected, &viper, &grid, "2022-03-01/2022-03-01", "the meters of Grid Co stood still"})
	}
	items := []incident.Item{july("doc-a", "2022-07-12"), july("doc-b", "2022-07-13"), july("doc-c", "2022-07-14"), grids("doc-g", "2022-03-02"), grids("doc-h", "2022-03-04")}
	merge := incident.Ruling{Name: "merge by ann", Sides: [][]string{claimsOf(items, "doc-a", "doc-b", "doc-c"), claimsOf(items, "doc-g", "doc-h")}}
	split := incident.Ruling{Name: "split by ann", Apart: true, Sides: [][]string{claimsOf(items, "doc-a", "doc-b"), claimsOf(items, "doc-c")}}
	inOne := incident.Ruling{Name: "split by ann", Apart: true, Sides: [][]string{{items[3].Claims[0].ID}, {items[3].Claims[1].ID}}}
	again := incident.Ruling{Name: "merge by ben", Sides: [][]string{claimsOf(items, "doc-b"), claimsOf(items, "doc-c")}}
	for name, test := range map[string]struct {
		rulings []incident.Ruling
		want    []string
	}{
		"none":                         {nil, []string{"doc-a doc-b doc-c", "doc-g doc-h"}},
		"merge":                        {[]incident.Ruling{merge}, []string{"doc-a doc-b doc-c doc-g doc-h"}},
		"split":                        {[]incident.Ruling{split}, []string{"doc-a doc-b", "doc-c", "doc-g doc-h"}},
		"merge, then split":            {[]incident.Ruling{merge, split}, []string{"doc-a doc-b doc-g doc-h", "doc-c"}},
		"split, then merge":            {[]incident.Ruling{split, again}, []string{"doc-a doc-b doc-c", "doc-g doc-h"}},
		"a document's own claims":      {[]incident.Ruling{inOne}, []string{"doc-a doc-b doc-c", "doc-g", "doc-g doc-h"}},
		"claims that are gone":         {[]incident.Ruling{{Sides: [][]string{{"claim-0"}, {"claim-1"}}}, {Apart: true, Sides: [][]string{{"claim-0"}, {"claim-1"}}}}, []string{"doc-a doc-b doc-c", "doc-g doc-h"}},
		"a side of which one is left":  {[]incident.Ruling{{Sides: [][]string{{"claim-0", items[0].Claims[0].ID}, {items[3].Claims[0].ID}}}}, []string{"doc-a doc-b doc-c doc-g doc-h"}},
		"merge of what is one already": {[]incident.Ruling{{Sides: [][]string{claimsOf(items, "doc-a"), claimsOf(items, "doc-b")}}}, []string{"doc-a doc-b doc-c", "doc-g doc-h"}},
	} {
		want := incident.Group(items, test.rulings...)
		if got := together(items, want); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
		reversed := slices.Clone(items)
		slices.Reverse(reversed)
		if !reflect.DeepEqual(incident.Group(reversed, test.rulings...), want) {
			t.Errorf("%s: the other way round the incidents differ", name)
		}
	}
	later := append(slices.Clone(items), july("doc-d", "2022-07-20"), grids("doc-i", "2022-03-09"))
	if got := together(later, incident.Group(later, merge)); !reflect.DeepEqual(got, []string{"doc-a doc-b doc-c doc-d doc-g doc-h doc-i"}) {
		t.Errorf("documents that come later don't find what was merged: %q", got)
	}
}

// TestLaterDocumentsMoveNoID: of two incidents with the same victim and month, what
// is reported later gets the number, whatever is added.
func TestLaterDocumentsMoveNoID(t *testing.T) {
	attack := func(id string, day, published ascribe.Day, what string) incident.Item {
		return document(id, "Fredonia's "+what+" attacked", published,
			told{fredonia, ascribe.Asserts, ascribe.Attacked, nil, &fredonia, string(day + "/" + day), what + " of Fredonia went down"})
	}
	items := []incident.Item{attack("doc-b", "2022-07-01", "2022-07-02", "ferries")}
	first := incident.Group(items)[0].ID
	items = append(items, attack("doc-a", "2022-07-28", "2022-07-29", "radio"))
	grown := incident.Group(items)
	if len(grown) != 2 {
		t.Fatalf("%d incidents, want two", len(grown))
	}
	for _, in := range grown {
		isFirst := in.Claims[0] == items[0].Claims[0].ID
		if isFirst != (in.ID == first) {
			t.Errorf("%s holds %v; the first was %s", in.ID, in.Claims, first)
		}
	}
}

// TestSimilar proposes what is too alike for strangers and too different to be joined.
func TestSimilar(t *testing.T) {
	items := []incident.Item{july("doc-a", "2022-07-12"), july("doc-b", "2022-07-13"),
		document("doc-c", "Towns of Fredonia attacked", "2022-08-30",
			told{vendor, ascribe.Asserts, ascribe.Attacked, nil, &ascribe.Party{Name: "town halls", Country: "XF"}, "", "somebody attacked town halls"}),
		document("doc-d", "Blue Line loses bookings", "2022-07-25",
			told{vendor, ascribe.Asserts, ascribe.Attacked, nil, &shipping, "", "somebody broke into Blue Line"})}
	apart := incident.Ruling{Apart: true, Sides: [][]string{claimsOf(items, "doc-a", "doc-b"), claimsOf(items, "doc-c")}}
	for _, in := range incident.Group(items, apart) {
		if len(in.Similar) > 0 {
			t.Errorf("%s: what was kept apart is proposed again: %v", in.ID, in.Similar)
		}
	}
	for _, in := range incident.Group(items) {
		t.Log(in.ID, in.Title, in.Similar)
		for _, s := range in.Similar {
			if s.Score < .2 || s.Score > .33 {
				t.Errorf("%s and %s: %g is no doubt", in.ID, s.Incident, s.Score)
			}
			if strings.HasPrefix(in.ID, "blue") || strings.HasPrefix(s.Incident, "blue") {
				t.Errorf("%s and %s are strangers", in.ID, s.Incident)
			}
		}
		if strings.HasPrefix(in.ID, "xf") && len(in.Similar) == 0 {
			t.Errorf("%s: nothing is proposed", in.ID)
		}
	}
}

// TestVictimless: an incident without a victim is called by what is known of it,
// and its id names nobody accused; who was only named to deny it did nothing.
func TestVictimless(t *testing.T) {
	worm := &ascribe.Party{ID: "malware:mothworm", Name: "Mothworm", Type: "malware"}
	for name, test := range map[string]struct {
		line      told
		id, title string
	}{
		"malware":     {told{vendor, ascribe.Asserts, ascribe.Used, &viper, worm, "", "Sand Viper used Mothworm"}, "mothworm-2022-05", "Mothworm, reported May 2022"},
		"nobody":      {told{vendor, ascribe.Asserts, ascribe.Attacked, &viper, nil, "", "Sand Viper attacked"}, "unnamed-2022-05", "Activity attributed to Sand Viper, reported May 2022"},
		"only denied": {told{viper, ascribe.Denies, ascribe.Attacked, &viper, nil, "", "Sand Viper denies it"}, "unnamed-2022-05", "Claims of unnamed parties, reported May 2022"},
		"a matter":    {told{vendor, ascribe.Asserts, ascribe.Attacked, &viper, &ascribe.Party{Name: "demands for the key"}, "", "demands"}, "unnamed-2022-05", "Activity attributed to Sand Viper, reported May 2022"},
		"its own":     {told{fredonia, ascribe.Asserts, ascribe.Attacked, &viper, &ascribe.Party{Name: "its parliament", Country: "XF"}, "", "Fredonia's parliament was attacked"}, "xf-2022-05", "Attack in Fredonia, reported May 2022"},
	} {
		got := incident.Group([]incident.Item{document("doc-a", "A report", "2022-05-03", test.line)})
		if len(got) != 1 || got[0].ID != test.id || got[0].Title != test.title {
			t.Errorf("%s: %+v, want %s, %q", name, got, test.id, test.title)
		}
	}
	advice := document("doc-a", "Keep copies", "2022-05-03",
		told{vendor, ascribe.Asserts, ascribe.Affected, &ascribe.Party{Name: "Criminals"}, &ascribe.Party{Name: "backups"}, "", "Criminals could delete backups"})
	if got := incident.Group([]incident.Item{advice}); len(got) != 0 {
		t.Errorf("advice makes the incident %+v", got)
	}
}

func TestCampaigns(t *testing.T) {
	named := document("doc-x", "Operation Moth", "2021-01-05",
		told{vendor, ascribe.Asserts, ascribe.Attacked, &ascribe.Party{ID: "campaign:moth", Name: "Operation Moth", Type: "campaign"}, &shipping, "", "Operation Moth hit Blue Line"})
	want := map[string][]string{"xf-2022-07": {"series:state:xf/state:xr"}, "xf-2022-09": {"series:state:xf/state:xr"}, "blue-line-2021-01": {"campaign:moth"}}
	for _, in := range incident.Group([]incident.Item{july("doc-a", "2022-07-12"), september("doc-c"), named}) {
		var got []string
		for _, c := range in.Campaigns {
			got = append(got, c.ID)
		}
		if !reflect.DeepEqual(got, want[in.ID]) {
			t.Errorf("%s: campaigns %q, want %q", in.ID, got, want[in.ID])
		}
	}
}
