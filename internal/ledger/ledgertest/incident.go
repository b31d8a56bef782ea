package ledgertest

import (
	"cmp"
	"slices"
	"testing"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/synthetic"
)

func incidents(t *testing.T, open Open) {
	rs := records(20)
	l, ctx := filled(t, open, rs), t.Context()
	is := synthetic.Incidents(rs)
	must(t, l.PutIncidents(ctx, is))
	for _, want := range is {
		e := got[ledger.IncidentEntry](t)(l.Incident(ctx, want.ID))
		same(t, "incident", e.Incident, want)
		n := 0
		for _, d := range e.Documents {
			n += d.Claims
			same(t, "file", d.File, got[ascribe.Document](t)(l.Document(ctx, d.ID)).File)
		}
		same(t, "claims of its documents", n, len(want.Claims))
	}
	must(t, l.Put(ctx, rs[0])) // the same claims again stay in their incidents
	same(t, "incident", got[ledger.IncidentEntry](t)(l.Incident(ctx, is[0].ID)).Incident, is[0])

	bad := append(slices.Clone(is[:1]), ascribe.Incident{ID: "zz-2000-01", Title: "Nothing", Claims: []string{"claim-0"}})
	wants(t, l.PutIncidents(ctx, bad), ledger.ErrInvalid)
	same(t, "size", got[ledger.Size](t)(l.Size(ctx)).Incidents, len(is))
	must(t, l.PutIncidents(ctx, is[:1]))
	same(t, "size", got[ledger.Size](t)(l.Size(ctx)).Incidents, 1)
	must(t, l.PutIncidents(ctx, nil))
	_, err := l.Incident(ctx, is[0].ID)
	wants(t, err, ledger.ErrNotFound)
}

func incidentFilters(t *testing.T, open Open) {
	rs := records(20)
	l, ctx := filled(t, open, rs), t.Context()
	is := synthetic.Incidents(rs)
	claims := map[string]ascribe.Claim{}
	for _, r := range rs {
		for _, c := range r.Claims {
			claims[c.ID] = c
		}
	}
	is[1].Facets = ascribe.Facets{Accused: []string{"XA", "XB"}, Victims: []string{"XC"}, Confidence: []string{"high"}, Contested: true}
	is[2].Facets = ascribe.Facets{Accused: []string{"XB"}, Victims: []string{"XA"}, Confidence: []string{"high", "low"}}
	must(t, l.PutIncidents(ctx, is))
	day := is[3].When.From
	one := claims[is[0].Claims[0]]
	about := func(i ascribe.Incident, keep func(ascribe.Claim) bool) bool {
		return slices.ContainsFunc(i.Claims, func(id string) bool { return keep(claims[id]) })
	}
	for name, test := range map[string]struct {
		filter ledger.IncidentFilter
		keep   func(ascribe.Incident) bool
	}{
		"all": {ledger.IncidentFilter{}, func(ascribe.Incident) bool { return true }},
		"document": {ledger.IncidentFilter{Document: one.Document}, func(i ascribe.Incident) bool {
			return about(i, func(c ascribe.Claim) bool { return c.Document == one.Document })
		}},
		"claim": {ledger.IncidentFilter{Claim: one.ID}, func(i ascribe.Incident) bool { return about(i, func(c ascribe.Claim) bool { return c.ID == one.ID }) }},
		"party": {ledger.IncidentFilter{Party: one.Subject.Key()}, func(i ascribe.Incident) bool {
			return about(i, func(c ascribe.Claim) bool {
				return c.Subject.Key() == one.Subject.Key() || c.Object.Key() == one.Subject.Key()
			})
		}},
		"source": {ledger.IncidentFilter{Source: one.Source.Key()}, func(i ascribe.Incident) bool {
			return about(i, func(c ascribe.Claim) bool { return c.Source.Key() == one.Source.Key() })
		}},
		"accused":            {ledger.IncidentFilter{Accused: "XB"}, func(i ascribe.Incident) bool { return slices.Contains(i.Accused, "XB") }},
		"victim":             {ledger.IncidentFilter{Victim: "XA"}, func(i ascribe.Incident) bool { return slices.Contains(i.Victims, "XA") }},
		"confidence":         {ledger.IncidentFilter{Confidence: "high"}, func(i ascribe.Incident) bool { return slices.Contains(i.Confidence, "high") }},
		"contested":          {ledger.IncidentFilter{Contested: true}, func(i ascribe.Incident) bool { return i.Contested }},
		"all facets":         {ledger.IncidentFilter{Accused: "XA", Victim: "XC", Confidence: "high", Contested: true}, func(i ascribe.Incident) bool { return i.ID == is[1].ID }},
		"from":               {ledger.IncidentFilter{From: day}, func(i ascribe.Incident) bool { return i.When.From >= day }},
		"to":                 {ledger.IncidentFilter{To: day}, func(i ascribe.Incident) bool { return i.When.From <= day }},
		"query on the title": {ledger.IncidentFilter{Query: `"on Harbour"`}, func(i ascribe.Incident) bool { return i.Title == "Attack on Harbour Authority" }},
		"query on claims": {ledger.IncidentFilter{Query: "Basalt"}, func(i ascribe.Incident) bool {
			return about(i, func(c ascribe.Claim) bool { return c.Source.Name == "Basalt Labs" })
		}},
	} {
		t.Run(name, func(t *testing.T) {
			var want []ascribe.Incident
			for _, i := range is {
				if test.keep(i) {
					want = append(want, i)
				}
			}
			if len(want) == 0 {
				t.Fatal("the filter selects nothing: the test tests nothing")
			}
			slices.SortFunc(want, func(a, b ascribe.Incident) int {
				return cmp.Or(cmp.Compare(a.When.From, b.When.From), cmp.Compare(a.ID, b.ID))
			})
			test.filter.Limit = 3
			have := []ascribe.Incident{}
			for e, err := range ledger.AllIncidents(ctx, l, test.filter) {
				must(t, err)
				have = append(have, e.Incident)
			}
			same(t, "incidents", have, want)
		})
	}
}

