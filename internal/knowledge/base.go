// Package knowledge holds what is known before a document is read: states,
// bodies, people in office, vendors, publishers, threat actors, malware and
// tools, each with its names as statements by somebody, from a named source.
//
// Entry points: Embedded opens the snapshot inside the program; Base.Resolve
// turns a name into ranked candidates; Base.Prefixes finds names in running
// text; Base.Entity, Names, SpeaksFor, Related and Publisher answer questions.
// Nothing here merges two entities because they share a name: a name that
// several entities bear stays ambiguous and is reported so.
package knowledge

import (
	_ "embed" // the snapshot and the word list
	"slices"
	"strings"
	"sync"

	"ascribe"
)

//go:embed snapshot.gz
var snapshot []byte

// ordinaryWords are names of actors, tools or firms that are words of English too.
//
//go:embed tables/ordinary-words.txt
var ordinaryWords string

// commonWords are the words that occur three times or more in lower case in
// UD English-EWT (train) and GUM.
//
//go:embed tables/common-words.txt
var commonWords string

// Base is a loaded set of entries. It is read-only and safe for concurrent use.
type Base struct {
	entries   []Entry
	byID      map[string]int
	keys      []string // every name's key, sorted
	readings  [][]Reading
	hosts     map[string]int // Internet host → publisher
	external  map[External]int
	posts     map[string][]post
	bodies    map[bodyKey]int
	lastNames map[string][]string // key of an office holder\'s last name → persons
	everyday  map[string]bool
}

type bodyKey struct{ kind, country string }

// post is a stretch of time in which a person held an office of a body.
type post struct {
	person int
	Statement
}

// Reading is one entity that a key may name, with the name that matched.
type Reading struct {
	entry    *Entry
	Name     *Name
	Ordinary bool // the key is also an everyday word
}

// ID is the entity's id.
func (r Reading) ID() string { return r.entry.ID }

// Type is the entity's type.
func (r Reading) Type() ascribe.EntityType { return r.entry.Type }

// Country is the entity's country, "" where none applies.
func (r Reading) Country() string { return r.entry.Country }

// Kind is the entity's finer kind.
func (r Reading) Kind() string { return r.entry.Kind }

// Canonical is the name the entity is shown under.
func (r Reading) Canonical() string { return r.entry.Name }

// embedded is loaded once, on first use.
var embedded = sync.OnceValues(func() (*Base, error) {
	entries, err := Read(snapshot)
	if err != nil {
		return nil, err
	}
	return New(entries), nil
})

// Embedded is the base built into the program. It loads once.
func Embedded() (*Base, error) { return embedded() }

// New indexes entries.
func New(entries []Entry) *Base {
	b := &Base{entries: entries, byID: make(map[string]int, len(entries)), hosts: map[string]int{}, external: map[External]int{},
		posts: map[string][]post{}, bodies: map[bodyKey]int{}, lastNames: map[string][]string{}, everyday: map[string]bool{}}
	ordinary := map[string]bool{}
	for w := range strings.FieldsSeq(ordinaryWords) {
		ordinary[w] = true
	}
	b.indexNames(ordinary)
	for w := range strings.FieldsSeq(commonWords) {
		b.everyday[w] = true
	}
	for i := range entries {
		b.byID[entries[i].ID] = i
	}
	owners := map[string][]int{} // host → those who give it as theirs
	for i := range entries {
		b.indexEntry(i, owners)
	}
	b.indexHosts(owners)
	return b
}

