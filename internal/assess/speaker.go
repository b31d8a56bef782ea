package assess

import (
	"slices"

	"ascribe"
)

// Speaker is whose word a claim is: the body or state behind it, and all whom
// the speaker stands for.
type Speaker struct {
	Party ascribe.Party
	Kind  SourceKind
	chain []ascribe.Party
}

// SpeakerOf tells whose word a claim of a document is, outside any incident.
func SpeakerOf(claim ascribe.Claim, d ascribe.Document, k Knowledge) Speaker {
	c := newCase(Input{Claims: []ascribe.Claim{claim}, Documents: []ascribe.Document{d}, Knowledge: k})
	v := c.voices[claim.ID]
	return Speaker{Party: v.party, Kind: v.kind, chain: v.chain}
}

// Is reports whether a party, by Party.Key, is the speaker or one whom it stands for.
func (s Speaker) Is(key string) bool {
	return s.Party.Key() == key || slices.ContainsFunc(s.chain, func(p ascribe.Party) bool { return p.Key() == key })
}

// KindOf is what sort of source a party is that speaks in a document.
func KindOf(p ascribe.Party, d ascribe.Document, k Knowledge) SourceKind {
	c := newCase(Input{Documents: []ascribe.Document{d}, Knowledge: k})
	return c.kindOf(p, c.stateOf(p, d.Published))
}
