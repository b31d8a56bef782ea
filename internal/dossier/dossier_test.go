package dossier_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/assess/assesstest"
	"ascribe/internal/dossier"
)

var update = flag.Bool("update", false, "write the goldens anew")

func read(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func build(t *testing.T, text string, asOf ascribe.Day) dossier.Dossier {
	t.Helper()
	in := assesstest.Inputs(t, text)[0]
	in.AsOf = asOf
	return dossier.Build(dossier.Input{Incident: in.Incident, Assessment: assess.Assess(in), Documents: in.Documents})
}

const registers = "../assess/testdata/registers.case"

func TestGoldens(t *testing.T) {
	text := read(t, registers)
	for _, g := range []struct {
		file  string
		asOf  ascribe.Day
		write func(dossier.Dossier, *bytes.Buffer) error
	}{
		{"registers.txt", "", func(d dossier.Dossier, b *bytes.Buffer) error { return d.Text(b) }},
		{"registers.md", "", func(d dossier.Dossier, b *bytes.Buffer) error { return d.Markdown(b) }},
		{"registers.html", "", func(d dossier.Dossier, b *bytes.Buffer) error { return d.HTML(b) }},
		{"registers.svg", "", func(d dossier.Dossier, b *bytes.Buffer) error { return d.Picture(b) }},
		{"registers.json", "", func(d dossier.Dossier, b *bytes.Buffer) error { return d.JSON(b) }},
		{"registers-2031-03-05.txt", "2031-03-05", func(d dossier.Dossier, b *bytes.Buffer) error { return d.Text(b) }},
	} {
		var b bytes.Buffer
		if err := g.write(build(t, text, g.asOf), &b); err != nil {
			t.Fatal(err)
		}
		golden(t, "testdata/"+g.file, b.Bytes())
	}
}

// golden compares with a file, or writes it anew with -update.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if read(t, path) != string(got) {
		t.Errorf("%s differs; see what changed with -update and git diff", path)
	}
}

func TestTextFitsATerminal(t *testing.T) {
	var b bytes.Buffer
	if err := build(t, read(t, registers), "").Text(&b); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > dossier.Width {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

// TestCitations: every line cites, and every citation resolves to a quote.
func TestCitations(t *testing.T) { checkCitations(t, build(t, read(t, registers), "")) }

// quotes, the dossier is the same with the names changed.
func TestSwap(t *testing.T) {
	text := read(t, registers)
	swap := strings.NewReplacer("Ruritania", "Fredonia", "Fredonia", "Ruritania", "XR", "XF", "XF", "XR", "state:xr", "state:xf", "state:xf", "state:xr")
	var a, b bytes.Buffer
	if err := build(t, text, "").Text(&a); err != nil {
		t.Fatal(err)
	}
	if err := build(t, swap.Replace(text), "").Text(&b); err != nil {
		t.Fatal(err)
	}
	back := regexp.MustCompile(`\s+`).ReplaceAllString(swap.Replace(b.String()), " ")
	want := regexp.MustCompile(`\s+`).ReplaceAllString(a.String(), " ")
	if ids := strings.NewReplacer("xr-2031", "x-2031", "xf-2031", "x-2031"); ids.Replace(back) != ids.Replace(want) {
		t.Errorf("swapped:\n%s\nwant:\n%s", back, want)
	}
}

func TestJSONReadsBack(t *testing.T) {
	var b, again bytes.Buffer
	d := build(t, read(t, registers), "")
	if err := d.JSON(&b); err != nil {
		t.Fatal(err)
	}
	var back dossier.Dossier
	if err := json.Unmarshal(b.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if err := back.JSON(&again); err != nil {
		t.Fatal(err)
	}
	if b.String() != again.String() {
		t.Error("a dossier read back from JSON differs")
	}
}

// TestHostileText: what documents say can't become markup.
func TestHostileText(t *testing.T) {
	text := strings.ReplaceAll(read(t, registers), "Dune Adder", "<script>alert(1)</script> [x](javascript:y) `")
	text = strings.ReplaceAll(text, "Lookout Lab", "Lookout <b onclick=x>Lab</b></title>")
	d := build(t, text, "")
	for format, write := range map[string]func(*bytes.Buffer) error{
		"Markdown": func(b *bytes.Buffer) error { return d.Markdown(b) }, "HTML": func(b *bytes.Buffer) error { return d.HTML(b) },
		"SVG": func(b *bytes.Buffer) error { return d.Picture(b) }} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"<script", "<b onclick", `[^\\]\]\(javascript:`, `href="javascript`} {
			if format == "Markdown" || bad[0] == '<' || bad[0] == 'h' {
				if regexp.MustCompile(bad).MatchString(b.String()) {
					t.Errorf("%s holds %s", format, bad)
				}
			}
		}
	}
}

func TestNothingToTell(t *testing.T) {
	var b bytes.Buffer
	d := dossier.Build(dossier.Input{Incident: ascribe.Incident{ID: "x", Title: "Nothing"}, Assessment: assess.Assess(assess.Input{})})
	if err := d.Text(&b); err != nil {
		t.Fatal(err)
	}
	if err := d.Markdown(&b); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(d.HTML(&b), d.PDF(&b), d.Picture(&b)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "Nobody in these documents says who did it.") {
		t.Errorf("an empty dossier does not say so:\n%s", b.String())
	}
}
