package claim

import (
	"fmt"
	"strings"

	"ascribe"
)

// Attempt is one try to read a claim at a cue, and how far it came.
type Attempt struct {
	Cue     ascribe.Span `json:"cue"`               // bytes of Text.Content
	Rule    string       `json:"rule"`              // predicate and cue word
	Failure string       `json:"failure,omitempty"` // "" when a claim was made
}

// Attempts reads a document as Extract does and returns what was tried at each
// cue, in text order: why there is a claim, and why there is none.
func (x *Extractor) Attempts(in Input) []Attempt {
	r := newReader(x.lex, in)
	tried := []Attempt{}
	r.attempts = &tried
	for s := range r.t.Sentences {
		r.sentence(s)
	}
	return tried
}

// attempt notes how a row fared at token i; failure is "" when it made a draft.
func (r *reader) attempt(i int, row cue, failure string) {
	if r.attempts == nil {
		return
	}
	*r.attempts = append(*r.attempts, Attempt{Cue: ascribe.Span{Start: r.t.Tokens[i].Start, End: r.t.Tokens[i].End},
		Rule: string(row.predicate) + ": " + row.word, Failure: failure})
}

// unreal notes the cues at a token that no claim is read from.
func (r *reader) unreal(i int) {
	if r.attempts == nil {
		return
	}
	for _, row := range r.lex.cuesAt(r.t, i) {
		r.attempt(i, row, "it is asked, supposed, planned or only possible, so nobody claims it")
	}
}

// failed notes that a role of a row stayed empty, and who was refused for it.
func (r *reader) failed(i int, row cue, role string, refused []candidate) {
	if r.attempts == nil {
		return
	}
	slots, accepts := row.subject, row.accepts[0]
	if role == "object" {
		slots, accepts = row.object, row.accepts[1]
	}
	names := make([]string, 0, len(slots))
	for _, s := range slots {
		names = append(names, s.name)
	}
	why := fmt.Sprintf("no %s: nobody stands as %s", role, strings.Join(names, ", "))
	for n, c := range refused {
		if n == 0 {
			why = fmt.Sprintf("no %s:", role)
		}
		why += fmt.Sprintf(" %q (%s) can't be %s;", c.Name, strings.Join(c.classes, ", "), accepts)
	}
	r.attempt(i, row, strings.TrimSuffix(why, ";"))
}
