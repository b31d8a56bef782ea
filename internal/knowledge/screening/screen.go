// Package screening asks whether a name is on a sanctions list, in any of
// several scripts and spellings, and says why it thinks so. New builds an Index
// of lists; Index.Screen asks it, Index.Compare compares two names.
//
// How the score comes about, and what it was measured on, is in docs/screening.md.
package screening

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge/designation"
)

// Default is the least score that Screen reports unless asked otherwise.
const Default = 0.8

// Query is a question to an index.
type Query struct {
	Name  string
	Types []designation.Type // those wanted; none means any
	Lists []string           // ids of lists to look in; none means all
	AsOf  ascribe.Day        // "" means as the lists stand
	Min   float64            // least score, 0 to 1; 0 means Default
	Limit int                // most matches; 0 means 10
}

// Answer is what an index says to a query.
type Answer struct {
	Query   string      `json:"query"`
	AsOf    ascribe.Day `json:"as_of,omitempty"`
	Matches []Match     `json:"matches"`          // best first; none means not listed
	Later   []Match     `json:"later,omitempty"`  // listed after AsOf only
	Before  []Match     `json:"before,omitempty"` // removed by then
}

// Match is a designation that a query may mean.
type Match struct {
	Name       string               `json:"name"`     // the primary name
	Matched    string               `json:"matched"`  // the name that matched
	Strength   designation.Strength `json:"strength"` // of the name that matched
	Former     bool                 `json:"former,omitempty"`
	Score      float64              `json:"score"` // 0 to 1
	Parts      Parts                `json:"parts"`
	Type       designation.Type     `json:"type"`
	Authority  string               `json:"authority"`
	List       string               `json:"list"`
	Programmes []string             `json:"programmes"`
	UID        string               `json:"uid"`
	Status     designation.State    `json:"status"`
	Since      ascribe.Day          `json:"since"`
	SinceHow   string               `json:"since_how"`
	ListDate   ascribe.Day          `json:"list_date"`
	ListHash   string               `json:"list_hash"` // SHA-256 of the list's bytes
	Links      []string             `json:"linked_to,omitempty"`
	Reasons    []string             `json:"reasons"`
}

// Parts are what a score is made of: Words less what is taken off.
type Parts struct {
	Words   float64 `json:"words"`             // how alike the paired words are
	Missing float64 `json:"missing,omitempty"` // off, for words only one side has
	Form    float64 `json:"form,omitempty"`    // off, for another legal form or number
	Chance  float64 `json:"chance,omitempty"`  // off, for agreeing in few, short or common words only
	Alias   float64 `json:"alias,omitempty"`   // off, for the strength of the alias
	Single  float64 `json:"single,omitempty"`  // off, for a single word without a type
}

// Screener asks an index; it is not safe for concurrent use, but quick to make
// and worth keeping.
type Screener struct {
	index   *Index
	scratch *scratch
}

// Screener makes one.
func (x *Index) Screener() *Screener { return &Screener{index: x, scratch: x.newScratch()} }

// Screen answers one query.
func (s *Screener) Screen(q Query) Answer {
	x := s.index
	least := cmp.Or(q.Min, Default)
	best := make(map[uint32]found)
	var last reading
	for _, kind := range kinds(q.Types) {
		r := x.readName(q.Name, kind)
		if len(r.pieces) == 0 {
			continue
		}
		if !r.finds(last) {
			x.vote(r, s.scratch)
		}
		last = r
		for _, n := range x.promising(r, s.scratch, x.wanted(q, kind)) {
			e := x.names[n].entry
			f := x.judge(r, n, len(q.Types) > 0, &s.scratch.alignment)
			if old, ok := best[e]; f.score >= least && (!ok || f.better(old)) {
				f.reading, f.how.alignment = r, nil
				best[e] = f
			}
		}
	}
	return x.answer(q, best)
}

