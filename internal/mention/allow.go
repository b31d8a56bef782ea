package mention

import (
	"slices"
	"strings"
	"unicode"

	"ascribe"
	"ascribe/internal/knowledge"
)

// written reports whether the words are written as the name may be: capitals
// where it has them, and no punctuation inside that it lacks.
func (f *finder) written(r knowledge.Reading, i, n int) bool {
	whole := f.prose[f.words[i].start:f.words[i+n-1].end]
	if !r.Fits(whole) {
		return false
	}
	for j := i + 1; j < i+n; j++ {
		gap := strings.TrimSpace(f.gap(j))
		if f.words[j-1].possessive {
			gap = strings.TrimLeft(gap, "'’sS")
		}
		if !f.joined(strings.TrimSpace(gap), r.Name.Name, f.words[j-1]) {
			return false
		}
		if w := f.words[j]; !w.capital() && !unicode.IsDigit(rune(w.text[0])) && !strings.Contains(r.Name.Name, w.text) {
			return false
		}
	}
	return true
}

// joined reports whether a gap may stand inside a name.
func (f *finder) joined(gap, name string, before word) bool {
	switch gap {
	case "", "-", "‑", "_", "/", "&", "+", "'", "’", "–":
		return true
	case ".":
		return len(before.text) == 1 || strings.Contains(name, ".")
	case ",", ", ":
		return strings.Contains(name, ",")
	default:
		return len(gap) <= 2 && strings.Contains(name, gap)
	}
}

// shortKey is the length up to which an actor's or tool's name is taken for a
// chance hit unless the text says what it is; 74 actor names have four letters or fewer.
const shortKey = 3

// risky reports whether a name says too little on its own.
func risky(r knowledge.Reading, key string) bool {
	switch r.Type() {
	case ascribe.ThreatActor, ascribe.Malware, ascribe.Tool, ascribe.Campaign, ascribe.Technique:
		return r.Ordinary || len(key) <= shortKey || r.Name.Kind == knowledge.WeakName || strings.Trim(key, "0123456789") == ""
	case ascribe.Organisation, ascribe.Publication:
		return r.Ordinary
	default:
		return false
	}
}

// isTrade reports whether a type of entity is named by the trade, with words
// that others use too.
func isTrade(t ascribe.EntityType) bool {
	switch t {
	case ascribe.ThreatActor, ascribe.Malware, ascribe.Tool, ascribe.Campaign, ascribe.Technique:
		return true
	default:
		return false
	}
}

// allowed gives the readings of a match that its surroundings allow.
func (f *finder) allowed(m match, i int) []knowledge.Reading {
	cued := f.cued(i, m.n)
	elsewhere := slices.ContainsFunc(m.readings, func(r knowledge.Reading) bool { return !isTrade(r.Type()) && !r.Ordinary })
	var out []knowledge.Reading
	for _, r := range m.readings {
		if elsewhere && isTrade(r.Type()) {
			r.Ordinary = true // a state, body or person has the name too
		}
		if f.allows(r, m, i, cued) {
			r.Ordinary = false // the surroundings have settled it
			out = append(out, r)
		}
	}
	return f.prefer(out, i+m.n, cued)
}

func (f *finder) allows(r knowledge.Reading, m match, i int, cued []string) bool {
	w := f.words[i]
	if r.Type() == ascribe.State && vocabulary().Has("given", w.lower) && m.n == 1 && f.partOfPerson(i) {
		return false
	}
	if r.Type() == ascribe.Technique {
		return r.Name.Kind != knowledge.WeakName
	}
	if isTrade(r.Type()) && (f.lexicon.platforms[m.key] && r.Type() != ascribe.Technique || risky(r, m.key) && f.partOfLonger(i, m.n) || m.n == 1 && (f.partOfFirm(i) || f.partOfPerson(i))) {
		return false
	}
	if isTrade(r.Type()) && !hasCapital(f.prose[w.start:f.words[i+m.n-1].end]) && !slices.Contains(cued, string(r.Type())) {
		return false // written small, a name needs somebody to say so
	}
	if !risky(r, m.key) || slices.Contains(cued, string(r.Type())) && f.telling(r, m, i) || f.sure[r.ID()] && w.capital() && !w.first && len(m.key) > shortKey {
		return true
	}
	switch r.Type() {
	case ascribe.Organisation, ascribe.Publication:
		return w.cased && !w.first && !f.capitalBeside(i, m.n) && f.hasArticle(r, i) || f.trusted[string(r.Type())+m.key]
	default:
		return f.trusted[string(r.Type())+m.key] && w.capital() && w.cased && !w.first || codeword(r.Name.Name) && w.text == r.Name.Name && w.cased
	}
}

// capitalBeside reports whether the words are part of a longer capitalised
// phrase, so that "the National Information Society" isn't a newspaper.
func (f *finder) capitalBeside(i, n int) bool {
	next, prev := i+n, i-1
	return next < len(f.words) && f.words[next].capital() && f.adjacent(next) && !f.words[next-1].possessive ||
		prev >= 0 && f.words[prev].capital() && f.adjacent(i) && !f.words[prev].first && f.words[prev].lower != "the" && !f.words[prev].possessive
}

func hasCapital(s string) bool { return strings.ContainsFunc(s, unicode.IsUpper) }

