package web

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"ascribe/internal/dossier"
)

// relayed is a source with the documents that carry its words.
type relayed struct {
	Source    string
	Documents []carrier
}

// carrier is a document with how many claims of one source it carries.
type carrier struct {
	ID, Name string
	Number   int // of the document in the dossier
	Claims   int
}

// relayedBy counts, for each source in the order of its first citation, the
// claims that each document carries.
func relayedBy(d dossier.Dossier) []relayed {
	documents := map[string]dossier.Document{}
	for _, doc := range d.Documents {
		documents[doc.ID] = doc
	}
	var out []relayed
	for _, c := range d.Citations {
		i := slices.IndexFunc(out, func(r relayed) bool { return r.Source == c.Source })
		if i < 0 {
			out, i = append(out, relayed{Source: c.Source}), len(out)
		}
		j := slices.IndexFunc(out[i].Documents, func(k carrier) bool { return k.ID == c.Document })
		if j < 0 {
			doc := documents[c.Document]
			name := cmp.Or(doc.Publisher, titleOf(doc.Document))
			out[i].Documents, j = append(out[i].Documents, carrier{ID: c.Document, Number: doc.Number, Name: fmt.Sprintf("%d %s", doc.Number, name)}), len(out[i].Documents)
		}
		out[i].Documents[j].Claims++
	}
	slices.SortStableFunc(out, func(a, b relayed) int { return cmp.Compare(len(b.Documents), len(a.Documents)) })
	return out
}

// relays is a picture of who is carried by which document: sources left,
// documents right, a line for each pair, as wide as it has claims.
type relays struct {
	Width, Height int
	Lines         []relayLine
	Labels        []relayLabel
}

type relayLine struct {
	Path  string
	Wide  int
	Class string // "many" where the source is in several documents
}

type relayLabel struct {
	X, Y   int
	Anchor string
	Text   string
}

// The measures of the picture, in SVG user units.
const (
	relayWidth  = 1000
	relayLeft   = 400 // where the lines begin
	relayRight  = 640
	relayRow    = 24
	mostRelays  = 40 // sources: beyond, a picture shows nothing
	labelLength = 46 // characters
	widestLine  = 8
)

// newRelays draws it; nil where there are too few or too many to see anything.
func newRelays(all []relayed) *relays {
	var documents []carrier
	for _, r := range all {
		for _, c := range r.Documents {
			if !slices.ContainsFunc(documents, func(k carrier) bool { return k.ID == c.ID }) {
				documents = append(documents, c)
			}
		}
	}
	if len(all) < 2 || len(all) > mostRelays || len(documents) == 0 {
		return nil
	}
	slices.SortFunc(documents, func(a, b carrier) int { return cmp.Compare(a.Number, b.Number) })
	rows := max(len(all), len(documents))
	p := &relays{Width: relayWidth, Height: relayRow * (rows + 1)}
	place := func(i, n int) int { return relayRow*rows*(2*i+1)/(2*n) + relayRow/2 }
	for i, d := range documents {
		p.Labels = append(p.Labels, relayLabel{relayRight + 10, place(i, len(documents)) + 5, "start", shortened(d.Name)})
	}
	for i, r := range all {
		y := place(i, len(all))
		p.Labels = append(p.Labels, relayLabel{relayLeft - 10, y + 5, "end", shortened(r.Source)})
		class := "one"
		if len(r.Documents) > 1 {
			class = "many"
		}
		for _, c := range r.Documents {
			to := place(slices.IndexFunc(documents, func(k carrier) bool { return k.ID == c.ID }), len(documents))
			middle := (relayLeft + relayRight) / 2
			path := fmt.Sprintf("M%d %d C%d %d %d %d %d %d", relayLeft, y, middle, y, middle, to, relayRight, to)
			p.Lines = append(p.Lines, relayLine{path, min(c.Claims+1, widestLine), class})
		}
	}
	return p
}

// shortened cuts a label that would leave the picture.
func shortened(s string) string {
	if utf8.RuneCountInString(s) <= labelLength {
		return s
	}
	return string([]rune(s)[:labelLength-1]) + "…"
}
