package claim

import (
	"strings"

	"ascribe"
)

// epithetDrafts reads what a hyphenated adjective says of the party it stands
// before: "Iran-linked MuddyWater", "the Kremlin-backed group", "Chinese
// state-sponsored hackers".
func (r *reader) epithetDrafts(n int) []draft {
	var out []draft
	s := r.t.Sentences[n]
	for i := s.First; i < s.Last; i++ {
		name, row, end, ok := r.epithetAt(i, s.First, s.Last)
		if !ok {
			continue
		}
		h := r.modifiedBy(end - 1)
		if h < 0 {
			continue
		}
		for _, k := range r.t.conjuncts(h) {
			party, ok := r.party(k)
			party = r.identified(party)
			if !ok || party.ID == name.ID || !party.is("threat-actor", "actor", "malware", "campaign", "event", "people", "person", "name", "organisation") {
				continue
			}
			d := draft{row: cue{word: r.t.text(i, end), predicate: row.predicate, value: row.value}, at: i, path: []string{"adjective before a party"}}
			holder := name
			if row.subject == "name" {
				d.subject, d.object = &holder, &party
			} else {
				d.subject, d.object = &party, &holder
			}
			out = append(out, d)
			break
		}
	}
	return out
}

// epithetAt reads "Name-word" at token i, written as one token or several; the
// name may also stand before it as an adjective ("Iranian state-sponsored").
func (r *reader) epithetAt(i, first, last int) (candidate, epithet, int, bool) {
	written, end := r.hyphenated(i, last)
	if written == "" {
		return candidate{}, epithet{}, 0, false
	}
	before, word, _ := strings.Cut(written, "-")
	if row, ok := r.lex.epithets[word]; ok {
		if c, ok := r.nameIn(i, before); ok {
			return c, row, end, true
		}
	}
	if row, ok := r.lex.epithets[written]; ok && i > first {
		if c, ok := r.nameIn(i-1, r.t.form(i-1)); ok {
			return c, row, end, true
		}
	}
	return candidate{}, epithet{}, 0, false
}

// hyphenated is the word with hyphens that starts at token i, lower case, and
// the token after it; "" when there is none.
func (r *reader) hyphenated(i, last int) (string, int) {
	if f := r.t.form(i); strings.Contains(f, "-") && len(f) > 3 {
		return f, i + 1
	}
	if i+2 >= last || r.t.form(i+1) != "-" || r.t.Tokens[i].Space || r.t.Tokens[i+1].Space || i > 0 && r.t.form(i-1) == "-" && !r.t.Tokens[i-1].Space {
		return "", 0
	}
	return r.t.form(i) + "-" + r.t.form(i+2), i + 3
}

// nameIn is the state or organisation that token i, or its part before a hyphen, names.
func (r *reader) nameIn(i int, word string) (candidate, bool) {
	if m := r.mentions.byToken[i]; m >= 0 {
		mention := r.mentions.mentions[m]
		if e, ok := r.mentions.entities[mention.Entity]; ok && (e.Type == ascribe.State || e.Type == ascribe.Organisation) {
			return candidate{Party: ascribe.Party{ID: e.ID, Name: e.Name, Text: mention.Text, Type: string(e.Type), Country: e.Country},
				head: i, classes: []string{string(e.Type)}, named: true, why: strings.Join(mention.Reasons, "; ")}, true
		}
	}
	if r.Base == nil || word == "" {
		return candidate{}, false
	}
	return r.stateNamed(word)
}

// modifiedBy is the nominal that the word ending at token i stands before.
func (r *reader) modifiedBy(i int) int {
	for k := i + 1; k < len(r.t.Tokens) && k < i+6 && r.t.sentence[k] == r.t.sentence[i]; k++ {
		if !r.t.upos(k, "NOUN", "PROPN", "ADJ", "NUM") && r.t.form(k) != "-" {
			return -1
		}
		if r.t.upos(k, "NOUN", "PROPN") && !(r.t.head(k) > k && r.t.rel(k, "compound", "amod", "nmod:desc", "flat")) {
			return k
		}
	}
	return -1
}
