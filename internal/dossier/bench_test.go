package dossier_test

import (
	"fmt"
	"testing"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/assess/assesstest"
	"ascribe/internal/dossier"
)

// BenchmarkBusyIncident assesses an incident of 200 documents and 2,000 claims and builds its dossier.
func BenchmarkBusyIncident(b *testing.B) {
	in := assesstest.Labelled(b, "../../examples/expected", "../../examples/documents", "../../examples/whole.json")["al-2022-07"]
	for round := 0; len(in.Claims) < 2000; round++ {
		for _, c := range in.Claims[:min(150, len(in.Claims))] {
			c.Document = fmt.Sprintf("%s-%d", c.Document, round)
			c.Quote.Start += round
			c.ID = ascribe.ClaimID(c)
			in.Claims = append(in.Claims, c)
		}
		for _, d := range in.Documents[:8] {
			d.ID = fmt.Sprintf("%s-%d", d.ID, round)
			in.Documents = append(in.Documents, d)
		}
	}
	b.ResetTimer()
	for b.Loop() {
		dossier.Build(dossier.Input{Incident: in.Incident, Assessment: assess.Assess(in), Documents: in.Documents})
	}
}
