// Package claim reads claims from an analysed, linked text: who says that whom
// did what to whom, how sure, and in which sentence.
//
// A cue (data/cues.tsv) states something; its frame says where in the
// dependency tree its subject and object stand. Scopes (scope.go) say who
// commits to what is stated there. Everything a claim holds is taken from the
// text or resolved by the knowledge; where the tree leaves a party open it is left out.
package claim

import (
	"slices"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/language"
)

// Version stamps what this stage derives; it changes whenever output may.
const Version = "claim/17"

type tokenT = language.Token

// Input is one document as the earlier stages left it.
type Input struct {
	Document  ascribe.Document
	Text      ascribe.Text
	Analysis  *language.Analysis  // of Text.Prose()
	Mentions  []ascribe.Mention   // linked
	Entities  []ascribe.Entity    // that the mentions refer to
	SpeaksFor map[string][]string // entity id → ids of whom it speaks for, nearest first
	Base      *knowledge.Base
}

// Extractor reads claims. It is safe for concurrent use.
type Extractor struct{ lex *lexicon }

// New loads the cue lexicon. An error names the table and line that is wrong.
func New() (*Extractor, error) {
	lex, err := loadLexicon()
	if err != nil {
		return nil, err
	}
	return &Extractor{lex: lex}, nil
}

// Extract returns the document's claims in text order, and the entities that
// its mentions and claims refer to. Each claim validates against the text and
// carries its explanation.
func (x *Extractor) Extract(in Input) ([]ascribe.Claim, []ascribe.Entity) {
	r := newReader(x.lex, in)
	var out []ascribe.Claim
	for s := range r.t.Sentences {
		out = append(out, r.sentence(s)...)
	}
	out = finish(out, in)
	return out, r.referred(out)
}

// referred are the input's entities and those that claims alone refer to.
func (r *reader) referred(claims []ascribe.Claim) []ascribe.Entity {
	out := slices.Clone(r.Entities)
	known := map[string]bool{"": true}
	for _, e := range out {
		known[e.ID] = true
	}
	add := func(p *ascribe.Party) {
		if p == nil || known[p.ID] {
			return
		}
		known[p.ID] = true
		if e, ok := r.entity(p.ID); ok {
			out = append(out, e)
		}
	}
	for _, c := range claims {
		add(&c.Source)
		add(c.Subject)
		add(c.Object)
		for _, list := range [][]ascribe.Party{c.SpeaksFor, c.Via} {
			for i := range list {
				add(&list[i])
			}
		}
	}
	return out
}

// finish stamps, validates, orders and deduplicates.
func finish(claims []ascribe.Claim, in Input) []ascribe.Claim {
	seen := map[string]bool{}
	out := claims[:0]
	for _, c := range claims {
		c.Document, c.Extractor = in.Document.ID, Version
		c.ID = ascribe.ClaimID(c)
		if seen[c.ID] || c.Validate(in.Text.Content) != nil {
			continue
		}
		seen[c.ID] = true
		out = append(out, c)
	}
	slices.SortStableFunc(out, ascribe.CompareClaims)
	return out
}