// kinds are the ways a query must be read for the types wanted: as a person's
// name, as another's, or both.
func kinds(types []designation.Type) []designation.Type {
	if len(types) == 0 {
		return []designation.Type{designation.Person, designation.Organisation}
	}
	var out []designation.Type
	for _, t := range types {
		if t != designation.Person {
			t = designation.Organisation
		}
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// wanted tells the names that a query read as one kind may mean.
func (x *Index) wanted(q Query, kind designation.Type) func(name uint32) bool {
	person, any := kind == designation.Person, len(q.Types)+len(q.Lists) == 0
	return func(name uint32) bool {
		n := &x.names[name]
		if n.person != person || any {
			return n.person == person
		}
		e := &x.entries[n.entry]
		return (len(q.Types) == 0 || slices.Contains(q.Types, e.Type)) &&
			(len(q.Lists) == 0 || slices.Contains(q.Lists, x.lists[e.list].ID))
	}
}

// found is a name that matches, with its score.
type found struct {
	name     uint32
	score    float64
	exact    bool
	literal  bool // exact, and letter for letter, case aside
	slip     bool // scored as one string, not by words
	strength designation.Strength
	parts    Parts
	how      comparison
	reading  reading
}

// compare orders names that match, best first: by score, those typed letter for
// letter first, then by strength and place on the list.
func (f found) compare(g found) int {
	return cmp.Or(cmp.Compare(g.score, f.score), order(f.literal, g.literal), f.strength.Rank()-g.strength.Rank(), cmp.Compare(f.name, g.name))
}

// order puts what is so before what isn't.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// better reports whether f says more of an entry than g does.
func (f found) better(g found) bool {
	return f.compare(g) < 0
}

// The ladder of scores: an exactly typed name stands above any other.
const (
	exactPrimary = 1.0
	exactStrong  = 1.0
	exactWeak    = 0.98
	fuzzyMost    = 0.97
	weakFuzzy    = 0.06 // off a weak alias that is not typed exactly
	singleWord   = 0.06 // off a single word typed exactly where no type is given
	singleMost   = 0.9  // the most for one that is not typed exactly
	singleShort  = 0.78 // and for a short one, below the default threshold
	shortWord    = 5    // letters
)

// judge compares a query with one listed name.
func (x *Index) judge(r reading, n uint32, typed bool, a *alignment) found {
	name := &x.names[n]
	strength := x.entries[name.entry].Names[name.name].Strength
	*a = alignment{asked: r.pieces, listed: x.pieces(name, a.listed[:0]), pairs: a.pairs[:0], choice: a.choice[:0], head: name.head}
	a.slip, a.slipEdits = x.slip(r, name)
	f := x.grade(r, a, strength, typed)
	f.name = n
	f.literal = f.exact && strings.EqualFold(r.name, x.entries[name.entry].Names[name.name].Text)
	return f
}

// grade gives an alignment its place on the ladder of scores.
func (x *Index) grade(r reading, a *alignment, strength designation.Strength, typed bool) found {
	f := found{strength: strength}
	f.how = x.compare(a, r.kind)
	f.exact = a.exact()
	f.parts = Parts{Words: f.how.words, Missing: f.how.missing, Form: f.how.form, Chance: f.how.chance}
	if f.exact {
		f.parts = Parts{Words: 1}
	}
	switch {
	case f.exact && strength == designation.Primary:
		f.score = exactPrimary
	case f.exact && strength == designation.Strong:
		f.score, f.parts.Alias = exactStrong, exactPrimary-exactStrong
	case f.exact:
		f.score, f.parts.Alias = exactWeak, exactPrimary-exactWeak
	default:
		f.score = min(f.how.score, fuzzyMost)
		f.parts.Words -= f.how.score - f.score
		if a.slip >= f.score && a.slip > 0 {
			f.score, f.slip = a.slip, true
			f.parts = Parts{Words: a.slip}
		}
		if strength == designation.Weak {
			f.score, f.parts.Alias = f.score-weakFuzzy, weakFuzzy
		}
	}
	if r.sole && !typed {
		ceiling := f.score - singleWord
		switch {
		case !f.exact && !f.slip && len(r.plain) <= shortWord: // sounds say little of so few letters
			ceiling = min(f.score, singleShort)
		case !f.exact:
			ceiling = min(f.score, singleMost)
		}
		f.score, f.parts.Single = ceiling, f.score-ceiling
	}
	return f
}

// exact reports whether both names are the same words, in whatever order.
func (a *alignment) exact() bool {
	if len(a.asked) != len(a.listed) || len(a.pairs) != len(a.asked) {
		return false
	}
	for _, p := range a.pairs {
		if p.like.how != same {
			return false
		}
	}
	return true
}

// answer makes matches of what was found and sorts them by how they stood.
func (x *Index) answer(q Query, best map[uint32]found) Answer {
	answer := Answer{Query: q.Name, AsOf: q.AsOf, Matches: []Match{}}
	finds := make([]found, 0, len(best))
	for _, f := range best {
		finds = append(finds, f)
	}
	slices.SortFunc(finds, found.compare)
	limit := cmp.Or(q.Limit, 10)
	for _, f := range finds {
		m := x.match(q, f)
		switch {
		case m.Status == designation.Later && len(answer.Later) < limit:
			answer.Later = append(answer.Later, m)
		case m.Status == designation.Removed && q.AsOf != "" && len(answer.Before) < limit:
			answer.Before = append(answer.Before, m)
		case (m.Status == designation.Listed || m.Status == designation.Unknown) && len(answer.Matches) < limit:
			answer.Matches = append(answer.Matches, m)
		}
	}
	return answer
}

func (x *Index) match(q Query, f found) Match {
	f = x.judge(f.reading, f.name, len(q.Types) > 0, &alignment{}) // again, for its reasons
	n := x.names[f.name]
	e := x.entries[n.entry]
	list := &x.lists[e.list]
	name := e.Names[n.name]
	standing := e.On(q.AsOf)
	return Match{Name: e.Name(), Matched: name.Text, Strength: name.Strength, Former: name.Former,
		Score: round(f.score), Parts: f.parts.round(), Type: e.Type, Authority: list.Authority, List: list.ID,
		Programmes: append([]string{}, standing.Programmes...), UID: e.UID, Status: standing.State, Since: standing.Since, SinceHow: standing.How,
		ListDate: list.Date, ListHash: list.SHA256, Links: e.Links, Reasons: f.reasons()}
}

func round(f float64) float64 { return float64(int(f*1000+0.5)) / 1000 }

func (p Parts) round() Parts {
	return Parts{round(p.Words), round(p.Missing), round(p.Form), round(p.Chance), round(p.Alias), round(p.Single)}
}

// reasons say in words how a match came about.
func (f found) reasons() []string {
	var out []string
	if f.exact {
		out = append(out, "exactly this name")
	}
	a := f.how.alignment
	if f.slip {
		out = append(out, fmt.Sprintf("as listed but for %d letter(s)", a.slipEdits))
		return append(out, f.cautions()...)
	}
	for _, p := range a.pairs {
		if p.like.how != same {
			out = append(out, p.reason(a))
		}
	}
	if s := unused(a.asked, a.askedUsed[:]); s != "" {
		out = append(out, "not in the listed name: "+s)
	}
	if s := unused(a.listed, a.listedUsed[:]); s != "" {
		out = append(out, "only in the listed name: "+s)
	}
	return append(out, f.cautions()...)
}

// cautions say what weakens a match.
func (f found) cautions() []string {
	var out []string
	if f.parts.Form > 0 {
		out = append(out, "another legal form or number")
	}
	if f.parts.Chance > 0 && !f.exact {
		out = append(out, "so short or common that it may agree by chance")
	}
	if f.strength == designation.Weak {
		out = append(out, "the list calls this alias weak")
	}
	if f.parts.Single > 0 {
		out = append(out, "a single word, and no type was given")
	}
	return out
}

var hows = [...]string{familiar: "spellings of one name", alike: "sound alike", vowelless: "alike, one being written without vowels",
	nearly: "differ by a letter or two", nickname: "a short form", initialOf: "its initial", joined: "written as one"}

func (p pair) reason(a *alignment) string {
	return "“" + text(a.asked[p.asked[0]:p.asked[1]+1]) + "” and “" + text(a.listed[p.listed[0]:p.listed[1]+1]) + "”: " + hows[p.like.how]
}

func text(pieces []piece) string {
	words := make([]string, len(pieces))
	for i, p := range pieces {
		words[i] = p.text
	}
	return strings.Join(words, " ")
}

func unused(pieces []piece, used []bool) string {
	var left []piece
	for i, p := range pieces {
		if !used[i] {
			left = append(left, p)
		}
	}
	return text(left)
}
