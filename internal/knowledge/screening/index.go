package screening

import (
	"hash/maphash"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"

	"ascribe/internal/knowledge/designation"
)

// Index holds the names of lists for screening. It is read-only once built
// and safe for concurrent use.
type Index struct {
	lexicon *lexicon
	plain   *costs
	abjad   *costs

	lists   []designation.List
	entries []entry
	names   []listedName

	terms      []term
	byText     map[string]uint32
	bySound    lookup                // terms by sound
	bySkeleton lookup                // terms by skeleton
	byLoose    lookup                // terms by loose skeleton
	byLength   [maxWord + 1][]uint32 // terms by length of text, for comparing by edits
	postings   [][]uint32            // term → names
	joins      lookup                // names by a run of words written as one: what a query may have joined or parted
	exact      lookup                // names by their words, in any order
	seed       maphash.Seed
}

// entry is a designation and where it stands.
type entry struct {
	list int
	gone bool
	*designation.Designation
}

// listedName is one name of an entry.
type listedName struct {
	entry  uint32
	name   uint16 // index into the designation's names
	person bool
	tokens []part
	weight float32 // of its parts together
	plain  string  // its words as one string
	turn   int     // where the words after "LAST," start in plain; 0 without a comma
	head   int     // 1 + the first word of content before the comma; 0 without a comma
}

// part is a token of a listed name.
type part struct {
	term   uint32
	class  class
	weight float32
}

// term is a word that listed names hold.
type term struct {
	token
	mask   uint64  // which letters it holds
	count  int     // names that hold it
	family int     // of spellings of a common name, 0 if none
	pet    bool    // a short form of other names
	rarity float32 // the logarithm of how seldom a listed name holds it
	weight float32 // as content: rare words weigh 1, the commonest least
}

// New builds an index of lists, their present and their past entries.
func New(lists ...designation.List) (*Index, error) {
	lexicon, err := newLexicon()
	if err != nil {
		return nil, err
	}
	x := &Index{lexicon: lexicon, plain: newCosts(false), abjad: newCosts(true), lists: lists, seed: maphash.MakeSeed(),
		byText: map[string]uint32{}}
	for i := range lists {
		for j := range lists[i].Designations {
			x.entries = append(x.entries, entry{list: i, Designation: &lists[i].Designations[j]})
		}
		for j := range lists[i].Gone {
			x.entries = append(x.entries, entry{list: i, gone: true, Designation: &lists[i].Gone[j]})
		}
	}
	x.add(x.read())
	x.weigh()
	x.arrange()
	return x, nil
}

// readNames is a listed name as tokens and as a string.
type readNames struct {
	tokens []token
	plain  string
	turn   int
}

// read makes tokens of every name, on every core.
func (x *Index) read() [][]readNames {
	out := make([][]readNames, len(x.entries))
	var wait sync.WaitGroup
	workers := max(1, min(runtime.GOMAXPROCS(0), 8))
	for w := range workers {
		wait.Go(func() {
			for i := w; i < len(x.entries); i += workers {
				d := x.entries[i].Designation
				for _, n := range d.Names {
					out[i] = append(out[i], x.lexicon.readListed(n.Text, d.Type))
				}
			}
		})
	}
	wait.Wait()
	return out
}

func (l *lexicon) readListed(name string, kind designation.Type) readNames {
	words := l.fold(name)
	r := readNames{plain: plainOf(words)}
	if last, _, ok := strings.Cut(name, ", "); ok && kind == designation.Person {
		if n := len(plainOf(l.fold(last))); n+1 < len(r.plain) {
			r.turn = n + 1
		}
	}
	r.tokens = l.classify(words, kind)
	return r
}

// add enters every name that was read.
func (x *Index) add(read [][]readNames) {
	names, words := 0, 0
	for _, all := range read {
		names += len(all)
		for _, n := range all {
			words += len(n.tokens)
		}
	}
	x.names = make([]listedName, 0, names)
	parts := make([]part, 0, words)
	for e, all := range read {
		for n, name := range all {
			if len(name.tokens) == 0 {
				continue
			}
			from := len(parts)
			for i := range name.tokens {
				t := &name.tokens[i]
				parts = append(parts, part{term: x.term(*t), class: t.class})
				t.sound = x.terms[parts[len(parts)-1].term].sound
			}
			id := uint32(len(x.names))
			x.names = append(x.names, listedName{entry: uint32(e), name: uint16(n), person: x.entries[e].Type == designation.Person,
				plain: name.plain, turn: name.turn, head: name.head(), tokens: parts[from:len(parts):len(parts)]})
			x.exact.add(x.exactKey(name.tokens), id)
			x.addJoins(id, name.tokens)
		}
	}
	x.post(words)
}

// head is 1 + the first word of content of the family name, 0 where none is marked.
func (n readNames) head() int {
	if n.turn == 0 {
		return 0
	}
	return 1 + max(0, slices.IndexFunc(n.tokens, func(t token) bool { return t.class == content }))
}

