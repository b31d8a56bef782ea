// Package mention finds the stretches of a text that name somebody or something:
// states and their governments, public bodies, offices and people, vendors,
// publications, threat actors, malware, tools, indicators. It decides where a
// name stands and what it may mean; which entity is meant is decided by the
// package link.
//
// Entry point: Find. A mention carries the candidates of its words; a body named
// by its kind alone ("the foreign ministry") carries the kind, as "kind:…", for
// the linker to read in its context. Known names come from the knowledge (at word boundaries,
// spelling variants folded), generic names by rule ("Albania's foreign
// ministry"), unknown names from the language analysis and from the words that
// introduce them ("a group dubbed …").
package mention

import (
	"cmp"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/language"
)

// Version stamps what this stage makes.
const Version = "mention/2"

// finder holds one text while mentions are looked for.
type finder struct {
	text     ascribe.Text
	prose    string
	words    []word
	keys     []string  // of words
	found    [][]match // by first word, longest first
	base     *knowledge.Base
	lexicon  *lexicon
	analysis *language.Analysis
	trusted  map[string]bool // keys of everyday words that the text itself uses as names
	sure     map[string]bool // actors and tools that the text also calls by a telling name
	out      []ascribe.Mention
	taken    []bool // bytes of prose that a mention covers
}

// match is a stretch of words that the knowledge has names for.
type match struct {
	n        int // words
	key      string
	readings []knowledge.Reading
}

// longestName bounds names in words: the longest titles of bodies have some
// fifteen words.
const longestName = 18

// Find gives the mentions of a text in order, not overlapping. The analysis is
// of t.Prose() and may be nil or poor; then only names that it would have
// recognised are missed. Spans are bytes of t.Content.
func Find(t ascribe.Text, a *language.Analysis, b *knowledge.Base) []ascribe.Mention {
	f := &finder{text: t, prose: t.Prose(), base: b, lexicon: newLexicon(), analysis: a, trusted: map[string]bool{}, sure: map[string]bool{}}
	f.words = split(f.prose)
	f.taken = make([]bool, len(f.prose))
	f.keys = make([]string, len(f.words))
	for i, w := range f.words {
		f.keys[i] = w.key
	}
	f.lookup()
	f.known()
	f.indicators()
	f.described()
	f.withInitials()
	f.people()
	f.introduced()
	f.defined()
	f.recognised()
	f.repeated()
	slices.SortFunc(f.out, func(x, y ascribe.Mention) int { return cmp.Compare(x.Start, y.Start) })
	return f.out
}

// lookup collects what the knowledge has at every word, and which everyday
// words this text uses as names.
func (f *finder) lookup() {
	f.found = make([][]match, len(f.words))
	for i := range f.words {
		to := min(i+longestName, len(f.words))
		for j := i + 1; j < to; j++ {
			if strings.Contains(f.prose[f.words[j-1].end:f.words[j].start], "\n") {
				to = j
			}
		}
		f.base.Prefixes(f.keys[i:to], func(n int, readings []knowledge.Reading) {
			var fitting []knowledge.Reading
			for _, r := range readings {
				if f.written(r, i, n) {
					fitting = append(fitting, r)
				}
			}
			if len(fitting) > 0 {
				f.found[i] = append(f.found[i], match{n, strings.Join(f.keys[i:i+n], ""), fitting})
			}
		})
		slices.Reverse(f.found[i])
	}
	for i := range f.found {
		for _, m := range f.found[i] {
			for _, r := range m.readings {
				if isTrade(r.Type()) && !risky(r, m.key) {
					f.sure[r.ID()] = true
				}
				if w := f.words[i]; risky(r, m.key) && w.cased && w.capital() && (!w.first || f.quoted(i) || strings.Contains(f.gap(i), ":")) && slices.Contains(f.cued(i, m.n), string(r.Type())) {
					f.trusted[string(r.Type())+m.key] = true
				}
			}
		}
	}
}

