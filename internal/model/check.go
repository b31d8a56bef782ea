package model

import (
	"fmt"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/temporal"
)

const (
	mostSentences = 2    // of a quote, by the codebook
	longestQuote  = 2000 // bytes, where sentences can't be told apart
	certainty     = 0.7  // of a claim that passed every check; docs/extractors.md
	doubtful      = 0.4  // of one that lost a party
)

// checker holds one document while answers on it are checked.
type checker struct {
	in        Input
	extractor string
	prose     string
	shown     string // prose without orders
	text      folded // of prose
	sentences []ascribe.Span
	orders    []ascribe.Span
	times     []temporal.Expression
	names     names
	claims    []ascribe.Claim
	rejected  []ascribe.Rejection
}

func newChecker(in Input, extractor string, sentences []ascribe.Span) *checker {
	k := &checker{in: in, extractor: extractor, prose: in.Text.Prose(), sentences: sentences}
	k.text = fold(k.prose)
	k.times = temporal.Find(k.prose, in.Document.Published)
	k.names = newNames(in)
	return k
}

// sentencesOf are the sentences of a document's prose, in order: those of the
// analysis, else its blocks. A monster is cut to pieces.
func sentencesOf(in Input) []ascribe.Span {
	prose := in.Text.Prose()
	var out []ascribe.Span
	add := func(s ascribe.Span) {
		for s = trimmed(s, prose); s.Len() > longestQuote; {
			cut := s.Start + longestQuote
			if i := strings.LastIndexByte(prose[s.Start:cut], ' '); i > 0 {
				cut = s.Start + i
			} else if i := strings.IndexByte(prose[cut:s.End], ' '); i >= 0 {
				cut += i
			} else {
				break
			}
			out = append(out, trimmed(ascribe.Span{Start: s.Start, End: cut}, prose))
			s = trimmed(ascribe.Span{Start: cut, End: s.End}, prose)
		}
		if s.Len() > 0 {
			out = append(out, s)
		}
	}
	if in.Analysis != nil && len(in.Analysis.Sentences) > 0 {
		for _, s := range in.Analysis.Sentences {
			add(ascribe.Span{Start: s.Start, End: min(s.End, len(prose))})
		}
		return out
	}
	for _, b := range in.Text.Blocks {
		add(b.Span)
	}
	return out
}

// mostRejected bounds what is kept of refusals in one document.
const mostRejected = 200

func (k *checker) reject(check, why, said string) {
	if len(k.rejected) < mostRejected {
		k.rejected = append(k.rejected, ascribe.Rejection{Extractor: k.extractor, Check: check, Why: why, Said: shorten(said)})
	}
}

// shorten keeps the first 200 characters of a text, on one line.
func shorten(s string) string {
	runes := []rune(strings.Join(strings.Fields(strings.ToValidUTF8(s, "\ufffd")), " "))
	return string(runes[:min(len(runes), 200)])
}

// check takes over a claim if it holds.
func (k *checker) check(raw rawClaim, w window) {
	refuse := func(check, format string, args ...any) {
		k.reject(check, fmt.Sprintf(format, args...), raw.words())
	}
	p := ascribe.Predicate(raw.Predicate)
	stance := ascribe.Stance(raw.Stance)
	switch {
	case !p.Valid():
		refuse("predicate", "%q is no predicate of the codebook", shorten(raw.Predicate))
		return
	case !slices.Contains([]ascribe.Stance{ascribe.Asserts, ascribe.Denies, ascribe.Doubts, ascribe.Withholds}, stance):
		refuse("stance", "%q is no stance of the codebook", shorten(raw.Stance))
		return
	}
	passage, why := k.passage(raw.Quote, w)
	if why != "" {
		refuse("quote", "%s", why)
		return
	}
	c := ascribe.Claim{Document: k.in.Document.ID, Stance: stance, Statement: ascribe.Statement{Predicate: p}, Extractor: k.extractor, Certainty: certainty,
		Quote:       ascribe.Quote{Span: passage, Text: passage.Of(k.in.Text.Content)},
		Explanation: ascribe.Explanation{Rule: "read by a model", Path: []string{fmt.Sprintf("quote found at bytes %d to %d", passage.Start, passage.End)}}}
	s := &scrutiny{checker: k, raw: raw, passage: passage, claim: &c}
	if !s.source() {
		refuse("source", "its source %q is not in the passage, near it, or the publisher", shorten(raw.Source.Name))
		return
	}
	if !s.parties() {
		refuse("party", "neither party that it names is in the passage or in what that refers back to")
		return
	}
	s.attributes()
	c.ID = ascribe.ClaimID(c)
	if err := c.Validate(k.in.Text.Content); err != nil {
		refuse("codebook", "%v", err)
		return
	}
	k.claims = append(k.claims, c)
}

// words is a claim in a line, for a rejection.
func (c rawClaim) words() string {
	name := func(p *rawParty) string {
		if p == nil {
			return "–"
		}
		return p.Name
	}
	return fmt.Sprintf("%s (%s): %s %s %s, “%s”", name(c.Source), c.Stance, name(c.Subject), c.Predicate, name(c.Object), c.Quote)
}

// passage finds a quote within a window and widens it to whole sentences. Why
// says what is wrong with it.
func (k *checker) passage(quote string, w window) (s ascribe.Span, why string) {
	quote = strings.Trim(plain(quote), `"' .`)
	if len(strings.Fields(quote)) < 2 {
		return s, "it has no quote of two words or more"
	}
	found, ok := k.text.find(quote, w.span(), true)
	if !ok {
		return s, "its quote is not in the text"
	}
	first, last := len(k.sentences), -1
	for i, sentence := range k.sentences {
		if sentence.Overlaps(found) {
			first, last = min(first, i), i
		}
	}
	if last < 0 {
		return s, "its quote is in no sentence"
	}
	s = ascribe.Span{Start: k.sentences[first].Start, End: k.sentences[last].End}
	switch {
	case slices.ContainsFunc(k.orders, s.Overlaps):
		return s, "its quote is an order to whoever reads the page"
	case last-first >= mostSentences:
		return s, fmt.Sprintf("its quote runs over %d sentences", last-first+1)
	case s.Len() > 2*longestQuote:
		return s, "its quote is too long"
	}
	return s, ""
}

// finish drops repeats, which overlapping windows bring, and puts claims in the
// order of the text. Of two that differ in value alone the one with a value stays.
func (k *checker) finish() []ascribe.Claim {
	at := map[string]int{}
	var out []ascribe.Claim
	for _, c := range k.claims {
		key := strings.Join([]string{c.Source.Key(), string(c.Stance), c.Statement.Key(), fmt.Sprint(c.Quote.Start)}, "|")
		if n, ok := at[key]; ok {
			if out[n].Value == "" {
				out[n] = c
			}
			continue
		}
		at[key] = len(out)
		out = append(out, c)
	}
	slices.SortStableFunc(out, ascribe.CompareClaims)
	return out
}