// post makes the postings: for every term the names that hold it.
func (x *Index) post(words int) {
	counts := make([]int, len(x.terms))
	x.eachWord(func(_ int, term uint32) { counts[term]++ })
	x.postings = make([][]uint32, len(x.terms))
	all := make([]uint32, words)
	at := 0
	for i, n := range counts {
		x.postings[i] = all[at : at : at+n]
		at += n
	}
	x.eachWord(func(name int, term uint32) { x.postings[term] = append(x.postings[term], uint32(name)) })
}

// eachWord visits every name with each of its terms once.
func (x *Index) eachWord(visit func(name int, term uint32)) {
	for i := range x.names {
		tokens := x.names[i].tokens
		for j, p := range tokens {
			if !slices.ContainsFunc(tokens[:j], func(q part) bool { return q.term == p.term }) {
				visit(i, p.term)
			}
		}
	}
}

func (x *Index) term(t token) uint32 {
	key := t.text
	if t.abjad {
		key = "\x00" + key
	}
	id, ok := x.byText[key]
	if !ok {
		id = uint32(len(x.terms))
		x.byText[key] = id
		x.terms = append(x.terms, x.lexicon.term(t))
	}
	return id
}

// term makes the term of a word.
func (l *lexicon) term(t token) term {
	t.class = content
	if t.sound == "" {
		t.sound = l.sound(t.text)
	}
	_, pet := l.nicknames[t.text]
	return term{token: t, mask: mask(t.text), family: l.families[t.text], pet: pet}
}

// addJoins enters neighbouring words written as one, and the whole name so.
func (x *Index) addJoins(id uint32, tokens []token) {
	bare := bare(tokens)
	for i := 0; len(bare) > 2 && i+1 < len(bare); i++ {
		x.joins.add(x.hash(bare[i].sound+bare[i+1].sound), id)
	}
	if len(bare) > 1 {
		for _, whole := range wholes(bare) {
			x.joins.add(x.hash(whole), id)
		}
	}
}

// wholes are a name's sounds written as one word: as it stands, and with its
// first word last ("LAST, First").
func wholes(tokens []token) []string {
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString(t.sound)
	}
	first := tokens[0].sound
	return []string{b.String(), b.String()[len(first):] + first}
}

// bare leaves titles and legal forms out.
func bare(tokens []token) []token {
	out := make([]token, 0, len(tokens))
	for _, t := range tokens {
		if t.class < title {
			out = append(out, t)
		}
	}
	return out
}

func (x *Index) hash(s string) uint64 { return maphash.String(x.seed, s) }

// exactKey is the same for names of the same words in any order.
func (x *Index) exactKey(tokens []token) uint64 {
	var sum uint64
	for _, t := range tokens {
		sum += x.hash(t.text)
	}
	return sum
}

// weigh gives every term its weight by how many names hold it, and every part
// of a name the weight that its class leaves it.
func (x *Index) weigh() {
	all := math.Log(x.population())
	for i := range x.terms {
		t := &x.terms[i]
		t.count = len(x.postings[i])
		t.rarity = x.rarity(t.count)
		t.weight = max(0.2, t.rarity/float32(all-math.Ln2))
	}
	for i := range x.names {
		n := &x.names[i]
		for j := range n.tokens {
			p := &n.tokens[j]
			p.weight = x.terms[p.term].weight * share(p.class)
			n.weight += p.weight
		}
	}
}

// rarity is the logarithm of how seldom a listed name holds a word that count
// of them hold.
func (x *Index) rarity(count int) float32 {
	return float32(math.Log(x.population() / float64(count+1)))
}

// population is how many names rarity is reckoned on: those of the lists, or of a
// usual one where the lists are short.
func (x *Index) population() float64 { return float64(max(len(x.names), usualNames)) }

// usualNames is about what the largest national lists hold.
const usualNames = 40_000

// share is how much of its weight a class of word keeps.
func share(c class) float32 {
	switch c {
	case content, number:
		return 1
	case initial:
		return 0.3
	case particle:
		return 0.1
	case title:
		return 0.03
	default:
		return 0.15
	}
}

// arrange enters terms where queries look for them.
func (x *Index) arrange() {
	for i, t := range x.terms {
		id := uint32(i)
		x.bySound.add(x.hash(t.sound), id)
		if s := skeleton(t.sound, false); len(s) > 1 {
			x.bySkeleton.add(x.hash(s), id)
		}
		if s := skeleton(t.sound, true); len(s) > 1 {
			x.byLoose.add(x.hash(s), id)
		}
		if len(t.text) <= maxWord && !t.abjad {
			x.byLength[len(t.text)] = append(x.byLength[len(t.text)], id)
		}
	}
	var wait sync.WaitGroup
	for _, l := range []lookup{x.joins, x.exact, x.bySound, x.bySkeleton, x.byLoose} {
		wait.Go(l.sort)
	}
	wait.Wait()
}

// mask is the set of letters and digits of a word, one bit each.
func mask(text string) uint64 {
	var m uint64
	for i := range len(text) {
		if c := text[i]; c >= 'a' {
			m |= 1 << (c - 'a' + 10)
		} else {
			m |= 1 << (c & 15)
		}
	}
	return m
}

// Lists are the lists that the index was built of.
func (x *Index) Lists() []designation.List { return x.lists }
