package model

import (
	"fmt"
	"regexp"
	"strings"

	"ascribe"
)

// scrutiny is the check of one claim whose passage is found.
type scrutiny struct {
	*checker
	raw     rawClaim
	passage ascribe.Span
	claim   *ascribe.Claim
}

// emptied notes a field that did not hold and was left out. What the model said
// stands in the rejection alone: no word of it reaches the claim.
func (s *scrutiny) emptied(field, why, other string) {
	s.claim.Caveats = append(s.claim.Caveats, ascribe.Caveat{Field: field, Why: why})
	s.reject(field, why+"; the claim was kept without it", other)
}

// source settles who says it; false when the model names somebody who isn't there.
func (s *scrutiny) source() bool {
	s.claim.Source = s.in.Publisher
	if s.raw.Source != nil && !s.isPublisher(*s.raw.Source) {
		p, how, ok := s.party(*s.raw.Source, s.stretch(1), true)
		if !ok {
			return false
		}
		s.claim.Source = p
		s.path("source: " + how)
	}
	if s.in.SpeaksFor != nil {
		s.claim.SpeaksFor = s.in.SpeaksFor(s.claim.Source)
	}
	s.via()
	return true
}

// via is who passes it on: the publisher, then those whom the passage names.
func (s *scrutiny) via() {
	if s.claim.Source.Key() == s.in.Publisher.Key() {
		return
	}
	via := []ascribe.Party{s.in.Publisher}
	seen := map[string]bool{s.in.Publisher.Key(): true, s.claim.Source.Key(): true}
	for _, raw := range s.raw.Via[:min(len(s.raw.Via), 5)] {
		if p, _, ok := s.party(raw, s.stretch(1), true); ok && !seen[p.Key()] {
			seen[p.Key()] = true
			via = append(via, p)
		}
	}
	s.claim.Via = via
}

func (s *scrutiny) path(step string) {
	s.claim.Explanation.Path = append(s.claim.Explanation.Path, step)
}

// parties settles subject and object. One that isn't borne out is left out and
// the claim marked; false when none is left.
func (s *scrutiny) parties() bool {
	for _, role := range []struct {
		field string
		raw   *rawParty
		to    **ascribe.Party
	}{{"subject", s.raw.Subject, &s.claim.Subject}, {"object", s.raw.Object, &s.claim.Object}} {
		if role.raw == nil {
			continue
		}
		p, how, ok := s.party(*role.raw, s.stretch(0), false)
		if !ok {
			s.emptied(role.field, "the passage names no such party", role.raw.Name)
			s.claim.Certainty = doubtful
			continue
		}
		if s.claim.Predicate == ascribe.SameAs && p.Text != "" {
			p.Name = p.Text // a statement on names, as they are written
		}
		*role.to = &p
		s.path(role.field + ": " + how)
	}
	return (s.claim.Subject != nil || s.claim.Object != nil) && !s.samePartyTwice()
}

// samePartyTwice reports a statement of somebody about themselves, which a model
// makes when it mistakes one party for the other.
func (s *scrutiny) samePartyTwice() bool {
	a, b := s.claim.Subject, s.claim.Object
	return a != nil && b != nil && (a.Key() == b.Key() && s.claim.Predicate != ascribe.SameAs || ascribe.Fold(a.Name) == ascribe.Fold(b.Name))
}

var technique = regexp.MustCompile(`^T\d{4}(\.\d{3})?$`)

// attributes settles what a claim says beyond its parties; what doesn't hold is
// left out.
func (s *scrutiny) attributes() {
	if v := deref(s.raw.Value); v != "" {
		if s.allowed(v) {
			s.claim.Value = v
		} else {
			s.emptied("value", "the codebook has no such value for "+string(s.claim.Predicate)+", or the passage no such words", v)
		}
	}
	if r := s.raw.Confidence; r != nil {
		words, ok := s.words(r.Words)
		if s.claim.Confidence = ascribe.NewConfidence(r.Level, words); !ok || s.claim.Confidence == nil {
			s.claim.Confidence = nil
			s.emptied("confidence", "the passage has no such words of confidence", r.Level+": "+r.Words)
		}
	}
	if r := s.raw.Likelihood; r != nil {
		words, ok := s.words(r.Words)
		if s.claim.Likelihood = ascribe.NewLikelihood(r.Band, words); !ok || s.claim.Likelihood == nil {
			s.claim.Likelihood = nil
			s.emptied("likelihood", "the passage has no such words of likelihood", r.Band+": "+r.Words)
		}
	}
	if l := s.claim.Likelihood; l != nil && l.High <= 45 && s.claim.Stance == ascribe.Asserts {
		s.claim.Stance = ascribe.Doubts // by the codebook
	}
	if h := deref(s.raw.Hedge); h != "" {
		s.claim.Hedge, _ = s.words(h)
	}
	s.claim.When = s.interval("when", s.raw.When)
	s.claim.Said = s.interval("said", s.raw.Said)
}

// allowed reports whether a value is one of the predicate's; where those are
// free, it must be a technique's id or stand in the passage.
func (s *scrutiny) allowed(value string) bool {
	if s.claim.Predicate.Values() != nil {
		return s.claim.Predicate.Allows(value)
	}
	if s.claim.Predicate == ascribe.Used && technique.MatchString(value) {
		_, ok := s.text.find(value, s.passage, false)
		return ok
	}
	words, ok := s.words(value)
	return ok && len(words) <= 80 && (s.claim.Predicate == ascribe.Sanctioned || s.claim.Predicate == ascribe.OtherAccusation)
}

// words finds words in the passage and gives them as they stand there.
func (s *scrutiny) words(words string) (string, bool) {
	at, ok := s.text.find(words, s.passage, false)
	if !ok {
		return "", false
	}
	return strings.Join(strings.Fields(at.Of(s.prose)), " "), true
}

// interval is the expression of time that stands where the model points. Days
// are worked out from the text, never taken from an answer.
func (s *scrutiny) interval(field string, words *string) *ascribe.Interval {
	if deref(words) == "" {
		return nil
	}
	at, ok := s.text.find(*words, s.passage, false)
	if !ok {
		s.emptied(field, "the passage has no such words of time", *words)
		return nil
	}
	for _, x := range s.times {
		if x.Overlaps(at) && s.passage.Contains(x.Span) {
			return x.Interval(s.prose)
		}
	}
	return nil // words that fix no days
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return strings.TrimSpace(*s)
}

// isPublisher reports whether a party is the document's publisher.
func (s *scrutiny) isPublisher(raw rawParty) bool {
	for _, name := range []string{s.in.Publisher.Name, s.in.Publisher.Text, s.in.Document.Publisher} {
		if name != "" && ascribe.Fold(plain(raw.Name)) == ascribe.Fold(name) {
			return true
		}
	}
	return s.in.Publisher.ID != "" && s.names.of[ascribe.Fold(plain(raw.Name))][s.in.Publisher.ID]
}

const antecedents = 3 // sentences

// stretch is where what the passage refers back to may stand: the sentences
// before it and the passage itself; for speakers, who often follow what they said,
// a sentence behind it as well.
func (s *scrutiny) stretch(behind int) ascribe.Span {
	out := s.passage
	for i, sentence := range s.sentences {
		if sentence.Start == s.passage.Start {
			out.Start = s.sentences[max(0, i-antecedents)].Start
		}
		if sentence.End == s.passage.End {
			out.End = s.sentences[min(len(s.sentences)-1, i+behind)].End
		}
	}
	return out
}

func quoted(words string) string { return fmt.Sprintf("“%s”", words) }
