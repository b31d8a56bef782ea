package render

import (
	"fmt"
	"io"
	"strings"

	"ascribe"
)

const labelWidth = 14 // columns before a line of an explanation

// Explain writes one claim of an extraction with how it came about: what it
// says, its sentence and cue, the rule, how each role was reached, and why its
// parties were linked as they were. Number is its number in the table.
func Explain(w io.Writer, e ascribe.Extraction, number, width int) error {
	c := e.Claims[number-1]
	var b strings.Builder
	fmt.Fprintf(&b, "%s · claim %d · %s\n", e.Document.File, number, c.ID)
	line := func(label, text string) {
		if text != "" {
			fmt.Fprintf(&b, "  %-*s%s\n", labelWidth-2, label, wrap(text, labelWidth, width))
		}
	}
	line("says", fmt.Sprintf("%s %s: %s", speaker(c), c.Stance, Statement(c.Statement)))
	line("via", names(c.Via))
	line("speaks for", names(c.SpeaksFor))
	line("when", whenWords(c.When))
	line("said", whenWords(c.Said))
	line("confidence", confidence(c.Confidence))
	line("likelihood", likelihood(c.Likelihood))
	line("hedge", c.Hedge)
	line("sentence", fmt.Sprintf("“%s” (bytes %d to %d)", oneLine(c.Quote.Text), c.Quote.Start, c.Quote.End))
	line("cue", c.Explanation.Cue)
	line("rule", c.Explanation.Rule)
	for _, step := range c.Explanation.Path {
		line("role", step)
	}
	for _, party := range parties(c) {
		line(party.role, resolved(party.Party))
	}
	for _, link := range c.Explanation.Links {
		line("link", link)
	}
	for _, caveat := range c.Caveats {
		line("caveat", caveatWords(caveat))
	}
	line("supports", strings.Join(c.Supports, ", "))
	if c.Certainty > 0 {
		line("certainty", fmt.Sprintf("%.2f, the extractor's own (%s)", c.Certainty, c.Extractor))
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

func caveatWords(c ascribe.Caveat) string {
	words := c.Field + ": " + c.Why
	if c.Other != "" {
		words += " (" + oneLine(c.Other) + ")"
	}
	return words
}

// Rejected writes what extractors read in a document and checks refused.
func Rejected(w io.Writer, d ascribe.Document, width int) error {
	if len(d.Rejected) == 0 {
		return nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s · refused: %d\n", d.File, len(d.Rejected))
	for _, r := range d.Rejected {
		fmt.Fprintf(&b, "  %-*s%s\n", labelWidth-2, r.Check, wrap(r.Why, labelWidth, width))
		if r.Said != "" {
			fmt.Fprintf(&b, "%s%s\n", strings.Repeat(" ", labelWidth), wrap("it said: "+oneLine(r.Said), labelWidth, width))
		}
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

type roleParty struct {
	role string
	*ascribe.Party
}

func parties(c ascribe.Claim) []roleParty {
	return []roleParty{{"source is", &c.Source}, {"subject is", c.Subject}, {"object is", c.Object}}
}

// resolved says what a party was taken for, and from which words.
func resolved(p *ascribe.Party) string {
	if p == nil {
		return "not named"
	}
	text := PartyName(p)
	if p.ID != "" {
		text += " = " + p.ID
	} else {
		text += ", described only"
	}
	if p.Text != "" && p.Text != p.Name {
		text += ", from “" + oneLine(p.Text) + "”"
	}
	return text
}

func names(parties []ascribe.Party) string {
	var out []string
	for _, p := range parties {
		out = append(out, PartyName(&p))
	}
	return strings.Join(out, " → ")
}

func whenWords(i *ascribe.Interval) string {
	if i == nil {
		return ""
	}
	if i.Text == "" {
		return isoInterval(i)
	}
	return fmt.Sprintf("%s (“%s”)", isoInterval(i), oneLine(i.Text))
}

func confidence(c *ascribe.Confidence) string {
	if c == nil {
		return ""
	}
	return fmt.Sprintf("%s (“%s”, STIX %d)", c.Level, oneLine(c.Words), c.STIX)
}

func likelihood(l *ascribe.Likelihood) string {
	if l == nil {
		return ""
	}
	return fmt.Sprintf("%d–%d%% (“%s”)", l.Low, l.High, oneLine(l.Words))
}

func isoInterval(i *ascribe.Interval) string {
	if i.From == i.To {
		return string(i.From)
	}
	return string(i.From) + "/" + string(i.To)
}
