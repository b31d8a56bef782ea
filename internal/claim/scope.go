package claim

import (
	"slices"

	"ascribe"
)

// scope is a stretch of text that a source commits to.
type scope struct {
	ranges  [][2]int // tokens, half-open
	verb    int      // the word of speech, or -1
	sources []candidate
	stance  ascribe.Stance
	rule    string
}

func (s scope) covers(i int) bool {
	for _, r := range s.ranges {
		if r[0] <= i && i < r[1] {
			return true
		}
	}
	return false
}

func (s scope) size() int {
	n := 0
	for _, r := range s.ranges {
		n += r[1] - r[0]
	}
	return n
}

// scopesAt are the scopes over token i, outermost first.
func (r *reader) scopesAt(i int) []scope {
	var out []scope
	for _, s := range r.scopes {
		if s.covers(i) {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b scope) int { return b.size() - a.size() })
	return out
}

// speakerAt is who says "we" at token i: the innermost speaker, else the publisher.
func (r *reader) speakerAt(i int) ascribe.Party {
	at := r.scopesAt(i)
	for n := len(at) - 1; n >= 0; n-- {
		if s := at[n]; s.rule == "quotation" && len(s.sources) > 0 {
			return s.sources[0].Party
		}
	}
	return r.publisher
}

// findScopes reads who says what, sentence by sentence, then over quotations.
func (r *reader) findScopes() {
	for n := range r.t.Sentences {
		r.speechScopes(n)
		r.accordingScopes(n)
		r.headlineScope(n)
		r.bulletScope(n)
	}
	r.quotationScopes()
	r.resolveFirstPersons()
}

// resolveFirstPersons gives "we say" within a quotation to whoever is quoted,
// now that the quotations have their speakers.
func (r *reader) resolveFirstPersons() {
	for _, s := range r.scopes {
		for n, c := range s.sources {
			if c.is("speaker") && c.head >= 0 {
				s.sources[n].Party = r.speakerAt(c.head)
			}
		}
	}
}

func (r *reader) speechScopes(n int) {
	s := r.t.Sentences[n]
	for v := s.First; v < s.Last; v++ {
		row, ok := r.lex.speechAt(r.t, v)
		if !ok || row.tag == "noun" {
			r.mistaggedSpeech(v, s.Last)
			if ok {
				r.nounScope(v, row)
			}
			continue
		}
		if row.word == "maintain" && !r.saysThat(v+1, s.Last) {
			continue // "maintain access"
		}
		sources := r.speakers(v, row.class == "say")
		if len(sources) == 0 {
			continue
		}
		ranges := r.content(v, s.First, s.Last)
		if row.class != "say" && row.class != "observe" {
			ranges = r.beforeConjunct(v, ranges)
		}
		if row.class == "attribute" && len(ranges) == 1 {
			ranges[0][0] = v // the verb itself states the link
		}
		if len(ranges) == 0 {
			continue
		}
		r.scopes = append(r.scopes, scope{ranges: ranges, verb: v, sources: sources, stance: speechStance(row), rule: "speech: " + row.word})
		r.lastSpeaker = sources[0]
	}
}

// mistaggedSpeech reads "The agency assess that …" where the verb was taken for a
// noun: a form of a word of speech between a name and "that".
func (r *reader) mistaggedSpeech(v, last int) {
	word, ok := r.lex.forms[r.t.form(v)]
	if !ok {
		word = r.t.form(v)
	}
	rows := r.lex.speech[word]
	if len(rows) == 0 || rows[0].tag != "verb" || r.t.isVerb(v) || v == 0 || r.mentions.byToken[v-1] < 0 || !r.that(v+1, last) {
		return
	}
	var sources []candidate
	for _, h := range append([]int{v - 1}, r.t.listedBefore(v-1)...) {
		if c, ok := r.party(h); ok && r.speaks(c) {
			sources = append(sources, c)
		}
	}
	if len(sources) > 0 {
		r.scopes = append(r.scopes, scope{ranges: [][2]int{{v + 1, last}}, verb: v, sources: sources, stance: speechStance(rows[0]), rule: "speech: " + word})
		r.lastSpeaker = sources[0]
	}
}

// that reports whether "that" stands within a few words of token i.
func (r *reader) that(i, last int) bool {
	for k := i; k < min(i+6, last); k++ {
		if r.t.form(k) == "that" {
			return true
		}
	}
	return false
}

