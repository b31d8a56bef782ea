package mcp

import (
	"context"
	"fmt"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"ascribe"
	"ascribe/internal/dossier"
	"ascribe/internal/ledger"
)

// Incidents is a page of incidents.
type Incidents struct {
	Incidents []Found `json:"incidents"`
	Next      string  `json:"next,omitempty" jsonschema:"cursor of the following page"`
}

// Found is an incident with what is first said of it.
type Found struct {
	ID        string            `json:"id"`
	Title     string            `json:"title"`
	When      *ascribe.Interval `json:"when"`
	Victim    *ascribe.Party    `json:"victim"`
	Contested bool              `json:"contested" jsonschema:"asserted and denied"`
	Claims    int               `json:"claims"`
	Documents []string          `json:"documents" jsonschema:"ids of the documents that tell of it"`
	Said      []Cited           `json:"said" jsonschema:"the first of its claims"`
}

// Incident is the dossier of an incident, without its tables.
type Incident struct {
	ID        string            `json:"id"`
	Title     string            `json:"title"`
	AsOf      ascribe.Day       `json:"as_of,omitempty"`
	Contested bool              `json:"contested"`
	When      *ascribe.Interval `json:"when"`
	Victim    *ascribe.Party    `json:"victim"`
	Lead      []Line            `json:"in_short"`
	Support   []Line            `json:"support" jsonschema:"for each accusation, who stands for it and against it"`
	Grounds   []Section         `json:"grounds" jsonschema:"on what grounds, by whose word"`
	Effects   []Section         `json:"effects"`
	Responses []Line            `json:"responses"`
	Names     []Line            `json:"names" jsonschema:"which name equals or belongs to which, says who"`
	Disputes  []Line            `json:"disputes"`
	Unknown   []string          `json:"unknown" jsonschema:"what these documents do not tell"`
	Citations []Citation        `json:"citations" jsonschema:"what refs of lines stand for: quote and document"`
}

// Line is a sentence with what it rests on.
type Line struct {
	Text string   `json:"text"`
	Refs []string `json:"refs,omitempty" jsonschema:"refs of citations"`
}

// Section is a heading with its lines.
type Section struct {
	Heading string `json:"heading"`
	Lines   []Line `json:"lines"`
}

// AsOf is an incident as it stood on a day.
type AsOf struct {
	Incident
	Later []Cited `json:"later" jsonschema:"claims that were only made after that day, the first of them"`
}

// searched is what search_incidents takes.
type searched struct {
	Words      string `json:"words,omitempty" jsonschema:"words that must all occur in title or claims; \"together\", beginnings*, -not"`
	Accused    string `json:"accused,omitempty" jsonschema:"country of somebody accused, two letters"`
	Victim     string `json:"victim,omitempty" jsonschema:"country of a victim, two letters"`
	Party      string `json:"party,omitempty" jsonschema:"id of somebody in its claims, from resolve_name"`
	Confidence string `json:"confidence,omitempty" jsonschema:"high, moderate or low"`
	Contested  bool   `json:"contested,omitempty" jsonschema:"only those that are asserted and denied"`
	From       string `json:"from,omitempty" jsonschema:"first day at the earliest, YYYY-MM-DD"`
	To         string `json:"to,omitempty" jsonschema:"first day at the latest, YYYY-MM-DD"`
	Limit      int    `json:"limit,omitempty" jsonschema:"most incidents, 20 where it is left out, 100 at most"`
	Cursor     string `json:"cursor,omitempty" jsonschema:"next of the page before"`
}

// asked is what get_incident and as_of take.
type asked struct {
	Incident string `json:"incident" jsonschema:"id of the incident, from search_incidents"`
	AsOf     string `json:"as_of,omitempty" jsonschema:"only what had been said by that day, YYYY-MM-DD"`
}

func (t tools) addIncidents(s *mcp.Server) {
	add(s, "search_incidents", "Search incidents", "Incidents by words, accused, victim, party and time, newest first, each with the first of its claims and the documents that tell of it.", t.search)
	add(s, "get_incident", "Dossier of an incident", "In short, who stands for and against each accusation, grounds, effects, responses, names, disputes, what is not known. Every line carries citations with quote and document.",
		func(ctx context.Context, in asked) (Incident, error) {
			d, err := t.dossier(ctx, in)
			return shown(d), err
		})
	add(s, "as_of", "An incident as of a day", "What had been said of an incident by the end of a day, and the first claims that came later.", t.asOf)
}

