package dossier

import (
	"fmt"
	"strconv"
	"strings"

	"ascribe/internal/assess"
	"ascribe/internal/wording"
)

// support tells for each accused how many stand where, with their names, and
// what their words add up to.
func (b *builder) support() []Support {
	var out []Support
	for i, h := range b.Assessment.Hypotheses {
		a := b.accused(h.Accused)
		s := Support{Accused: b.column(a), Contested: h.Contested(), Refs: b.line("", h.Claims...).Refs, Tally: b.tally(h.Tally)}
		does := "held responsible by"
		if h.LinkOnly {
			does = "linked by"
		}
		s.Text = s.Accused + " — " + s.counts(does) + "."
		s.Figure = b.figure(b.Assessment.Support[i])
		out = append(out, s)
	}
	return out
}

// tally opens counts into names.
func (b *builder) tally(t assess.Tally) Tally {
	out := Tally{Asserting: b.namesOf(t.Asserting), Publications: b.namesOf(t.Publications), Admitting: b.namesOf(t.Admitting),
		Denying: b.namesOf(t.Denying), Doubting: b.namesOf(t.Doubting)}
	for _, d := range t.Relays {
		out.Relays = append(out.Relays, b.numbers[d])
	}
	for _, a := range t.Aside {
		out.Aside = append(out.Aside, b.aside(a))
	}
	return out
}

// aside says who is not counted and why.
func (b *builder) aside(a assess.Aside) string {
	name := strings.Join(b.namesOf([]string{a.Source}), "")
	if a.Why == assess.OwnBody {
		return name + " is not counted beside a body of its own: " + strings.Join(b.namesOf([]string{a.Beside}), "")
	}
	return name + " is not counted: its text is that of document " + itoa(b.numbers[a.Beside])
}

// counts puts a tally in words; asserted is how the count of those who assert it begins.
func (t Tally) counts(asserted string) string {
	var parts []string
	add := func(before string, n int, noun string, names []string) {
		if n > 0 {
			parts = append(parts, before+" "+strings.TrimSpace(wording.Count(n, noun))+": "+strings.Join(names, ", "))
		}
	}
	add(asserted, len(t.Asserting), "independent source", t.Asserting)
	add("said in its own words by", len(t.Publications), "publication", t.Publications)
	if len(t.Admitting) > 0 {
		parts = append(parts, "claims it itself: "+strings.Join(t.Admitting, ", "))
	}
	if len(t.Denying) > 0 {
		parts = append(parts, "denied by "+itoa(len(t.Denying))+": "+strings.Join(t.Denying, ", "))
	}
	if len(t.Doubting) > 0 {
		parts = append(parts, "doubted or left open by "+itoa(len(t.Doubting))+": "+strings.Join(t.Doubting, ", "))
	}
	text := strings.Join(parts, "; ")
	if n := len(t.Relays); n > 0 {
		text += "; passed on by " + wording.Count(n, "document") + ", which " + agree(n, "counts", "count") + " no further"
	}
	return text
}

// figure writes a support figure's arithmetic, a line a source and one for the sum.
func (b *builder) figure(s assess.Support) Figure {
	f := Figure{All: rounded(s.Opinion), Free: rounded(s.Free)}
	for _, step := range s.Steps {
		name := strings.Join(b.namesOf([]string{step.Source}), "")
		text := name + ": " + step.Says + ", " + figures(step.Spoken)
		for _, d := range step.Discounts {
			text += "; × " + decimal(d.Weight) + " (" + d.Why + ")"
		}
		if len(step.Discounts) > 0 {
			text += " = " + figures(step.Weighed)
		}
		text += fmt.Sprintf("; evidence 2b/u = %s for, 2d/u = %s against", decimal(step.For), decimal(step.Against))
		f.Steps = append(f.Steps, b.line(text, b.onePerMark(step.Claims)...))
	}
	f.Text = fmt.Sprintf("Support %s: evidence %s for and %s against of %s make %s, expected b + u/2 = %s; without those who have a stake %s.",
		decimal(s.Opinion.Expected()), decimal(s.For), decimal(s.Against), wording.Count(len(s.Steps), "voice"), figures(s.Opinion),
		decimal(s.Opinion.Expected()), decimal(s.Free.Expected()))
	return f
}

// figures writes an opinion as its three parts.
func figures(o assess.Opinion) string {
	return "b " + decimal(o.Belief) + " d " + decimal(o.Disbelief) + " u " + decimal(o.Uncertainty)
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) }

// rounded keeps four decimals, so that the last bits of a sum never show.
func rounded(o assess.Opinion) assess.Opinion {
	round := func(f float64) float64 {
		v, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'f', 4, 64), 64)
		return v
	}
	return assess.Opinion{Belief: round(o.Belief), Disbelief: round(o.Disbelief), Uncertainty: round(o.Uncertainty), Base: o.Base}
}