// speechStance is the stance that a word of speech takes on its content.
func speechStance(row speech) ascribe.Stance {
	switch row.class {
	case "deny":
		return ascribe.Denies
	case "doubt":
		return ascribe.Doubts
	case "withhold":
		return ascribe.Withholds
	}
	return ascribe.Asserts
}

// speakers are who does the saying at verb v. With any, whatever says something
// is a speaker; else it must be of a kind that can speak.
func (r *reader) speakers(v int, any bool) []candidate {
	var out []candidate
	heads := r.t.agents(v)
	if by := r.t.byPhrase(v); r.aside(v) && len(by) > 0 {
		heads = r.t.spread(by) // "as reported by Acme"
	}
	if r.t.upos(v, "ADJ") {
		heads = r.t.spread(r.t.copularSubject(v))
	}
	for _, h := range heads {
		c, ok := r.party(h)
		if r.t.upos(h, "PRON") && r.lastSpeaker.Name != "" && (!ok || c.is("threat-actor")) {
			c, ok = r.lastSpeaker, true
		}
		if ok && r.t.upos(h, "NUM") {
			continue
		}
		c = r.voiceOf(r.bodyOf(r.titled(c)), h)
		if !any && c.is("threat-actor", "actor") {
			continue // groups are tracked and linked; they don't track
		}
		if ok && (r.speaks(c) || any && !r.t.rel(v, "acl") && !c.is("event", "malware", "actor", "means", "state-noun")) {
			out = append(out, r.holder(c))
		}
	}
	if len(out) == 0 && r.t.Tokens[v].XPOS == "VBG" {
		return r.speakersAbove(v)
	}
	return out
}

// speakersAbove finds who an "-ing" word of speech belongs to ("…, adding that"):
// the speaker before it in the sentence, or the doer of a clause above it.
func (r *reader) speakersAbove(v int) []candidate {
	for n := len(r.scopes) - 1; n >= 0; n-- {
		if s := r.scopes[n]; s.verb >= 0 && s.verb < v && r.t.sentence[s.verb] == r.t.sentence[v] {
			return s.sources
		}
	}
	for k, steps := r.t.head(v), 0; k >= 0 && steps < 5; k, steps = r.t.head(k), steps+1 {
		if !r.t.isVerb(k) {
			continue
		}
		for _, h := range r.t.agents(k) {
			if c, ok := r.party(h); ok && r.speaks(c) {
				return []candidate{r.holder(c)}
			}
		}
	}
	return nil
}

// speaks reports whether a party is one that can say something.
func (r *reader) speaks(c candidate) bool {
	return c.is("state", "organisation", "person", "publication", "people", "body", "firm", "threat-actor", "speaker", "name", "record", "state-noun", "voice") && !c.is("event", "malware")
}

// holder replaces a record ("a report by the ministry", "Microsoft's blog post")
// by whoever issued it, where the text says who.
func (r *reader) holder(c candidate) candidate {
	if !c.is("record") {
		return c
	}
	owners := r.t.children(c.head, "nmod:poss")
	owners = append(owners, r.t.introduced(c.head, []string{"by", "from", "of"})...)
	for _, v := range r.t.children(c.head, "acl") {
		owners = append(owners, r.t.byPhrase(v)...)
	}
	owners = append(owners, r.t.children(c.head, "compound")...)
	if v := r.t.head(c.head); v >= 0 && issuing[r.t.lemma(v)] && r.t.isVerb(v) && r.t.rel(c.head, "obj") {
		owners = append(owners, r.t.agents(v)...)
	}
	for _, o := range owners {
		if p, ok := r.party(o); ok && p.is("state", "organisation", "person", "publication", "body", "firm", "speaker") {
			return p
		}
	}
	return c
}

// content is what a word of speech governs: all of its clause after it, or, when
// it trails or interrupts ("…, Microsoft said, …"), the rest of the sentence.
func (r *reader) content(v, first, last int) [][2]int {
	cf, cl := r.cluster(v)
	from, end := r.t.bounds(v, nil)
	if r.aside(v) {
		return [][2]int{{first, from}, {end, last}}
	}
	if r.saysThat(cl, last) {
		end = last
	}
	after := 0
	for i := cl; i < end; i++ {
		if !r.t.upos(i, "PUNCT") {
			after++
		}
	}
	trailing := cf > first+1 && r.t.Tokens[v].XPOS != "VBG" && r.trails(cf, cl, last)
	if !trailing && after > 1 {
		return [][2]int{{cl, end}}
	}
	if !trailing {
		return nil
	}
	out := [][2]int{{first, cf}}
	if cl < last {
		out = append(out, [2]int{cl, last})
	}
	return out
}

