package claim

import (
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
)

// reader holds one document while its claims are read.
type reader struct {
	Input
	lex         *lexicon
	t           *tree
	mentions    mentionIndex
	publisher   ascribe.Party
	principal   string // entity id of the actor the text is mainly about, "" where none is
	scopes      []scope
	times       []timed
	lastSpeaker candidate
	listSpeaker []candidate     // who introduced the list being read
	stated      []ascribe.Claim // so far, for what later sentences refer back to
	attempts    *[]Attempt      // what was tried at each cue; nil when nobody asks
}

func newReader(lex *lexicon, in Input) *reader {
	t := newTree(repair(in.Analysis, in.Mentions), lex.forms)
	r := &reader{Input: in, lex: lex, t: t, mentions: indexMentions(t, in)}
	r.publisher = r.publishing()
	r.principal = r.findPrincipal()
	r.times = r.findTimes()
	r.findScopes()
	return r
}

// publishing is the party that publishes the document; a text whose publisher
// is not known speaks for itself.
func (r *reader) publishing() ascribe.Party {
	name := strings.TrimSpace(r.Document.Publisher)
	if name == "" {
		name = r.Document.URL
	}
	before, _, _ := strings.Cut(name, " (")
	for _, n := range []string{name, before} {
		if p, ok := r.Base.Publisher(n); ok {
			return ascribe.Party{ID: p.Entity.ID, Name: p.Entity.Name, Text: r.Document.Publisher, Type: string(p.Entity.Type), Country: p.Entity.Country}
		}
	}
	if name == "" {
		return ascribe.Party{Name: "the document", Type: string(ascribe.Publication)}
	}
	return ascribe.Party{Name: name, Text: name, Type: string(ascribe.Publication)}
}

// stateNamed is the state that a word names or is the demonym of.
func (r *reader) stateNamed(word string) (candidate, bool) {
	found := r.Base.Resolve(word, knowledge.Query{Types: []ascribe.EntityType{ascribe.State}, Day: r.Document.Published})
	if len(found) == 0 {
		return candidate{}, false
	}
	e, ok := r.Base.Entity(found[0].Entity)
	return candidate{Party: ascribe.Party{ID: e.ID, Name: e.Name, Text: word, Type: string(e.Type), Country: e.Country},
		classes: []string{string(e.Type)}, named: true, why: "names a state"}, ok
}