// telling reports whether an everyday word beside a cue is written as a name:
// with a capital that isn't the sentence's or a title's, in quotation marks, or
// as vendors write their code words. Bodies and publications need no more.
func (f *finder) telling(r knowledge.Reading, m match, i int) bool {
	w := f.words[i]
	if !isTrade(r.Type()) || !r.Ordinary {
		return w.capital() || w.text == r.Name.Name
	}
	return w.cased && w.capital() && (!w.first || f.quoted(i) || strings.Contains(f.gap(i), ":")) || f.trusted[string(r.Type())+m.key] || codeword(r.Name.Name) && w.text == r.Name.Name
}

// partOfFirm reports whether a word is followed by one that ends firms' names:
// "Karst Research".
func (f *finder) partOfFirm(i int) bool {
	next := i + 1
	return next < len(f.words) && f.adjacent(next) && !f.words[i].possessive && f.words[next].capital() && f.words[next].cased && f.lexicon.firmWords[f.words[next].lower] &&
		!slices.Contains(f.cued(i, 1), string(ascribe.ThreatActor))
}

// partOfPerson reports whether a word is somebody's first name: another
// capitalised word follows that is neither general English nor a name itself,
// and then a comma or a verb of speech, or a title or such a verb stands before.
func (f *finder) partOfPerson(i int) bool {
	next := i + 1
	if !f.partOfLonger(i, 1) || f.base.Everyday(f.words[next].text) || f.lexicon.platforms[f.words[next].key] {
		return false
	}
	rest := f.prose[f.words[next].end:]
	before := i > 0 && (saidBefore(f.words[i-1].lower) || isHonorific(f.words[i-1].lower))
	after := next+1 < len(f.words) && (saidBefore(f.words[next+1].lower) || speaksNext(f.words[next+1].lower))
	return before || after || strings.HasPrefix(rest, ",")
}

// partOfLonger reports whether a capitalised word that is no cue follows, so that
// the words are only the front of a name of their own ("Copper Stoat").
func (f *finder) partOfLonger(i, n int) bool {
	next := i + n
	if next >= len(f.words) || !f.adjacent(next) || !f.words[next].capital() || !f.words[next].cased || f.words[next-1].possessive {
		return false
	}
	_, cue := f.lexicon.cues[f.words[next].lower]
	return !cue && len(f.found[next]) == 0
}

// hasArticle reports whether a name that is an everyday word with an article
// ("The Record") has it here too.
func (f *finder) hasArticle(r knowledge.Reading, i int) bool {
	if !strings.HasPrefix(r.Name.Name, "The ") {
		return true
	}
	return f.words[i].lower == "the" || i > 0 && f.words[i-1].text == "The"
}

// codeword reports whether a name is one word in capitals of four letters or
// more, as vendors write theirs; in a line of ordinary case that marks a name.
func codeword(name string) bool {
	if len(name) <= shortKey {
		return false
	}
	for _, r := range name {
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// prefer keeps the readings of the type that a cue beside the name asks for, if
// there are any. States, bodies and persons give way only to a telling word right
// after the name: "Cuba ransomware", but not "US group" or "Trump campaign".
func (f *finder) prefer(readings []knowledge.Reading, after int, cued []string) []knowledge.Reading {
	telling := after < len(f.words) && !f.stops(f.gap(after)) && named(f.words[after].lower) && slices.Contains(f.lexicon.cues[f.words[after].lower].types, string(ascribe.Malware))
	var out []knowledge.Reading
	for _, r := range readings {
		if slices.Contains(cued, string(r.Type())) || !isTrade(r.Type()) && (!telling || r.Name.Kind == knowledge.DemonymName) {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return readings
	}
	return out
}

// cueReach is how many words after a name may stand before its cue: "the Magnet
// hacking group".
const cueReach = 2

// cued gives the types that words beside the stretch of n words at i ask for.
func (f *finder) cued(i, n int) []string {
	var types []string
	for j := i + n; j < min(i+n+cueReach, len(f.words)); j++ {
		if f.stops(f.gap(j)) {
			break
		}
		if c, ok := f.lexicon.cues[f.words[j].lower]; ok && c.after {
			types = append(types, c.types...)
			break
		}
	}
	for j := i - 1; j >= max(0, i-cueReach); j-- {
		if f.stops(f.gap(j + 1)) {
			break
		}
		if c, ok := f.lexicon.cues[f.words[j].lower]; ok && c.before {
			types = append(types, c.types...)
			break
		}
	}
	if len(types) == 0 {
		return f.listed(i)
	}
	return types
}

// listed gives the types that the head of a list asks for: "two kinds of
// malware: Shark and Milan", "groups such as Magnet".
func (f *finder) listed(i int) []string {
	for j := i; j > max(0, i-listReach); j-- {
		before := f.words[j-1]
		gap := f.gap(j)
		switch {
		case strings.ContainsAny(gap, "\n.;!?"):
			return nil
		case strings.Contains(gap, ":") || before.lower == "as" && j > 1 && f.words[j-2].lower == "such" || before.lower == "including" || before.lower == "like":
			return f.headOfList(j)
		case !before.capital() && before.lower != "and" && before.lower != "or":
			return nil
		}
	}
	return nil
}

// listReach bounds, in words, how far before a name its list may begin.
const listReach = 12

// headOfList is the cue in the three words before a list.
func (f *finder) headOfList(j int) []string {
	for k := j - 1; k >= max(0, j-4); k-- {
		if w := strings.TrimSuffix(f.words[k].lower, "s"); named(w) || named(f.words[k].lower) {
			return f.lexicon.cues[w].types
		}
	}
	return nil
}

// stops reports whether a gap ends the phrase; quotation marks don't.
func (f *finder) stops(gap string) bool { return strings.ContainsAny(gap, "\n.,;:!?()") }
