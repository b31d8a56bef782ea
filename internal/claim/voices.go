package claim

import "ascribe"

// Voices answers, for other readers of claims, whose voice a document's text is,
// as this package takes it.
type Voices struct {
	Publisher ascribe.Party // a text whose publisher is not known speaks for itself
	reader    *reader
}

// NewVoices looks at a document.
func NewVoices(in Input) Voices {
	r := &reader{Input: in, mentions: mentionIndex{entities: map[string]ascribe.Entity{}}}
	for _, e := range in.Entities {
		r.mentions.entities[e.ID] = e
	}
	return Voices{Publisher: r.publishing(), reader: r}
}

// SpeaksFor is whom a party speaks for, nearest first.
func (v Voices) SpeaksFor(p ascribe.Party) []ascribe.Party {
	return v.reader.speaksFor(candidate{Party: p})
}

// Referred are the document's entities, and those that only the claims refer to.
func (v Voices) Referred(claims []ascribe.Claim) []ascribe.Entity { return v.reader.referred(claims) }
