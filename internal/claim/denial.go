package claim

import (
	"slices"

	"ascribe"
)

// denials reads what sentence n denies, doubts or withholds without saying it
// again: "rejected the accusation", "denied any involvement", "the baseless
// claim". Each becomes a claim on the statement that it answers. said are the
// claims that the sentence makes otherwise.
func (r *reader) denials(n int, said []ascribe.Claim) []ascribe.Claim {
	var out []ascribe.Claim
	s := r.t.Sentences[n]
	for i := s.First; i < s.Last; i++ {
		if !r.t.upos(i, "NOUN") || !r.lex.accusation[r.t.lemma(i)] {
			continue
		}
		by, stance, rule := r.answeredBy(i)
		for _, c := range by {
			if denies(said, c) {
				continue
			}
			if claim, ok := r.answer(i, c, stance, rule); ok {
				out = append(out, claim)
			}
		}
	}
	return out
}

// denies reports whether one of the claims is already a denial by the party.
func denies(claims []ascribe.Claim, c candidate) bool {
	return slices.ContainsFunc(claims, func(k ascribe.Claim) bool {
		return k.Stance != ascribe.Asserts && k.Source.Key() == c.Key()
	})
}

// answeredBy is who contradicts the accusation named at i, and how.
func (r *reader) answeredBy(i int) ([]candidate, ascribe.Stance, string) {
	if dismissed := r.dismissal(i); dismissed >= 0 {
		if by := r.dismissing(dismissed, i); len(by) > 0 {
			return by, ascribe.Denies, "dismissal: " + r.t.form(dismissed)
		}
	}
	scopes := r.scopesAt(i)
	for k := len(scopes) - 1; k >= 0; k-- {
		if s := scopes[k]; s.stance != ascribe.Asserts && s.verb >= 0 && (r.t.head(i) == s.verb || r.governs(s.verb, i)) {
			return s.sources, s.stance, s.rule
		}
	}
	return nil, "", ""
}

// dismissal is the word that calls the accusation at i untrue, -1 for none:
// "baseless accusations", "the accusations are baseless", "called them baseless".
func (r *reader) dismissal(i int) int {
	near := r.t.children(i, "amod", "compound", "acl")
	if h := r.t.head(i); h >= 0 {
		near = append(near, h)
		near = append(near, r.t.children(h, "xcomp", "obl", "obj", "advcl", "acl")...)
	}
	for _, k := range near {
		if r.lex.dismissals[r.t.form(k)] || r.lex.dismissals[r.t.lemma(k)] {
			return k
		}
	}
	return -1
}

// dismissing is who says so: whoever calls it that, else the innermost speaker.
func (r *reader) dismissing(word, i int) []candidate {
	if h := r.t.head(i); h >= 0 && r.t.isVerb(h) && r.t.rel(i, "obj") {
		if by := r.speakers(h, true); len(by) > 0 {
			return by
		}
	}
	if scopes := r.scopesAt(word); len(scopes) > 0 {
		return scopes[len(scopes)-1].sources
	}
	return nil
}

// answer is the claim that contradicts: on the statement that the accusation
// itself spells out, else on the last one that accuses the speaker.
func (r *reader) answer(i int, by candidate, stance ascribe.Stance, rule string) (ascribe.Claim, bool) {
	statement, ok := r.spelledOut(i)
	if !ok {
		statement, ok = r.lastAgainst(by)
	}
	if !ok {
		return ascribe.Claim{}, false
	}
	claim := ascribe.Claim{Source: by.Party, SpeaksFor: r.speaksFor(by), Via: without([]ascribe.Party{r.publisher}, by.Party),
		Stance: stance, Statement: statement, Quote: r.quote(i),
		Explanation: ascribe.Explanation{Rule: "answer: " + r.t.lemma(i), Cue: r.t.Tokens[i].Form, Path: []string{rule}}}
	return claim, true
}

// spelledOut reads "A's accusation against B": B attacked A.
func (r *reader) spelledOut(i int) (ascribe.Statement, bool) {
	var accuser, accused *ascribe.Party
	for _, h := range r.t.children(i, "nmod:poss") {
		if c, ok := r.party(h); ok && c.ID != "" {
			accuser = &c.Party
		}
	}
	for _, h := range r.t.introduced(i, []string{"against", "of"}) {
		if c, ok := r.party(h); ok && c.ID != "" && r.accepts("doer", c) {
			accused = &c.Party
		}
	}
	if accuser == nil || accused == nil {
		return ascribe.Statement{}, false
	}
	return ascribe.Statement{Predicate: ascribe.Attacked, Subject: accused, Object: accuser}, true
}

// lastAgainst is the last statement of the text so far whose doer is the party,
// or its state, or one it speaks for.
func (r *reader) lastAgainst(by candidate) (ascribe.Statement, bool) {
	own := []string{by.Key()}
	countries := []string{by.Country}
	for _, p := range r.speaksFor(by) {
		own = append(own, p.Key())
		countries = append(countries, p.Country)
	}
	for _, graver := range [][]ascribe.Predicate{{ascribe.Attacked, ascribe.Sponsors}, {ascribe.Affected, ascribe.Used, ascribe.AffiliatedWith}} {
		if s, ok := r.lastOf(graver, by, own, countries); ok {
			return s, true
		}
	}
	return ascribe.Statement{}, false
}

// lastOf is the last statement of one of the predicates that others assert of
// the party with one of the keys, or of its country.
func (r *reader) lastOf(predicates []ascribe.Predicate, by candidate, own, countries []string) (ascribe.Statement, bool) {
	for k := len(r.stated) - 1; k >= 0; k-- {
		c := r.stated[k]
		if c.Stance != ascribe.Asserts || c.Subject == nil || c.Source.Key() == by.Key() || !slices.Contains(predicates, c.Predicate) {
			continue
		}
		if slices.Contains(own, c.Subject.Key()) || c.Subject.Country != "" && slices.Contains(countries, c.Subject.Country) {
			return c.Statement, true
		}
		if c.Predicate == ascribe.AffiliatedWith && c.Object != nil && slices.Contains(own, c.Object.Key()) {
			return c.Statement, true
		}
	}
	return ascribe.Statement{}, false
}
