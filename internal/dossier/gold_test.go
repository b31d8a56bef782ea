package dossier_test

import (
	"os"
	"testing"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/dossier"
	"ascribe/internal/incident"
	"ascribe/internal/incident/incidenttest"
	"ascribe/internal/knowledge"
)

const shared = "../../../shared/gold/"

// TestGoldDossier writes the dossiers of the labelled documents' incidents to
// a folder named by DOSSIERS, for reading.
func TestGoldDossier(t *testing.T) {
	dir := os.Getenv("DOSSIERS")
	if dir == "" {
		t.Skip("set DOSSIERS to a folder to write the dossiers of the labelled documents")
	}
	items := incidenttest.Gold(t, shared+"dev", shared+"texts")
	claims := map[string]ascribe.Claim{}
	var docs []ascribe.Document
	for _, it := range items {
		docs = append(docs, it.Document)
		for _, c := range it.Claims {
			claims[c.ID] = c
		}
	}
	for _, in := range incident.Group(items) {
		var mine []ascribe.Claim
		for _, id := range in.Claims {
			mine = append(mine, claims[id])
		}
		a := assess.Assess(assess.Input{Incident: in, Claims: mine, Documents: docs, Knowledge: kinds{}})
		f, err := os.Create(dir + "/" + in.ID + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		if err := dossier.Build(dossier.Input{Incident: in, Assessment: a, Documents: docs}).Text(f); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}

// kinds knows no more than that foreign ministries speak for their state.
type kinds struct{}

func (kinds) Entity(string) (ascribe.Entity, bool)           { return ascribe.Entity{}, false }
func (kinds) SpeaksFor(string, ascribe.Day) []ascribe.Entity { return nil }
func (kinds) Related(string, string) []knowledge.Statement   { return nil }
func (kinds) Kind(id string) string {
	return map[string]string{"organisation:ministry-of-foreign-affairs": "foreign-ministry", "organisation:microsoft": "vendor",
		"organisation:nato": "international", "organisation:white-house": "presidency"}[id]
}
