package dossier_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/assess/assesstest"
	"ascribe/internal/dossier"
)

// checkCitations fails where a line cites nothing, or something that is nowhere.
func checkCitations(t *testing.T, d dossier.Dossier) {
	t.Helper()
	known := map[string]bool{}
	for _, c := range d.Citations {
		if c.Quote.Text == "" || c.Document == "" || known[c.Ref] {
			t.Errorf("citation %+v is empty or double", c)
		}
		known[c.Ref] = true
	}
	check := func(section, text string, refs []string, other string) {
		if len(refs) == 0 && other == "" {
			t.Errorf("%s, %s: %q has no citation", d.ID, section, text)
		}
		for _, r := range refs {
			if !known[r] {
				t.Errorf("%s, %s: %q cites %s, which is nowhere", d.ID, section, text, r)
			}
		}
	}
	for section, lines := range linesOf(d) {
		for _, l := range lines {
			check(section, l.Text, l.Refs, l.Known)
		}
	}
	for _, s := range d.Support {
		check("support", s.Text, s.Refs, "")
	}
	for _, s := range d.Statements {
		check("statements", s.Text, s.Refs, "")
	}
	for _, row := range d.Matrix.Rows {
		for _, c := range row.Cells {
			for _, m := range c.Marks {
				check("matrix", m.Words, m.Refs, "")
			}
		}
	}
}

// linesOf are a dossier's lines by section.
func linesOf(d dossier.Dossier) map[string][]dossier.Line {
	out := map[string][]dossier.Line{"lead": d.Lead, "names": d.Names, "responses": d.Responses, "earlier": d.Earlier, "disputes": d.Disputes,
		"others": d.Others, "independence": d.Independence, "garbled": d.Garbled}
	for _, g := range d.Grounds {
		out["grounds"] = append(out["grounds"], g.Lines...)
	}
	for _, g := range d.Effects {
		out["effects"] = append(out["effects"], g.Lines...)
	}
	for _, m := range d.Timeline {
		out["timeline"] = append(out["timeline"], m.Line)
	}
	for _, c := range d.Matrix.Columns {
		out["ties"] = append(out["ties"], c.Ties...)
	}
	for _, r := range d.Competing.Rows {
		out["competing"] = append(out["competing"], r.Line)
	}
	for _, s := range d.Support {
		out["figures"] = append(out["figures"], s.Figure.Steps...)
	}
	return out
}

// examples are the dossiers of the example documents as they are labelled, as of a day, by id.
func examples(t *testing.T, asOf ascribe.Day) []dossier.Dossier {
	t.Helper()
	inputs := assesstest.Labelled(t, "../../examples/expected", "../../examples/documents", "../../examples/whole.json")
	var out []dossier.Dossier
	for _, id := range slices.Sorted(maps.Keys(inputs)) {
		in := inputs[id]
		in.AsOf = asOf
		out = append(out, dossier.Build(dossier.Input{Incident: in.Incident, Assessment: assess.Assess(in), Documents: in.Documents}))
	}
	return out
}

// TestDayByDay: what was known of the attack on Albania on each day of the week in which it was made public.
func TestDayByDay(t *testing.T) {
	for _, day := range []ascribe.Day{"2022-09-07", "2022-09-08", "2022-09-09", "2022-09-10", "2022-09-11", "2022-09-12"} {
		var b bytes.Buffer
		for _, d := range examples(t, day) {
			if d.ID == "al-2022-07" {
				if err := d.Text(&b); err != nil {
					t.Fatal(err)
				}
			}
		}
		told, _, _ := strings.Cut(b.String(), "GRADES OF THE SOURCES") // the rest has goldens of its own
		golden(t, "testdata/albania-"+string(day)+".txt", []byte(told))
	}
}

// TestEverySentenceCites: on all incidents of the examples, as of every day that matters.
func TestEverySentenceCites(t *testing.T) {
	for _, day := range []ascribe.Day{"", "2022-09-07", "2022-09-09", "2019-01-01"} {
		for _, d := range examples(t, day) {
			checkCitations(t, d)
		}
	}
}

// TestFormats: every format of every example is well formed, and the same twice.
func TestFormats(t *testing.T) {
	for _, d := range examples(t, "") {
		var pdf, again, page, picture bytes.Buffer
		if err := errors.Join(d.PDF(&pdf), d.PDF(&again), d.HTML(&page), d.Picture(&picture)); err != nil {
			t.Fatalf("%s: %v", d.ID, err)
		}
		if !bytes.HasPrefix(pdf.Bytes(), []byte("%PDF-")) || !bytes.Equal(pdf.Bytes(), again.Bytes()) {
			t.Errorf("%s: the PDF differs from one run to the next", d.ID)
		}
		if err := wellFormed(picture.Bytes()); err != nil {
			t.Errorf("%s: the picture: %v", d.ID, err)
		}
		for _, outside := range []string{"<script", "src=", "@import", "http-equiv=\"refresh"} {
			if strings.Contains(page.String(), outside) {
				t.Errorf("%s: the page holds %s", d.ID, outside)
			}
		}
		for _, c := range d.Citations {
			if id := `id="c-` + strings.ReplaceAll(c.Ref, ":", "-") + `"`; strings.Count(page.String(), id) != 1 {
				t.Errorf("%s: %s is there %d times", d.ID, id, strings.Count(page.String(), id))
			}
		}
	}
}

func wellFormed(raw []byte) error {
	for decoder := xml.NewDecoder(bytes.NewReader(raw)); ; {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// FuzzFormats: no text that a document may hold breaks a format.
func FuzzFormats(f *testing.F) {
	f.Add("Ruritania", "2031-03-04")
	f.Add("\x00<&\u202e\U0001F600ﷺ", "")
	f.Fuzz(func(t *testing.T, name, day string) {
		when, err := ascribe.ParseDay(day)
		if err != nil {
			when = ""
		}
		d := dossier.Dossier{ID: name, Title: name, Lead: []dossier.Line{{Text: name, Refs: []string{"1:1"}}},
			Matrix: dossier.Matrix{Columns: []dossier.Column{{Key: name, Name: name}},
				Rows: []dossier.Row{{Name: name, Cells: []dossier.Cell{{Marks: []dossier.Mark{{Words: name, Refs: []string{"1:1"}}}}}}}},
			Timeline:  []dossier.Moment{{From: when, To: when, Lane: "deed", Line: dossier.Line{Text: name}}},
			Documents: []dossier.Document{{Number: 1, Document: ascribe.Document{Title: name, Published: when}}},
			Citations: []dossier.Citation{{Ref: "1:1", Source: name, Quote: ascribe.Quote{Text: name}}}}
		var page, picture bytes.Buffer
		if err := errors.Join(d.PDF(io.Discard), d.HTML(&page), d.Picture(&picture), d.Text(io.Discard), d.Markdown(io.Discard)); err != nil {
			t.Fatal(err)
		}
		if err := wellFormed(picture.Bytes()); err != nil {
			t.Fatalf("%v:\n%s", err, picture.String())
		}
	})
}
