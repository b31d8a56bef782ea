package mention

import (
	"fmt"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
)

// compose tries the generic names at a word: a government, a state's body, an
// office. It gives the longest, and its length in words.
func (f *finder) compose(i int) (ascribe.Mention, int) {
	var best ascribe.Mention
	longest := 0
	for _, try := range []func(int) (ascribe.Mention, int){f.government, f.body, f.office, f.stateBody, f.bodyOf} {
		if m, n := try(i); n > longest {
			best, longest = m, n
		}
	}
	return best, longest
}

// state is the state whose name or adjective stands at word i, with its length.
func (f *finder) state(i int) (knowledge.Reading, int) {
	if i >= len(f.words) {
		return knowledge.Reading{}, 0
	}
	for _, m := range f.found[i] {
		for _, r := range m.readings {
			if r.Type() == ascribe.State {
				return r, m.n
			}
		}
	}
	return knowledge.Reading{}, 0
}

// isGovernment knows the words that make a state's name or adjective its government.
func isGovernment(w string) bool { return vocabulary().Has("government", w) }

// government is "Albanian government", "Albania's government", "the Government
// of Albania", "Islamic Republic of Iran's authorities", "Tirana government".
func (f *finder) government(i int) (ascribe.Mention, int) {
	if r, n := f.state(i); n > 0 && i+n < len(f.words) && f.adjacent(i+n) {
		next := f.words[i+n]
		if isGovernment(next.lower) || next.lower == "state" && r.Name.Kind == knowledge.DemonymName && f.standsAlone(i+n) {
			return f.stateMention(i, n+1, r), n + 1
		}
	}
	if isGovernment(f.words[i].lower) || f.words[i].lower == "state" || f.words[i].lower == "kingdom" {
		if of := i + 1; of < len(f.words) && f.words[of].lower == "of" && f.adjacent(of) {
			if r, at, n := f.afterOf(of + 1); n > 0 {
				return f.stateMention(i, at+n-i, r), at + n - i
			}
		}
	}
	return ascribe.Mention{}, 0
}

// afterOf is the state named at word i, an article skipped.
func (f *finder) afterOf(i int) (r knowledge.Reading, at, n int) {
	if i < len(f.words) && f.words[i].lower == "the" {
		i++
	}
	if i >= len(f.words) || !f.adjacent(i) {
		return r, i, 0
	}
	r, n = f.state(i)
	if n > 0 && r.Name.Kind == knowledge.DemonymName && !hasPlain(f.found[i][0].readings, r.ID()) {
		return r, i, 0
	}
	return r, i, n
}

// standsAlone reports whether "state" at a word is a noun of its own, not the
// front of "state media" or "state-backed".
func (f *finder) standsAlone(i int) bool {
	if i+1 >= len(f.words) || f.stops(f.gap(i+1)) {
		return true
	}
	return vocabulary().Has("closing", f.words[i+1].lower) && f.adjacent(i+1)
}

func (f *finder) stateMention(i, n int, r knowledge.Reading) ascribe.Mention {
	m := f.mention(i, n, []ascribe.Candidate{{Entity: r.ID(), Name: r.Canonical(), Score: 1, Reasons: []string{"government of " + r.Canonical()}}}, nil)
	m.Type, m.Country = ascribe.State, r.Country()
	return m
}

// adjacent reports whether only blanks (or a possessive) part a word from the
// one before it.
func (f *finder) adjacent(i int) bool {
	gap := f.gap(i)
	if i > 0 && f.words[i-1].possessive {
		gap = strings.TrimLeft(gap, "'’sS")
	}
	return strings.TrimSpace(gap) == "" && !strings.Contains(gap, "\n") && len(gap) > 0 || gap == ". " && len(f.words[i-1].text) == 1
}

// body is a state's body by its generic name: "Albania's foreign ministry",
// "the Ukrainian Ministry of Defence", "Ministry of Finance of Peru"; without a
// state it is left to the linker.
func (f *finder) body(i int) (ascribe.Mention, int) {
	r, n := f.state(i)
	if n > 0 && (i+n >= len(f.words) || !f.adjacent(i+n)) {
		return ascribe.Mention{}, 0
	}
	form, k := f.bodyForm(i + n)
	if k == 0 || f.goesOn(i+n+k) {
		return ascribe.Mention{}, 0
	}
	if n == 0 {
		if !strings.Contains(f.words[i].lower, "ministr") && k == 1 {
			return ascribe.Mention{}, 0
		}
		end := i + k
		if end+1 < len(f.words) && f.words[end].lower == "of" && f.adjacent(end) {
			if r, at, m := f.afterOf(end + 1); m > 0 {
				if f.words[i].capital() || ministerial(form.kind) {
					return f.bodyMention(i, at+m-i, form, r.Country()), at + m - i
				}
			}
		}
		if !f.words[i].capital() && !strings.Contains(strings.ToLower(f.prose[f.words[i].start:f.words[i+k-1].end]), "ministry") {
			return ascribe.Mention{}, 0
		}
		return f.bodyMention(i, k, form, ""), k
	}
	return f.bodyMention(i, n+k, form, r.Country()), n + k
}