// saysThat reports whether "that" opens what is said within a few words of token
// i ("announced this week that …"), wherever the tree hangs it.
func (r *reader) saysThat(i, last int) bool {
	for k := i; k < min(i+5, last); k++ {
		if r.t.form(k) == "that" {
			return true
		}
		if r.t.upos(k, "VERB", "PUNCT") {
			return false
		}
	}
	return false
}

// beforeConjunct ends what a denial or accusation governs where another verb is
// joined to it: "rejected the claim and condemned the decision".
func (r *reader) beforeConjunct(v int, ranges [][2]int) [][2]int {
	for _, k := range r.t.children(v, "conj") {
		if !r.t.isVerb(k) || k < v {
			continue
		}
		first, _ := r.t.bounds(k, nil)
		for i := range ranges {
			if ranges[i][0] < first && first < ranges[i][1] {
				ranges[i][1] = first
			}
		}
	}
	return ranges
}

// cluster is the word of speech with its auxiliaries, adverbs and subject.
func (r *reader) cluster(v int) (first, last int) {
	first, last = v, v+1
	if r.t.upos(v, "ADJ") {
		return first, last
	}
	for range 2 { // what touches the verb, then what touches that
		for _, k := range r.t.kids[v] {
			if !r.t.rel(k, "nsubj", "aux", "advmod", "compound", "obl:unmarked", "obl:tmod") {
				continue
			}
			f, l := r.t.bounds(k, nil)
			if f <= last && l >= first {
				first, last = min(first, f), max(last, l)
			}
		}
	}
	return first, last
}

// trails reports whether the clause of speech at [cf, cl) stands after or within what is said.
func (r *reader) trails(cf, cl, last int) bool {
	before := r.t.form(cf - 1)
	if before != "," && before != "\"" && before != "-" && before != "--" || before == "," && !r.verbBefore(cf) {
		return false
	}
	for i := cl; i < last; i++ {
		switch {
		case r.t.form(i) == "that" && i == cl:
			return false
		case r.t.upos(i, "PUNCT"):
			return true
		case r.t.isVerb(i) && !r.t.rel(i, "aux") && i-cl < 4:
			return false
		}
	}
	return true
}

// verbBefore reports whether a verb stands between the beginning of the sentence
// and token i, so that something can have been said there: not in "In May, X said".
func (r *reader) verbBefore(i int) bool {
	for k := r.t.Sentences[r.t.sentence[i]].First; k < i; k++ {
		if r.t.isVerb(k) || r.t.form(k) == "\"" {
			return true
		}
	}
	return false
}

// aside reports whether the word of speech at v heads a remark on the rest of the
// sentence: "as Acme noted in May, …", "…, as reported by Acme".
func (r *reader) aside(v int) bool {
	for _, k := range r.t.children(v, "mark", "advmod", "case") {
		if r.t.form(k) == "as" && k < v {
			_, complement := r.t.child(v, "ccomp", "obj", "xcomp")
			return !complement && r.t.rel(v, "advcl", "obl", "parataxis")
		}
	}
	return false
}

// accordingScopes reads "according to X": the whole sentence is X's.
func (r *reader) accordingScopes(n int) {
	s := r.t.Sentences[n]
	for i := s.First; i+2 < s.Last; i++ {
		if r.t.form(i) != "according" || r.t.form(i+1) != "to" {
			continue
		}
		h := i + 2
		comma := h
		for comma < s.Last && r.t.form(comma) != "," {
			comma++
		}
		for r.t.head(h) > i && r.t.isNominal(r.t.head(h)) && r.t.head(h) < comma {
			h = r.t.head(h)
		}
		var sources []candidate
		for _, k := range r.t.conjuncts(h) {
			if c, ok := r.party(k); ok && r.speaks(c) {
				sources = append(sources, r.holder(c))
			}
		}
		if len(sources) == 0 {
			continue
		}
		end := r.phraseEnd(h, s.Last)
		r.scopes = append(r.scopes, scope{ranges: [][2]int{{s.First, i}, {end, s.Last}}, verb: i, sources: sources, stance: ascribe.Asserts, rule: "according to"})
		r.lastSpeaker = sources[0]
	}
}

