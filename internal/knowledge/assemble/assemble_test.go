package assemble

import (
	"slices"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/knowledge"
)

func actor(name string, others ...string) knowledge.Entry {
	e := knowledge.Entry{ID: "threat-actor:" + knowledge.Slug(name), Name: name, Type: ascribe.ThreatActor}
	for _, n := range append([]string{name}, others...) {
		e.Names = append(e.Names, knowledge.Name{Name: n, Kind: knowledge.StrongName, Source: "test"})
	}
	return e
}

func ids(entries []knowledge.Entry) []string {
	var out []string
	for _, e := range entries {
		out = append(out, strings.TrimPrefix(e.ID, "threat-actor:"))
	}
	return out
}

func TestJoin(t *testing.T) {
	external := func(e knowledge.Entry) knowledge.Entry {
		e.External = []knowledge.External{{Scheme: "attack", ID: "G1"}}
		return e
	}
	for _, tc := range []struct {
		name    string
		sources []Statements
		want    []string
	}{
		{"equal headings join", []Statements{{Entries: []knowledge.Entry{actor("Quiet Heron")}}, {Entries: []knowledge.Entry{actor("QuietHeron", "Stilt")}}}, []string{"quiet-heron"}},
		{"an id elsewhere joins", []Statements{{Entries: []knowledge.Entry{external(actor("Heron"))}}, {Entries: []knowledge.Entry{external(actor("Stilt"))}}}, []string{"heron"}},
		{"a shared alias does not", []Statements{{Entries: []knowledge.Entry{actor("Heron", "Wader")}}, {Entries: []knowledge.Entry{actor("Stilt", "Wader")}}}, []string{"heron", "stilt"}},
		{"a lone name joins the one who bears it", []Statements{{Entries: []knowledge.Entry{actor("Heron", "Wader")}}, {Entries: []knowledge.Entry{actor("Wader")}}}, []string{"heron"}},
		{"a lone name of two joins neither", []Statements{{Entries: []knowledge.Entry{actor("Heron", "Wader"), actor("Stilt", "Wader")}}, {Entries: []knowledge.Entry{actor("Wader")}}}, []string{"heron", "stilt", "wader"}},
		{"naming each other's heading does", []Statements{{Entries: []knowledge.Entry{actor("Heron", "Stilt")}}, {Entries: []knowledge.Entry{actor("Stilt", "Heron")}}}, []string{"heron"}},
		{"chains close nothing", []Statements{
			{Entries: []knowledge.Entry{actor("A1", "B1"), actor("C1", "D1")}},
			{Entries: []knowledge.Entry{actor("E1", "B1", "C1")}},
		}, []string{"a1", "c1", "e1"}},
		{"a mapping joins where most names are", []Statements{
			{Entries: []knowledge.Entry{actor("Heron", "Wader", "Grey"), actor("Stilt", "Grey")}},
			{Entries: []knowledge.Entry{actor("Umber Fog", "Wader", "Grey")}, Mapping: true},
		}, []string{"heron", "stilt"}},
		{"a mapping on a tie joins nothing", []Statements{
			{Entries: []knowledge.Entry{actor("Heron", "Grey"), actor("Stilt", "Grey")}},
			{Entries: []knowledge.Entry{actor("Umber Fog", "Grey")}, Mapping: true},
		}, []string{"heron", "stilt", "umber-fog"}},
	} {
		got, err := Join(tc.sources...)
		if err != nil || !slices.Equal(ids(got), tc.want) {
			t.Errorf("%s: %v, %v; want %v", tc.name, ids(got), err, tc.want)
		}
	}
}

func TestJoinFaults(t *testing.T) {
	nameless := knowledge.Entry{ID: "state:rr", Type: ascribe.State}
	if _, err := Join(Statements{Entries: []knowledge.Entry{nameless}}); err == nil {
		t.Error("an entity without a heading passes")
	}
	dangling := actor("Heron")
	dangling.Statements = []knowledge.Statement{{Relation: knowledge.SponsoredBy, Object: "state:rr", Source: "test"}}
	if _, err := Join(Statements{Entries: []knowledge.Entry{dangling}}); err == nil {
		t.Error("a statement about an unknown entity passes")
	}
}

// TestJoinFollowsRenames points statements at the entity that an entry joined.
func TestJoinFollowsRenames(t *testing.T) {
	user := actor("User")
	user.Statements = []knowledge.Statement{{Relation: knowledge.Overlaps, Object: "threat-actor:quietheron", Source: "test"}}
	got, err := Join(Statements{Entries: []knowledge.Entry{actor("Quiet Heron")}}, Statements{Entries: []knowledge.Entry{actor("QuietHeron"), user}})
	if err != nil || len(got) != 2 || got[1].Statements[0].Object != "threat-actor:quiet-heron" {
		t.Errorf("%+v, %v", got, err)
	}
}