func facets(t *testing.T, open Open) {
	rs := records(20)
	l, ctx := filled(t, open, rs), t.Context()
	is := synthetic.Incidents(rs)[:3]
	is[0].Facets = ascribe.Facets{Accused: []string{"XA", "XB"}, Confidence: []string{"high"}, Contested: true}
	is[1].Facets = ascribe.Facets{Accused: []string{"XB"}, Victims: []string{"XA"}}
	is[0].When, is[1].When, is[2].When = &ascribe.Interval{From: "2020-02-03"}, &ascribe.Interval{From: "2020-02-29"}, nil
	want := []ledger.FacetCount{
		{Facet: ledger.Facet{Kind: ledger.AccusedFacet, Value: "XA"}, Incidents: 1}, {Facet: ledger.Facet{Kind: ledger.AccusedFacet, Value: "XB"}, Incidents: 2},
		{Facet: ledger.Facet{Kind: ledger.ConfidenceFacet, Value: "high"}, Incidents: 1}, {Facet: ledger.Facet{Kind: ledger.ContestedFacet, Value: ledger.Contested}, Incidents: 1},
		{Facet: ledger.Facet{Kind: ledger.MonthFacet, Value: "2020-02"}, Incidents: 2}, {Facet: ledger.Facet{Kind: ledger.VictimFacet, Value: "XA"}, Incidents: 1},
	}
	for range 2 { // made anew they are the same
		must(t, l.PutIncidents(ctx, is))
		same(t, "facets", got[[]ledger.FacetCount](t)(l.Facets(ctx)), want)
	}
	must(t, l.PutIncidents(ctx, nil))
	same(t, "facets", len(got[[]ledger.FacetCount](t)(l.Facets(ctx))), 0)
}
