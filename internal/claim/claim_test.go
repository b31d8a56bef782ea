package claim_test

import (
	"fmt"
	"os"
	"path"
	"regexp"
	"strings"
	"sync"
	"testing"

	"ascribe"
	"ascribe/internal/language"
	"ascribe/internal/pipeline"
)

var line = sync.OnceValues(func() (*pipeline.Pipeline, error) { return pipeline.Standard(language.Accurate) })

// extract takes a text through the stages as a document of 10 September 2022.
func extract(t testing.TB, text string) ascribe.Extraction {
	t.Helper()
	stages, err := line()
	if err != nil {
		t.Fatal(err)
	}
	w, err := stages.Read(ascribe.Raw{Origin: "test.txt", Bytes: []byte(text),
		Given: ascribe.Metadata{Publisher: "Harbour Gazette", Published: "2022-09-10"}})
	if err != nil {
		t.Fatal(err)
	}
	return w.Extraction()
}

// show is a claim as a line of testdata/sentences.txt.
func show(c ascribe.Claim) string {
	name := func(p *ascribe.Party) string {
		if p == nil {
			return "-"
		}
		return p.Name
	}
	line := fmt.Sprintf("%s(%s, %s)", c.Predicate, name(c.Subject), name(c.Object))
	if c.Value != "" {
		line += " " + c.Value
	}
	line += fmt.Sprintf(" | %s %s", c.Source.Name, c.Stance)
	if c.Likelihood != nil {
		line += fmt.Sprintf(" | %d-%d", c.Likelihood.Low, c.Likelihood.High)
	}
	if c.Confidence != nil {
		line += " | " + c.Confidence.Level
	}
	if c.When != nil {
		line += fmt.Sprintf(" | %s/%s", c.When.From, c.When.To)
	}
	return line
}

// fits reports whether a claim's line has every part of a pattern; a part may
// hold "*".
func fits(pattern, line string) bool {
	parts := strings.Split(line, " | ")
	for _, want := range strings.Split(pattern, " | ") {
		found := false
		for _, part := range parts {
			if ok, _ := path.Match(strings.ReplaceAll(want, "/", "~"), strings.ReplaceAll(part, "/", "~")); ok || strings.HasPrefix(part, want+" ") {
				found = true
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// TestSentences reads the cases of testdata/sentences.txt: a text, then lines
// "=> claim" that must come out and "! claim" that must not.
func TestSentences(t *testing.T) {
	raw, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range regexp.MustCompile(`\n\s*\n`).Split(string(raw), -1) {
		var text []string
		var expect []string
		for _, line := range strings.Split(strings.TrimSpace(block), "\n") {
			switch {
			case strings.HasPrefix(line, "#"):
			case strings.HasPrefix(line, "=> "), strings.HasPrefix(line, "! "):
				expect = append(expect, line)
			default:
				text = append(text, line)
			}
		}
		if len(text) == 0 {
			continue
		}
		t.Run(text[0], func(t *testing.T) { check(t, strings.Join(text, " "), expect) })
	}
}

func check(t *testing.T, text string, expect []string) {
	var lines []string
	for _, c := range extract(t, text).Claims {
		lines = append(lines, show(c))
	}
	for _, e := range expect {
		pattern, must := strings.CutPrefix(e, "=> ")
		pattern = strings.TrimPrefix(pattern, "! ")
		found := false
		for _, line := range lines {
			found = found || fits(pattern, line)
		}
		if found != must {
			t.Errorf("%s\nclaims:\n  %s", e, strings.Join(lines, "\n  "))
		}
	}
}

// TestQuotesEqualBytes: every quote is the bytes that its offsets name.
func TestQuotesEqualBytes(t *testing.T) {
	text := "Estonia’s foreign ministry said on Friday that hackers linked to Russia breached its servers. “We condemn this attack,” the minister said."
	e := extract(t, text)
	if len(e.Claims) == 0 {
		t.Fatal("no claims")
	}
	for _, c := range e.Claims {
		if err := c.Validate(text); err != nil {
			t.Errorf("%s: %v", show(c), err)
		}
	}
}

// TestStatesAreAlike: when two states change places in a text, so they do in
// every claim, and nothing else changes.
func TestStatesAreAlike(t *testing.T) {
	const text = "%[1]s accused %[2]s of attacking its parliament. %[2]s denied any involvement in the attack. " +
		"The United Nations said %[2]s hackers breached two ministries in %[1]s on Monday."
	pairs := [][2]string{{"Estonia", "Iran"}, {"Israel", "Lebanon"}, {"Japan", "China"}, {"France", "Germany"}, {"Ukraine", "Belarus"}, {"Chile", "Peru"}}
	for _, p := range pairs {
		a := lines(t, fmt.Sprintf(text, p[0], p[1]))
		b := lines(t, fmt.Sprintf(text, p[1], p[0]))
		swapped := strings.NewReplacer(p[0], p[1], p[1], p[0]).Replace(a)
		if swapped != b {
			t.Errorf("%s and %s are not treated alike:\n%s\nagainst\n%s", p[0], p[1], swapped, b)
		}
	}
}

func lines(t *testing.T, text string) string {
	var out []string
	for _, c := range extract(t, text).Claims {
		out = append(out, show(c))
	}
	return strings.Join(out, "\n")
}

// TestNothingFromOtherMatters: a text on other matters claims nothing.
func TestNothingFromOtherMatters(t *testing.T) {
	for _, text := range []string{
		"The orchestra opened its season on Friday. Critics praised the strings, and the hall was sold out.",
		"Farmers in the valley planted barley early this year. The ministry expects a good harvest, officials said.",
		"The striker hit the post twice before scoring. The home side used three substitutes and attacked down the left.",
		"She baked the bread at noon. If the oven fails, call the shop.",
	} {
		if got := extract(t, text).Claims; len(got) > 0 {
			t.Errorf("%q: %s", text, show(got[0]))
		}
	}
}

func FuzzExtract(f *testing.F) {
	stages, err := line()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("Microsoft said hackers breached the ministry. \"We deny it,\" Tehran said, adding that (aka X) A, B and C: D.")
	f.Add("* A\n* B – targeted C, D and E\n\nAlso known as F, the group hit G.")
	f.Fuzz(func(t *testing.T, text string) {
		w, err := stages.Read(ascribe.Raw{Origin: "fuzz.txt", Bytes: []byte(text), Given: ascribe.Metadata{Publisher: "X", Published: "2022-09-10"}})
		if err != nil {
			return
		}
		for _, c := range w.Claims {
			if err := c.Validate(w.Text.Content); err != nil {
				t.Fatal(err)
			}
		}
	})
}
