package incident_test

import (
	"cmp"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"ascribe"
	"ascribe/internal/incident"
	"ascribe/internal/incident/incidenttest"
)

const examples = "../../examples/"

// whole is what all examples together should yield.
type whole struct {
	Incidents []struct {
		Title     string
		Victim    string
		From      ascribe.Day
		Documents []string
	}
	Copies []struct{ Document, Of string }
}

func TestExamples(t *testing.T) {
	items := incidenttest.Gold(t, examples+"expected", examples+"documents")
	var want whole
	raw, err := os.ReadFile(examples + "whole.json")
	if err == nil {
		err = json.Unmarshal(raw, &want)
	}
	if err != nil {
		t.Fatal(err)
	}
	for i := range items {
		for _, c := range want.Copies {
			if c.Document == items[i].Document.File {
				j := slices.IndexFunc(items, func(o incident.Item) bool { return o.Document.File == c.Of })
				items[i].Copies = append(items[i].Copies, ascribe.Copy{Document: items[i].Document.ID, Of: items[j].Document.ID, Overlap: .7})
			}
		}
	}
	incidents := incident.Group(items)
	for _, in := range incidents {
		t.Log(in.ID, "|", in.Title, "|", in.When, len(in.Claims), in.Reasons)
	}
	owner := owners(incidents)
	main := map[string]string{}
	for _, it := range items {
		main[it.Document.File] = mainIncident(it, owner)
	}
	first := map[string]string{} // document → title of the incident it is mainly about: the last that lists it, which is the narrowest
	for _, w := range want.Incidents {
		for _, d := range w.Documents {
			first[d] = cmp.Or(first[d], w.Title)
		}
	}
	first["albania-border.html"] = want.Incidents[1].Title
	_, _, f := bCubed(first, main)
	t.Logf("B³ F1 %.3f", f)
	if f < .95 {
		for d, id := range main {
			t.Log(d, id, "|", first[d])
		}
		t.Errorf("B³ F1 %.3f, want at least .95", f)
	}
}