// stateBody is a body by its full name that begins with its state: "Hellenic
// Coast Guard", "Singapore Port Authority". One of the words must be one that
// bodies have in their names.
func (f *finder) stateBody(i int) (ascribe.Mention, int) {
	r, n := f.state(i)
	if n == 0 || !f.words[i].cased {
		return ascribe.Mention{}, 0
	}
	if m, k := f.ownBody(i, n, r.Country()); k > 0 {
		return m, k
	}
	longest, body := 0, false
	for j := i + n; j < min(i+n+longestBody, len(f.words)); j++ {
		w := f.words[j]
		small := w.lower == "of" || w.lower == "for" || w.lower == "and"
		if !f.adjacent(j) || f.words[j-1].possessive && j > i+n || !w.capital() && !small {
			break
		}
		if isHonorific(w.lower) {
			break
		}
		body = body || f.lexicon.orgNouns[w.lower]
		if w.capital() && body {
			longest = j - i + 1
		}
	}
	if end := i + longest; longest < n+2 || end < len(f.words) && f.words[end].lower == "of" && f.adjacent(end) {
		return ascribe.Mention{}, 0 // one word after the state is a description: "Iranian Army"
	}
	m := f.mention(i, longest, nil, nil)
	m.Type, m.Country = ascribe.Organisation, r.Country()
	return m, longest
}

// ownBody is a known body behind the name or adjective of its own state: "the
// U.S. Federal Bureau of Investigation", "Indian CERT-In".
func (f *finder) ownBody(i, n int, country string) (ascribe.Mention, int) {
	if i+n >= len(f.words) || !f.adjacent(i+n) {
		return ascribe.Mention{}, 0
	}
	for _, m := range f.found[i+n] {
		var own []knowledge.Reading
		for _, r := range m.readings {
			if r.Type() == ascribe.Organisation && r.Country() == country && knowledge.PublicKind(r.Kind()) {
				own = append(own, r)
			}
		}
		if len(own) > 0 {
			found := f.mention(i, n+m.n, f.base.Rank(own, knowledge.Query{Country: country}), own)
			found.Country = country
			return found, n + m.n
		}
	}
	return ascribe.Mention{}, 0
}

// bodyOf is a body by its full name with its state behind: "National Cyber
// Security Authority of Greece".
func (f *finder) bodyOf(i int) (ascribe.Mention, int) {
	if w := f.words[i]; !w.capital() || !w.cased || w.first && f.base.Everyday(w.text) {
		return ascribe.Mention{}, 0
	}
	if _, n := f.state(i); n > 0 {
		return ascribe.Mention{}, 0
	}
	for j := i + 1; j < min(i+longestBody, len(f.words)-1); j++ {
		if !f.adjacent(j) || f.words[j-1].possessive || !f.words[j].capital() {
			break
		}
		if !f.lexicon.orgNouns[f.words[j].lower] || f.words[j+1].lower != "of" || !f.adjacent(j+1) {
			continue
		}
		if r, at, n := f.afterOf(j + 2); n > 0 {
			m := f.mention(i, at+n-i, nil, nil)
			m.Type, m.Country = ascribe.Organisation, r.Country()
			return m, at + n - i
		}
	}
	return ascribe.Mention{}, 0
}

// longestBody bounds the words of stateBody's names after the state.
const longestBody = 7

// goesOn reports whether a capitalised word follows that a generic name would
// cut off: "Syria's Air Force Intelligence Directorate".
func (f *finder) goesOn(i int) bool {
	if i >= len(f.words) || !f.adjacent(i) || !f.words[i].capital() || !f.words[i].cased || f.words[i-1].possessive || !f.words[i-1].capital() {
		return false
	}
	_, office := f.officeForm(i)
	_, n := f.state(i)
	return office == 0 && n == 0 && !isHonorific(f.words[i].lower)
}

// ministerial reports whether a body of the kind is one alone in its state, so
// that a name in lower case still names it.
func ministerial(kind string) bool {
	return strings.HasSuffix(kind, "-ministry") || kind == "embassy" || kind == "parliament" || kind == "presidency"
}

// bodyForm is the longest generic name of a body at word i.
func (f *finder) bodyForm(i int) (bodyForm, int) {
	key, longest := "", 0
	var best bodyForm
	for j := i; j < min(i+f.lexicon.longest, len(f.words)); j++ {
		if j > i && !f.adjacent(j) {
			break
		}
		key += f.words[j].key
		if form, ok := f.lexicon.bodies[key]; ok {
			best, longest = form, j-i+1
		}
	}
	return best, longest
}

// bodyMention names the body: the one the knowledge has of that kind and state,
// else one made by rule, with a typed id of its own.
func (f *finder) bodyMention(i, n int, form bodyForm, country string) ascribe.Mention {
	m := f.mention(i, n, nil, nil)
	m.Type, m.Country = ascribe.Organisation, country
	if c, ok := f.base.GenericBody(form.kind, country); ok {
		c.Name = bodyName(f.base, c, form.name, country)
		m.Candidates = []ascribe.Candidate{c}
	} else {
		m.Candidates = []ascribe.Candidate{{Entity: "kind:" + form.kind, Name: form.name, Score: 0}}
	}
	return m
}

func bodyName(b *knowledge.Base, c ascribe.Candidate, template, country string) string {
	if e, ok := b.Entity(c.Entity); ok {
		return e.Name
	}
	id, _ := b.State(country)
	if e, ok := b.Entity(id); ok {
		return fmt.Sprintf(template, e.Name)
	}
	return c.Name
}
