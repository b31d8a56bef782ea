package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
)

// incidentsView is a list of incidents with the filter that gave it.
type incidentsView struct {
	listing[ledger.IncidentEntry]
	Filter map[string]string   `json:"filter"`
	Facets []ledger.FacetCount `json:"facets"` // of all incidents
}

// incidentFilters are the parameters that select incidents.
func incidentFilters() []string {
	return []string{"q", "accused", "victim", "source", "confidence", "contested", "from", "to", "party", "document"}
}

func (s *site) incidents(r *http.Request) (answer, error) {
	q := r.URL.Query()
	f := ledger.IncidentFilter{Newest: true, Query: q.Get("q"), Party: q.Get("party"), Document: q.Get("document"), Paging: paging(r),
		Accused: strings.ToUpper(q.Get("accused")), Victim: strings.ToUpper(q.Get("victim")), Confidence: q.Get("confidence"), Contested: q.Get("contested") != ""}
	var err error
	for _, day := range []struct {
		name string
		to   *ascribe.Day
	}{{"from", &f.From}, {"to", &f.To}} {
		if *day.to, err = dayParameter(r, day.name); err != nil {
			return answer{}, err
		}
	}
	if f.From != "" && f.To != "" && f.From > f.To {
		return answer{}, fmt.Errorf("%w: from=%s is later than to=%s", errBadRequest, f.From, f.To)
	}
	if f.Source = q.Get("source"); f.Source != "" && !strings.Contains(f.Source, ":") {
		if f.Source, err = s.keyOf(r.Context(), f.Source); err != nil {
			return answer{}, err
		}
	}
	page, err := s.Incidents(r.Context(), f)
	if err != nil {
		return answer{}, err
	}
	v := incidentsView{listing: list(r, page), Filter: map[string]string{}}
	for _, name := range incidentFilters() {
		v.Filter[name] = q.Get(name)
	}
	if v.Facets, err = s.Facets(r.Context()); err != nil {
		return answer{}, err
	}
	return answer{Template: "incidents", Title: "Incidents", Value: v, Extra: newSelector(v.Facets, q)}, nil
}

// selector is what the form that selects incidents shows.
type selector struct {
	Live       bool // the list stands on the same page
	Filter     url.Values
	Accused    []choice
	Victims    []choice
	Confidence []choice
	Months     *months
}

// choice is a value that a list can be narrowed to.
type choice struct {
	Value, Name string
	Incidents   int
}

// Has is the value of a parameter.
func (s selector) Has(name string) string { return s.Filter.Get(name) }

func newSelector(facets []ledger.FacetCount, filter url.Values) selector {
	s := selector{Live: filter != nil, Filter: filter, Months: newMonths(facets)}
	for _, f := range facets {
		switch c := (choice{f.Value, f.Value, f.Incidents}); f.Kind {
		case ledger.AccusedFacet, ledger.VictimFacet:
			c.Name = country(f.Value)
			list := &s.Accused
			if f.Kind == ledger.VictimFacet {
				list = &s.Victims
			}
			*list = append(*list, c)
		case ledger.ConfidenceFacet:
			s.Confidence = append(s.Confidence, c)
		}
	}
	for _, list := range [][]choice{s.Accused, s.Victims} {
		slices.SortFunc(list, func(a, b choice) int { return cmp.Compare(a.Name, b.Name) })
	}
	return s
}

// months is a picture of how many incidents began in each month.
type months struct {
	Width, Height int
	Data          string // "2022-07:3 2022-09:1", for a script that draws it better
	Bars          []monthBar
	Labels        []monthBar // the years, or the first and last month
	Says          string
}

type monthBar struct {
	X, Y, Wide, High int
	Label, Link      string
	Anchor           string
}

// The measures of the picture, in SVG user units.
const (
	monthsWidth  = 1000
	monthsHeight = 110
	monthsFoot   = 22 // room for the labels
	widestBar    = 26
)

// newMonths draws it; nil where fewer than two months have incidents.
func newMonths(facets []ledger.FacetCount) *months {
	m := &months{Width: monthsWidth, Height: monthsHeight + monthsFoot}
	var of []ledger.FacetCount
	var most, all int
	for _, f := range facets {
		if f.Kind == ledger.MonthFacet {
			of = append(of, f)
			m.Data += " " + fmt.Sprintf("%s:%d", f.Value, f.Incidents)
			most, all = max(most, f.Incidents), all+f.Incidents
		}
	}
	if len(of) < 2 {
		return nil
	}
	m.Data = strings.TrimSpace(m.Data)
	first, last := monthNumber(of[0].Value), monthNumber(of[len(of)-1].Value)
	wide := max(min(monthsWidth/(last-first+1)-2, widestBar), 2)
	for _, f := range of {
		n := monthNumber(f.Value)
		b := monthBar{X: (n - first) * (monthsWidth - wide) / (last - first), Wide: wide, High: max(f.Incidents*(monthsHeight-10)/most, 3), Label: monthName(f.Value), Anchor: "middle"}
		b.Y = monthsHeight - b.High
		begin := monthTime(f.Value)
		b.Link = "/incidents?" + url.Values{"from": {string(ascribe.DayOf(begin))}, "to": {string(ascribe.DayOf(begin.AddDate(0, 1, -1)))}}.Encode()
		b.Label = fmt.Sprintf("%s: %d", b.Label, f.Incidents)
		m.Bars = append(m.Bars, b)
	}
	m.Labels = []monthBar{{X: 0, Label: monthName(of[0].Value), Anchor: "start"}, {X: monthsWidth, Label: monthName(of[len(of)-1].Value), Anchor: "end"}}
	m.Says = fmt.Sprintf("Incidents by month, %s to %s: %d in %d months", monthName(of[0].Value), monthName(of[len(of)-1].Value), all, len(of))
	return m
}

func monthTime(month string) time.Time {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return time.Time{} // a ledger holds no such month
	}
	return t
}

func monthNumber(month string) int {
	t := monthTime(month)
	return t.Year()*12 + int(t.Month()) - 1
}

func monthName(month string) string { return monthTime(month).Format("Jan 2006") }
