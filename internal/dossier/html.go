package dossier

import (
	"bytes"
	_ "embed"
	"html/template"
	"io"
	"strings"

	"ascribe/internal/wording"
)

//go:embed page.html
var pageTemplate string

//go:embed page.css
var pageStyle string

// page is what the template sees besides the dossier.
type page struct {
	Dossier
	Style    template.CSS
	Status   string
	From     string
	Counted  []section
	Told     []section
	Later    []section
	Timeline []Moment
	Chart    template.HTML // our own SVG, its texts escaped
	ChartAlt string
	Missing  string
	Notes    pageNotes
}

type pageNotes struct{ Competing, NobodyBlamed, NothingTold string }

// HTML writes the dossier as one page that needs nothing else: style and picture
// inside, no scripts, citations that lead to their quotes, a print style. The error is the writer's.
func (d Dossier) HTML(w io.Writer) error {
	var chart bytes.Buffer
	if err := d.Picture(&chart); err != nil {
		return err
	}
	t, err := template.New("page").Funcs(template.FuncMap{
		"anchor": anchor, "quote": wording.Quote, "day": wording.Day,
		"about": func(x Document) string { return strings.Join(x.about(), ", ") },
		"add":   func(a, b int) int { return a + b }, "against": againstIt,
		"label": Row.label, "graded": Citation.graded, "heading": Group.heading,
	}).Parse(pageTemplate)
	if err != nil {
		return err
	}
	p := page{Dossier: d, Style: template.CSS(pageStyle), Status: strings.Join(d.status(), " · "), From: d.Known.sentence(), //nolint:gosec // our own style
		Counted: d.counted(), Told: d.told(), Later: d.remaining(), Timeline: d.Timeline, Missing: d.unknownSentence(),
		Notes: pageNotes{competingNote, nobodyBlamed, nothingTold}}
	if pic := d.picture(); len(pic.Marks) > 0 {
		p.Chart, p.ChartAlt = template.HTML(chart.String()), pic.says() //nolint:gosec // Picture escapes
	}
	return t.Execute(w, p)
}
