package assesstest

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/incident"
	"ascribe/internal/incident/incidenttest"
	facts "ascribe/internal/knowledge"
)

// Labelled makes the inputs of assessments, by incident id, from hand-labelled
// documents: their parties resolved by the embedded knowledge, their copies as the
// file whole names them ("" for none). It skips the test where the folder of labels is not there.
func Labelled(t testing.TB, labels, texts, whole string) map[string]assess.Input {
	t.Helper()
	items := incidenttest.Gold(t, labels, texts)
	if whole != "" {
		link(t, whole, items)
	}
	return inputsOf(t, items)
}

// link adds the copies that a file of what documents yield together names.
func link(t testing.TB, path string, items []incident.Item) {
	t.Helper()
	var whole struct {
		Copies []struct{ Document, Of string }
	}
	raw, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(raw, &whole)
	}
	if err != nil {
		t.Fatal(err)
	}
	at := func(file string) int {
		return slices.IndexFunc(items, func(it incident.Item) bool { return it.Document.File == file })
	}
	for _, c := range whole.Copies {
		i, j := at(c.Document), at(c.Of)
		items[i].Copies = append(items[i].Copies, ascribe.Copy{Document: items[i].Document.ID, Of: items[j].Document.ID, Overlap: .7})
	}
}

// inputsOf groups labelled claims, their parties resolved by the embedded
// knowledge, into the inputs of assessments by incident id.
func inputsOf(t testing.TB, items []incident.Item) map[string]assess.Input {
	t.Helper()
	base, err := facts.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	claims := map[string]ascribe.Claim{}
	var documents []ascribe.Document
	var copies []ascribe.Copy
	for i := range items {
		documents, copies = append(documents, items[i].Document), append(copies, items[i].Copies...)
		for j := range items[i].Claims {
			c := &items[i].Claims[j]
			for _, p := range []*ascribe.Party{&c.Source, c.Subject, c.Object} {
				resolve(base, p)
			}
			for k := range c.SpeaksFor {
				resolve(base, &c.SpeaksFor[k])
			}
			c.ID = ascribe.ClaimID(*c)
			claims[c.ID] = *c
		}
	}
	out := map[string]assess.Input{}
	for _, in := range incident.Group(items) {
		input := assess.Input{Incident: in, Documents: documents, Copies: copies, Knowledge: base}
		for _, id := range in.Claims {
			input.Claims = append(input.Claims, claims[id])
		}
		out[in.ID] = input
	}
	return out
}

// resolve gives a party the entity that its name means, in the country that the
// label gives; one that no name leads to is described.
func resolve(base *facts.Base, p *ascribe.Party) {
	if p == nil || p.Type == string(ascribe.State) {
		return
	}
	p.ID, p.Type = "", ""
	found := base.Resolve(p.Name, facts.Query{Country: p.Country, Written: p.Name})
	if len(found) == 0 || found[0].Score < .5 {
		return
	}
	e, _ := base.Entity(found[0].Entity)
	p.ID, p.Name, p.Type, p.Country = e.ID, e.Name, string(e.Type), e.Country
}
