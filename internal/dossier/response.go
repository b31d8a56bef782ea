package dossier

import (
	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/wording"
)

// responses are the deeds in answer to the incident, or those of the same kind that came before it.
func (b *builder) responses(earlier bool) []Line {
	var out []Line
	for _, r := range b.Assessment.Responses {
		if r.Earlier == earlier {
			out = append(out, b.response(r))
		}
	}
	return out
}

func (b *builder) response(r assess.Response) Line {
	s := ascribe.Statement{Predicate: r.Predicate, Value: r.Value, Subject: r.Actor}
	if len(r.Targets) > 0 {
		var targets []string
		for _, t := range r.Targets {
			targets = append(targets, wording.Named(&t))
		}
		s.Object = &ascribe.Party{Name: wording.And(targets)}
	}
	text := wording.Phrase(s)
	if r.Stance != ascribe.Asserts {
		text = string(r.Stance) + ": " + text
	}
	if r.When != nil {
		text += ", " + wording.Interval(r.When)
	}
	return b.line(text, r.Claims...)
}
