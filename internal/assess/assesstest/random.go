package assesstest

import (
	"fmt"
	"math/rand/v2"

	"ascribe"
	"ascribe/internal/assess"
)

// Random makes an incident of any claims at all: parties missing, unnamed or
// accused of themselves, circles of sponsors, copies of copies, days that are not known.
func Random(r *rand.Rand) assess.Input {
	parties := []*ascribe.Party{nil,
		{ID: "state:xr", Name: "Ruritania", Type: "state", Country: "XR"}, {ID: "state:xf", Name: "Fredonia", Type: "state", Country: "XF"},
		{ID: "organisation:nine", Name: "Bureau Nine", Type: "organisation", Country: "XR"}, {ID: "threat-actor:viper", Name: "Sand Viper", Type: "threat-actor"},
		{Name: "hackers", Country: "XR"}, {Name: "Sea Group"}, {Name: "they"}, {ID: "place:fredville", Name: "Fredville", Text: "Fredville", Type: "place"},
		{ID: "malware:wyrm", Name: "Wyrm", Type: "malware"}, {Name: ""}}
	pick := func() *ascribe.Party { return parties[r.IntN(len(parties))] }
	days := []ascribe.Day{"", "2031-01-01", "2031-02-15", "2031-12-31"}
	day := func() ascribe.Day { return days[r.IntN(len(days))] }
	in := assess.Input{Incident: ascribe.Incident{ID: "x", Title: "X", Victim: pick()}, AsOf: day()}
	for i := range 1 + r.IntN(4) {
		in.Documents = append(in.Documents, ascribe.Document{ID: fmt.Sprint("doc-", i), Publisher: "Wire", Published: day(),
			Flags: []ascribe.Flag{{Flag: "garbled", Why: "why", Quote: &ascribe.Quote{Text: "Fredville"}}}})
	}
	document := func() string { return in.Documents[r.IntN(len(in.Documents))].ID }
	for range r.IntN(3) {
		in.Copies = append(in.Copies, ascribe.Copy{Document: document(), Of: document(), Overlap: r.Float64()})
	}
	for i := range r.IntN(25) {
		predicate := ascribe.Predicates()[r.IntN(14)]
		c := ascribe.Claim{Document: document(), Stance: []ascribe.Stance{ascribe.Asserts, ascribe.Denies, ascribe.Doubts, ascribe.Withholds}[r.IntN(4)],
			Statement: ascribe.Statement{Predicate: predicate, Subject: pick(), Object: pick()},
			Quote:     ascribe.Quote{Span: ascribe.Span{Start: i, End: i + 5}, Text: "words"}}
		if s := pick(); s != nil {
			c.Source = *s
		}
		if p := pick(); p != nil {
			c.Via = append(c.Via, *p)
			c.SpeaksFor = append(c.SpeaksFor, *p)
		}
		if values := predicate.Values(); len(values) > 0 {
			c.Value = values[r.IntN(len(values))]
		}
		if r.IntN(3) == 0 {
			c.When, c.Said = &ascribe.Interval{From: day(), To: day()}, &ascribe.Interval{From: day(), To: day()}
			c.Likelihood = &ascribe.Likelihood{Low: r.IntN(101), High: r.IntN(101)}
			c.Confidence = ascribe.NewConfidence([]string{"high", "moderate", "low"}[r.IntN(3)], "")
			c.Hedge = "alleged"
		}
		c.ID = ascribe.ClaimID(c)
		if len(in.Claims) > 0 && r.IntN(3) == 0 {
			c.Supports = []string{in.Claims[0].ID}
		}
		in.Claims = append(in.Claims, c)
	}
	return in
}