// headlineScope reads "Microsoft: hackers …" at the head of a line.
func (r *reader) headlineScope(n int) {
	s := r.t.Sentences[n]
	for i := s.First + 1; i < min(s.Last-2, s.First+7); i++ {
		if r.t.form(i) != ":" {
			continue
		}
		m := r.mentions.byToken[s.First]
		if m < 0 || r.mentions.mentions[m].End < r.t.Tokens[i-1].End {
			return
		}
		if c, ok := r.mentioned(i-1, r.mentions.mentions[m]); ok && r.speaks(c) {
			r.scopes = append(r.scopes, scope{ranges: [][2]int{{i + 1, s.Last}}, verb: i, sources: []candidate{c}, stance: ascribe.Asserts, rule: "headline"})
		}
		return
	}
}

// phraseEnd is the token after the phrase headed by h: at the first comma or
// verb, whatever the tree hangs below h.
func (r *reader) phraseEnd(h, last int) int {
	_, end := r.t.bounds(h, nil)
	for i := h + 1; i < min(end, last); i++ {
		if r.t.form(i) == "," || r.t.upos(i, "VERB", "AUX") || r.t.form(i) == ")" {
			return i
		}
	}
	return min(end, last)
}

// bulletScope gives an item of a list to whoever speaks in the sentence that
// introduces the list with a colon.
func (r *reader) bulletScope(n int) {
	s := r.t.Sentences[n]
	if b, ok := r.Text.BlockAt(s.Start); !ok || b.Kind != ascribe.ListItemBlock {
		r.listSpeaker = nil
		if r.t.form(s.Last-1) == ":" {
			for k := len(r.scopes) - 1; k >= 0; k-- {
				if x := r.scopes[k]; x.covers(s.Last-1) || x.verb >= s.First && x.verb < s.Last {
					r.listSpeaker = x.sources
					return
				}
			}
		}
		return
	}
	if r.listSpeaker != nil {
		r.scopes = append(r.scopes, scope{ranges: [][2]int{{s.First, s.Last}}, verb: -1, sources: r.listSpeaker, stance: ascribe.Asserts, rule: "list introduced by the speaker"})
	}
}

// titled is the person before a title that the tree took for the speaker: "said
// Jane Doe, vice president of X".
func (r *reader) titled(c candidate) candidate {
	if c.named || c.head < 0 || !c.is("people") {
		return c
	}
	first, _ := r.t.core(c.head)
	for k := first - 1; k >= 0 && k >= first-3; k-- {
		if m := r.mentions.byToken[k]; m >= 0 && r.mentions.mentions[m].Type == ascribe.Person && r.mentions.mentions[m].Role == ascribe.NameRole {
			if p, ok := r.mentioned(k, r.mentions.mentions[m]); ok {
				return p
			}
		}
	}
	return c
}

// bodyOf is the organisation whose part an unnamed speaker is: "Acme's research
// team", "Acme security intelligence".
func (r *reader) bodyOf(c candidate) candidate {
	if c.named || c.ID != "" || c.head < 0 {
		return c
	}
	for _, k := range r.t.children(c.head, "nmod:poss", "compound") {
		if p, ok := r.party(k); ok && p.ID != "" && p.is("organisation") {
			p.Text, p.head = c.Text, c.head
			return p
		}
	}
	return c
}

// voiceOf is who "the spokesman" at token h is: the person who spoke in the two
// sentences before, else the one who goes on speaking in the two after.
func (r *reader) voiceOf(c candidate, h int) candidate {
	if c.named || c.ID != "" || !c.is("voice") || !r.definite(h) {
		return c
	}
	n := r.t.sentence[h]
	if last := r.lastSpeaker; last.is("person") && last.head >= 0 && n-r.t.sentence[last.head] <= 2 {
		return last
	}
	for next := n + 1; next < min(n+3, len(r.t.Sentences)); next++ {
		if p, ok := r.personSpeaking(next); ok {
			return p
		}
	}
	return c
}

// personSpeaking is the named person whom the first word of speech of sentence n has for subject.
func (r *reader) personSpeaking(n int) (candidate, bool) {
	s := r.t.Sentences[n]
	for v := s.First; v < s.Last; v++ {
		if _, ok := r.lex.speechAt(r.t, v); !ok || !r.t.isVerb(v) {
			continue
		}
		for _, h := range r.t.agents(v) {
			if p, ok := r.party(h); ok && p.named && p.is("person") {
				return p, true
			}
		}
		return candidate{}, false
	}
	return candidate{}, false
}
