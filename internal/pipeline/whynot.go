package pipeline

import (
	"strings"

	"ascribe"
	"ascribe/internal/claim"
	"ascribe/internal/knowledge"
)

// Inquiry is what came of one sentence: the parties seen in it, the claims made
// from it, and what was tried at each of its cues.
type Inquiry struct {
	Quote    ascribe.Quote     `json:"quote"`
	Mentions []ascribe.Mention `json:"mentions"`
	Claims   []ascribe.Claim   `json:"claims"`
	Attempts []claim.Attempt   `json:"attempts"`
}

// WhyNot asks of each sentence that holds the words how far it came on its way
// to a claim. Work must have gone through the stages of Standard. Case, white
// space and punctuation of the words do not matter; "" asks of every sentence.
func WhyNot(w *Work, words string) ([]Inquiry, error) {
	base, err := knowledge.Embedded()
	if err != nil {
		return nil, err
	}
	extractor, err := claim.New()
	if err != nil {
		return nil, err
	}
	attempts := extractor.Attempts(rules{extractor, base}.input(w))
	var out []Inquiry
	for _, s := range w.Analysis.Sentences {
		span := ascribe.Span{Start: s.Start, End: s.End}
		text := span.Of(w.Text.Content)
		if !strings.Contains(ascribe.Fold(text), ascribe.Fold(words)) {
			continue
		}
		q := Inquiry{Quote: ascribe.Quote{Span: span, Text: text}, Mentions: []ascribe.Mention{}, Claims: []ascribe.Claim{}, Attempts: []claim.Attempt{}}
		q.Mentions = within(q.Mentions, w.Mentions, span, func(m ascribe.Mention) ascribe.Span { return m.Span })
		q.Claims = within(q.Claims, w.Claims, span, func(c ascribe.Claim) ascribe.Span { return c.Quote.Span })
		q.Attempts = within(q.Attempts, attempts, span, func(a claim.Attempt) ascribe.Span { return a.Cue })
		out = append(out, q)
	}
	return out, nil
}

// within appends those that begin within the span.
func within[T any](out, all []T, span ascribe.Span, of func(T) ascribe.Span) []T {
	for _, x := range all {
		if at := of(x).Start; at >= span.Start && at < span.End {
			out = append(out, x)
		}
	}
	return out
}