// known walks the words and takes the longest of what the knowledge names and
// what the rules for governments, bodies and offices compose.
func (f *finder) known() {
	for i := 0; i < len(f.words); {
		m, n := f.compose(i)
		if named, k := f.named(i); k >= n && k > 0 {
			if k == n && broad(named) && m.Type == ascribe.Organisation {
				named.Candidates = append(named.Candidates, m.Candidates...)
			}
			m, n = named, k
		}
		if n == 0 {
			i++
			continue
		}
		f.keep(m)
		i += n
	}
}

// broad reports whether a name means nobody for sure; the body that its words
// describe is then a reading too.
func broad(m ascribe.Mention) bool {
	return len(m.Candidates) > 0 && m.Candidates[0].Score < sureScore
}

// sureScore is what a name scores that stands for its entity alone.
const sureScore = 0.6

// named is the longest known name at a word that its surroundings allow.
func (f *finder) named(i int) (ascribe.Mention, int) {
	for _, m := range f.found[i] {
		if readings := f.allowed(m, i); len(readings) > 0 {
			return f.mention(i, m.n, f.base.Rank(readings, knowledge.Query{Written: f.prose[f.words[i].start:f.words[i+m.n-1].end]}), readings), m.n
		}
	}
	return ascribe.Mention{}, 0
}

func (f *finder) mention(i, n int, candidates []ascribe.Candidate, readings []knowledge.Reading) ascribe.Mention {
	m := ascribe.Mention{Span: ascribe.Span{Start: f.words[i].start, End: f.end(i, n)}, Role: ascribe.NameRole, Candidates: candidates}
	m.Text = strings.Join(strings.Fields(m.Of(f.prose)), " ")
	for _, r := range readings {
		if len(candidates) == 0 || r.ID() != candidates[0].Entity {
			continue
		}
		m.Type = r.Type()
		if m.Type == ascribe.State {
			m.Country = r.Country()
		}
		if m.Role == ascribe.NameRole && r.Name.Kind == knowledge.DemonymName && !hasPlain(readings, r.ID()) {
			m.Role = ascribe.DemonymRole
		}
	}
	return m
}

// end is where n words from i end; the full stop of "U.S." belongs to it.
func (f *finder) end(i, n int) int {
	last := f.words[i+n-1]
	if len(last.text) == 1 && n > 1 && last.end < len(f.prose) && f.prose[last.end] == '.' && f.prose[last.start-1] == '.' {
		return last.end + 1
	}
	return last.end
}

// hasPlain reports whether the words also name the entity outright, as "US" does.
func hasPlain(readings []knowledge.Reading, id string) bool {
	return slices.ContainsFunc(readings, func(r knowledge.Reading) bool {
		return r.ID() == id && r.Name.Kind != knowledge.DemonymName
	})
}

// free reports whether no mention has been found yet in a span.
func (f *finder) free(s ascribe.Span) bool {
	return !slices.Contains(f.taken[s.Start:s.End], true)
}

func (f *finder) keep(m ascribe.Mention) {
	f.out = append(f.out, m)
	for i := m.Start; i < m.End; i++ {
		f.taken[i] = true
	}
}

// add appends a mention where the text is still free.
func (f *finder) add(m ascribe.Mention) {
	if m.Len() > 0 && m.Start >= 0 && m.End <= len(f.prose) && f.free(m.Span) {
		m.Text = strings.Join(strings.Fields(m.Of(f.prose)), " ")
		f.keep(m)
	}
}

// wordAt is the index of the first word that starts at or after a byte.
func (f *finder) wordAt(offset int) int {
	i, _ := slices.BinarySearchFunc(f.words, offset, func(w word, at int) int { return cmp.Compare(w.start, at) })
	return i
}

// gap is the text between a word and the one before it.
func (f *finder) gap(i int) string {
	if i <= 0 || i >= len(f.words) {
		return "\n"
	}
	return f.prose[f.words[i-1].end:f.words[i].start]
}
