package dossier

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"ascribe"
	"ascribe/internal/assess"
)

// Input is what a dossier is built from: an incident, its assessment, the
// documents of its claims, and the number of characters of each text if known.
type Input struct {
	Incident   ascribe.Incident
	Assessment assess.Assessment
	Documents  []ascribe.Document
}

// Build makes the dossier of an incident. Equal inputs give equal dossiers.
func Build(in Input) Dossier {
	b := newBuilder(in)
	d := Dossier{
		ID: in.Incident.ID, Title: in.Incident.Title, AsOf: in.Assessment.AsOf, Contested: in.Assessment.Contested(),
		When: in.Incident.When, Victim: in.Incident.Victim, Reasons: in.Incident.Reasons,
		Known:        b.known(),
		Lead:         b.lead(),
		Matrix:       b.matrix(),
		Support:      b.support(),
		Statements:   b.statements(),
		Independence: b.independence(),
		Competing:    b.competing(),
		Grounds:      b.grounds(),
		Names:        b.names(),
		Effects:      b.effects(),
		Responses:    b.responses(false),
		Earlier:      b.responses(true),
		Timeline:     b.timeline(),
		Disputes:     b.disputes(),
		Others:       b.others(),
		Unknown:      b.unknown(),
		Garbled:      b.garbled(),
		Documents:    b.documents(),
		Citations:    b.citations(),
	}
	return d
}

// builder holds what the sections look up.
type builder struct {
	Input
	claims  map[string]ascribe.Claim
	refs    map[string]string // claim → ref
	source  map[string]string // claim → source key
	numbers map[string]int    // document → number
	sorted  []ascribe.Document
	perDoc  map[string]int

	credibility map[string]int // claim → grade of its statement
}

func newBuilder(in Input) *builder {
	b := &builder{Input: in, claims: map[string]ascribe.Claim{}, refs: map[string]string{}, source: map[string]string{},
		numbers: map[string]int{}, perDoc: map[string]int{}, credibility: map[string]int{}}
	held := map[string]bool{}
	for _, c := range in.Assessment.Claims {
		held[c.Document] = true
	}
	for _, d := range in.Documents {
		if held[d.ID] {
			b.sorted = append(b.sorted, d)
		}
	}
	slices.SortFunc(b.sorted, func(x, y ascribe.Document) int {
		return cmp.Or(cmp.Compare(x.Published, y.Published), cmp.Compare(x.ID, y.ID))
	})
	for i, d := range b.sorted {
		b.numbers[d.ID] = i + 1
	}
	for _, c := range in.Assessment.Claims {
		b.perDoc[c.Document]++
		b.claims[c.ID] = c
		b.refs[c.ID] = itoa(b.numbers[c.Document]) + ":" + itoa(b.perDoc[c.Document])
	}
	for _, s := range in.Assessment.Sources {
		for _, c := range s.Claims {
			b.source[c] = s.Key
		}
	}
	for _, s := range in.Assessment.Statements {
		for _, c := range s.Claims {
			b.credibility[c] = s.Credibility.Grade
		}
	}
	return b
}

func itoa(n int) string { return strconv.Itoa(n) }

func (b *builder) known() Known {
	return Known{Documents: len(b.sorted), Sources: len(b.Assessment.Sources), Relaying: len(b.Assessment.Relaying), Copies: len(b.Assessment.Copies)}
}

// line is a text with the citations of claims.
func (b *builder) line(text string, claims ...string) Line {
	l := Line{Text: text}
	for _, c := range claims {
		if r := b.refs[c]; r != "" && !slices.Contains(l.Refs, r) {
			l.Refs = append(l.Refs, r)
		}
	}
	return l
}

// column is an accused's name.
func (b *builder) column(a assess.Accused) string {
	if !a.Unnamed {
		return a.Party.Name
	}
	if a.Party.Country == "" {
		if len(a.Forms) == 1 && strings.Contains(a.Forms[0], " ") { // "actors" alone says no more than unnamed
			return a.Forms[0]
		}
		return "unnamed actors"
	}
	return "unnamed actors (" + b.country(a.Party.Country) + ")"
}

// country is the name of a state as the claims have it, else its code.
func (b *builder) country(code string) string {
	for _, c := range b.Assessment.Claims {
		for _, p := range []*ascribe.Party{c.Subject, c.Object, &c.Source} {
			if p != nil && p.Country == code && p.Type == string(ascribe.State) {
				return p.Name
			}
		}
	}
	return code
}

func (b *builder) accused(key string) assess.Accused {
	for _, a := range b.Assessment.Accused {
		if a.Key == key {
			return a
		}
	}
	return assess.Accused{}
}

func (b *builder) documents() []Document {
	var out []Document
	for _, d := range b.sorted {
		doc := Document{Number: b.numbers[d.ID], Claims: b.perDoc[d.ID], Document: d}
		for _, f := range d.Flags {
			doc.Notes = append(doc.Notes, Line{Text: f.Flag + ": " + f.Why})
		}
		for _, c := range b.Assessment.Copies {
			if c.Document == d.ID {
				doc.Notes = append(doc.Notes, Line{Text: "repeats the text of document " + itoa(b.numbers[c.Of]) + " (" + itoa(int(c.Overlap*100+.5)) + "% of it)"})
			}
		}
		out = append(out, doc)
	}
	return out
}

func (b *builder) citations() []Citation {
	var out []Citation
	for _, c := range b.Assessment.Claims {
		var via []string
		for _, p := range c.Via {
			via = append(via, p.Name)
		}
		out = append(out, Citation{Ref: b.refs[c.ID], Claim: c.ID, Document: c.Document, Source: c.Source.Name, Via: via, Stance: c.Stance, Quote: c.Quote, Grade: b.gradeOf(c.ID)})
	}
	slices.SortStableFunc(out, func(x, y Citation) int { return cmp.Compare(b.numbers[x.Document], b.numbers[y.Document]) })
	return out
}