func (t tools) search(ctx context.Context, in searched) (out Incidents, err error) {
	f := ledger.IncidentFilter{Query: in.Words, Accused: in.Accused, Victim: in.Victim, Party: in.Party, Confidence: in.Confidence, Contested: in.Contested, Newest: true}
	if f.From, err = day(in.From); err != nil {
		return out, err
	}
	if f.To, err = day(in.To); err != nil {
		return out, err
	}
	if f.Paging, err = page(in.Limit, in.Cursor); err != nil {
		return out, err
	}
	found, err := t.Incidents(ctx, f)
	if err != nil {
		return out, err
	}
	out = Incidents{Incidents: []Found{}, Next: found.Next}
	for _, e := range found.Items {
		first, err := t.Claims(ctx, ledger.ClaimFilter{Incident: e.ID, Predicates: []ascribe.Predicate{ascribe.Attacked}, Paging: ledger.Paging{Limit: firstClaims}})
		if err == nil && len(first.Items) == 0 {
			first, err = t.Claims(ctx, ledger.ClaimFilter{Incident: e.ID, Paging: ledger.Paging{Limit: firstClaims}})
		}
		if err != nil {
			return out, err
		}
		i := Found{ID: e.ID, Title: e.Title, When: e.When, Victim: e.Victim, Contested: e.Contested, Claims: len(e.Claims), Documents: []string{}}
		for _, d := range e.Documents {
			i.Documents = append(i.Documents, d.ID)
		}
		if i.Said, err = t.citations(ctx, first.Items); err != nil {
			return out, err
		}
		out.Incidents = append(out.Incidents, i)
	}
	return out, nil
}

// firstClaims is how many claims of each incident a search shows.
const firstClaims = 2

func (t tools) dossier(ctx context.Context, in asked) (dossier.Dossier, error) {
	asOf, err := day(in.AsOf)
	if err != nil {
		return dossier.Dossier{}, err
	}
	return t.Dossier(ctx, in.Incident, asOf)
}

// shown is what of a dossier an agent reads.
func shown(d dossier.Dossier) Incident {
	out := Incident{ID: d.ID, Title: d.Title, AsOf: d.AsOf, Contested: d.Contested, When: d.When, Victim: d.Victim,
		Lead: lines(d.Lead), Support: []Line{}, Grounds: sections(d.Grounds), Effects: sections(d.Effects), Responses: lines(d.Responses),
		Names: lines(d.Names), Disputes: lines(d.Disputes), Unknown: append([]string{}, d.Unknown...), Citations: ofDossier(d)}
	for _, s := range d.Support {
		out.Support = append(out.Support, Line{s.Text, s.Refs})
	}
	return out
}

func lines(in []dossier.Line) []Line {
	out := []Line{}
	for _, l := range in {
		out = append(out, Line{l.Text, l.Refs})
	}
	return out
}

func sections(in []dossier.Group) []Section {
	out := []Section{}
	for _, g := range in {
		out = append(out, Section{g.Heading, lines(g.Lines)})
	}
	return out
}

func (t tools) asOf(ctx context.Context, in asked) (AsOf, error) {
	if in.AsOf == "" {
		return AsOf{}, fmt.Errorf("as_of is missing; give a day like 2022-09-08")
	}
	d, err := t.dossier(ctx, in)
	if err != nil {
		return AsOf{}, err
	}
	out := AsOf{Incident: shown(d), Later: []Cited{}}
	var later []ledger.Entry
	for c, err := range ledger.AllClaims(ctx, t, ledger.ClaimFilter{Incident: d.ID}) {
		if err != nil {
			return out, err
		}
		if string(c.Day) > in.AsOf {
			later = append(later, c)
		}
		if len(later) == usualLimit {
			break
		}
	}
	out.Later, err = t.citations(ctx, later)
	return out, err
}