func (b *Base) indexNames(ordinary map[string]bool) {
	type keyed struct {
		key     string
		reading Reading
	}
	total := 0
	for i := range b.entries {
		total += len(b.entries[i].Names)
	}
	all := make([]keyed, 0, total)
	for i := range b.entries {
		e := &b.entries[i]
		for j := range e.Names {
			if key := Key(e.Names[j].Name); len(key) > 1 && e.Names[j].Relation == "" {
				all = append(all, keyed{key, Reading{entry: e, Name: &e.Names[j]}})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y keyed) int { return strings.Compare(x.key, y.key) })
	for i, k := range all {
		k.reading.Ordinary = ordinary[k.key]
		if i == 0 || all[i-1].key != k.key {
			b.keys = append(b.keys, k.key)
			b.readings = append(b.readings, nil)
		}
		last := len(b.readings) - 1
		b.readings[last] = append(b.readings[last], k.reading)
	}
}

func (b *Base) indexEntry(i int, owners map[string][]int) {
	e := &b.entries[i]
	b.indexBody(i)
	for _, x := range e.External {
		if _, taken := b.external[x]; !taken {
			b.external[x] = i
		}
	}
	for _, s := range e.Statements {
		switch s.Relation {
		case Host:
			owners[s.Value] = append(owners[s.Value], i)
		case HoldsOffice:
			b.posts[s.Object] = append(b.posts[s.Object], post{i, s})
			b.indexLastName(e)
		}
	}
}

// indexHosts gives every host to the entity that publishes there.
func (b *Base) indexHosts(owners map[string][]int) {
	for host, all := range owners {
		b.hosts[host] = b.owner(all)
	}
}

// owner is, of several entities with one host, the one that the others are part
// of; where public bodies of one state share a portal ("gov.uk") it is the state;
// else the first.
func (b *Base) owner(all []int) int {
	public := true
	for _, i := range all {
		if !slices.ContainsFunc(all, func(j int) bool { return j != i && !b.within(j, i) }) {
			return i
		}
		public = public && b.entries[i].Country == b.entries[all[0]].Country && PublicKind(b.entries[i].Kind)
	}
	if state, ok := b.State(b.entries[all[0]].Country); ok && public {
		return b.byID[state]
	}
	return all[0]
}

// within reports whether an entry is part of another, over any number of steps.
func (b *Base) within(i, j int) bool {
	for _, above := range b.SpeaksFor(b.entries[i].ID, "") {
		if above.ID == b.entries[j].ID && above.Type != ascribe.State {
			return true
		}
	}
	return false
}

func (b *Base) indexLastName(e *Entry) {
	words := strings.Fields(e.Name)
	key := Key(words[len(words)-1])
	if !slices.Contains(b.lastNames[key], e.ID) {
		b.lastNames[key] = append(b.lastNames[key], e.ID)
	}
}

// indexBody remembers the one body of a kind that a state has; a second makes
// the kind ambiguous (-1), unless it is part of another of that kind.
func (b *Base) indexBody(i int) {
	e := &b.entries[i]
	if e.Kind == "" || e.Country == "" || e.Type != ascribe.Organisation {
		return
	}
	for _, s := range e.Statements {
		if parent, ok := b.entry(s.Object); ok && s.Relation == PartOf && parent.Kind == e.Kind {
			return
		}
	}
	key := bodyKey{e.Kind, e.Country}
	if _, taken := b.bodies[key]; taken {
		i = -1
	}
	b.bodies[key] = i
}

// Everyday reports whether a word, in any case, is one of general English.
func (b *Base) Everyday(word string) bool { return b.everyday[strings.ToLower(word)] }

// Len is the number of entities.
func (b *Base) Len() int { return len(b.entries) }

// Entries gives all entries in the order of the snapshot; they must not be changed.
func (b *Base) Entries() []Entry { return b.entries }

// Entity gives the entity of an id, with every spelling as an alias.
func (b *Base) Entity(id string) (ascribe.Entity, bool) {
	e, ok := b.entry(id)
	if !ok {
		return ascribe.Entity{}, false
	}
	return e.Entity(), true
}

// External gives the id of the entity that has an id elsewhere, such as attack
// G0007; the first where several have it.
func (b *Base) External(scheme, id string) (string, bool) {
	i, ok := b.external[External{scheme, id}]
	if !ok {
		return "", false
	}
	return b.entries[i].ID, true
}

// Kind is the finer kind of an entity, "" when it has none or isn't known.
func (b *Base) Kind(id string) string {
	e, ok := b.entry(id)
	if !ok {
		return ""
	}
	return e.Kind
}

// Names gives the name statements of an entity, strongest kind first.
func (b *Base) Names(id string) []Name {
	e, ok := b.entry(id)
	if !ok {
		return nil
	}
	names := slices.Clone(e.Names)
	slices.SortStableFunc(names, Name.Compare)
	return names
}

// Related gives what is stated of an entity under one relation.
func (b *Base) Related(id, relation string) []Statement {
	e, ok := b.entry(id)
	if !ok {
		return nil
	}
	var out []Statement
	for _, s := range e.Statements {
		if s.Relation == relation {
			out = append(out, s)
		}
	}
	return out
}

// Body gives the id of a state's body of a kind, such as its foreign ministry;
// false when it isn't known or when the state has several of that kind.
func (b *Base) Body(kind, country string) (string, bool) {
	i, ok := b.bodies[bodyKey{kind, country}]
	if !ok || i < 0 {
		return "", false
	}
	return b.entries[i].ID, true
}

// GenericBody gives the body of a kind that a state has: the known one, or an id
// made by rule from state and kind. False when the state isn't known.
func (b *Base) GenericBody(kind, country string) (ascribe.Candidate, bool) {
	if id, ok := b.Body(kind, country); ok {
		return ascribe.Candidate{Entity: id, Score: scorePrimary, Reasons: []string{"the " + kind + " of " + country}}, true
	}
	if _, ok := b.State(country); !ok || country == "" {
		return ascribe.Candidate{}, false
	}
	return ascribe.Candidate{Entity: "organisation:" + strings.ToLower(country) + "-" + kind, Score: scoreStrong, Reasons: []string{"named by its state and kind"}}, true
}

// State gives the id of the state with an ISO 3166-1 alpha-2 code.
func (b *Base) State(country string) (string, bool) {
	id := "state:" + strings.ToLower(country)
	_, ok := b.byID[id]
	return id, ok
}

func (b *Base) entry(id string) (*Entry, bool) {
	i, ok := b.byID[id]
	if !ok {
		return nil, false
	}
	return &b.entries[i], true
}
