package dossier

import (
	"cmp"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/wording"
)

// leadResponses and leadAccused bound what the opening paragraph takes up; the
// sections below it have all.
const (
	leadResponses = 4
	leadBlames    = 6
	leadPerParty  = 2
	leadRefs      = 4
)

// lead is the opening paragraph: what happened, who says who did it, who denies
// it, what followed. Every sentence is put together from claims.
func (b *builder) lead() []Line {
	out := b.happened()
	out = append(out, b.blamed()...)
	out = append(out, b.rejected()...)
	return append(out, b.followed()...)
}

// happened tells of the attack itself and who dates it how.
func (b *builder) happened() []Line {
	v := b.Incident.Victim
	if v == nil {
		return nil
	}
	var acts []string
	seen := map[string]bool{}
	for _, c := range b.Assessment.Claims {
		if c.Predicate == ascribe.Attacked && c.Stance == ascribe.Asserts && c.Object.Key() == v.Key() && !seen[b.source[c.ID]] && len(acts) < leadRefs {
			seen[b.source[c.ID]] = true
			acts = append(acts, c.ID)
		}
	}
	if len(acts) == 0 {
		return nil
	}
	hit := wording.Hit(b.method())
	text := hit + " " + wording.Named(v)
	if len(b.Assessment.Times) > 0 {
		t := b.Assessment.Times[0]
		text += " " + at(&t.When)
		acts = append(acts, t.Claims[0])
		if len(b.Assessment.Times) > 1 {
			text += ", as " + wording.And(articled(b.sourcesOf(t.Claims))) + " " + agree(len(t.Sources), "dates", "date") + " it"
		}
	}
	return []Line{b.line(wording.Sentence(text), acts...)}
}

func articled(names []string) []string {
	for i := range names {
		names[i] = wording.WithArticle(names[i])
	}
	return names
}

// method is the value that most of the attacks on the victim name; "" for none.
func (b *builder) method() string {
	count := map[string]int{}
	all := 0
	for _, c := range b.Assessment.Claims {
		if c.Predicate == ascribe.Attacked && c.Stance == ascribe.Asserts {
			all++
			count[c.Value]++
		}
	}
	for v, n := range count {
		if 2*n > all && wording.Hit(v) != "" {
			return v
		}
	}
	return ""
}

func agree(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// at puts a time behind a verb: "on 15 July 2022", "in July 2022", "between …".
func at(i *ascribe.Interval) string {
	s := wording.Interval(i)
	switch {
	case s == "" || strings.HasPrefix(s, "since") || strings.HasPrefix(s, "until"):
		return s
	case i.From == i.To:
		return "on " + s
	case strings.ContainsRune(s, '–') && !strings.HasPrefix(s, "January–"):
		return "in the days " + s
	}
	return "in " + s
}

// weightOf orders what followed for the opening: deeds before words.
func weightOf(r assess.Response) int {
	order := []string{"severed-relations", "expelled-diplomats", "sanctioned", "indicted", "convicted", "arrested", "cyber-operation", "takedown",
		"recalled-ambassador", "summoned-ambassador", "demarche", "reward-offered", "charged", "launched-investigation"}
	if i := slices.Index(order, cmp.Or(r.Value, string(r.Predicate))); i >= 0 {
		return i
	}
	return len(order)
}

// followed tells of the weightiest responses in order of time.
func (b *builder) followed() []Line {
	var picked []assess.Response
	for _, r := range b.Assessment.Responses {
		if r.Stance == ascribe.Asserts && !r.Earlier && weightOf(r) < 13 {
			picked = append(picked, r)
		}
	}
	slices.SortStableFunc(picked, func(x, y assess.Response) int { return cmp.Compare(weightOf(x), weightOf(y)) })
	picked = picked[:min(len(picked), leadResponses)]
	var out []Line
	for _, r := range picked {
		l := b.response(r)
		l.Text = wording.Sentence(l.Text)
		l.Refs = l.Refs[:min(len(l.Refs), 2)]
		out = append(out, l)
	}
	return out
}
