package knowledge

import (
	"maps"
	"slices"
	"strings"

	"ascribe"
)

// maxChain bounds SpeaksFor against circles in the tables; real chains have at
// most five links.
const maxChain = 8

// SpeaksFor gives whom an entity speaks for, nearest first: an office (body) of
// a person on that day, then each parent body, then the state. An unknown day
// ("") counts every office the person is known to have held as held.
func (b *Base) SpeaksFor(id string, day ascribe.Day) []ascribe.Entity {
	var out []ascribe.Entity
	seen := map[string]bool{id: true}
	for range maxChain {
		next := b.above(id, day)
		if next == "" || seen[next] {
			break
		}
		seen[next] = true
		e, ok := b.Entity(next)
		if !ok {
			break
		}
		out, id = append(out, e), next
	}
	return out
}

// above is the one step up from an entity: office, parent, or state of a public body.
func (b *Base) above(id string, day ascribe.Day) string {
	e, ok := b.entry(id)
	if !ok {
		return ""
	}
	for _, s := range e.Statements {
		if (s.Relation == PartOf || s.Relation == HoldsOffice) && In(s.From, s.To, day) {
			return s.Object
		}
	}
	if e.Type == ascribe.Organisation && e.Country != "" && PublicKind(e.Kind) {
		if state, ok := b.State(e.Country); ok {
			return state
		}
	}
	return ""
}

// PublicKind reports whether bodies of a kind are organs of their state, so that
// what they say is said for it.
func PublicKind(kind string) bool {
	switch kind {
	case "", "vendor", "company", "group", "party", "media", "academic", "ngo", "international", "infrastructure", "media-company":
		return false
	default:
		return true
	}
}

// Holder gives who held an office of a body on a day: the person's id. The title
// is compared by key; "" takes any title. It is "" when no holder is known.
func (b *Base) Holder(body, title string, day ascribe.Day) string {
	want := Key(title)
	for _, p := range b.posts[body] {
		if In(p.From, p.To, day) && (want == "" || Key(p.Value) == want) {
			return b.entries[p.person].ID
		}
	}
	return ""
}

// Post is one stretch of a person in an office.
type Post struct {
	Person ascribe.Entity
	Body   string // entity id
	Title  string
	From   ascribe.Day
	To     ascribe.Day
}

// Holders gives everyone known to have held an office of a body.
func (b *Base) Holders(body string) []Post {
	var out []Post
	for _, p := range b.posts[body] {
		out = append(out, Post{Person: b.entries[p.person].Entity(), Body: body, Title: p.Value, From: p.From, To: p.To})
	}
	return out
}

// Office finds the body of a country in which somebody is known to have held an
// office of that title on a day, and the holder's id.
func (b *Base) Office(country, title string, day ascribe.Day) (body, holder string, found bool) {
	want := Key(title)
	for _, id := range slices.Sorted(maps.Keys(b.posts)) {
		e, ok := b.entry(id)
		if !ok || e.Country != country {
			continue
		}
		for _, p := range b.posts[id] {
			if Key(p.Value) == want && In(p.From, p.To, day) {
				return id, b.entries[p.person].ID, true
			}
		}
	}
	return "", "", false
}

// ByLastName gives the persons with an office whose last name is this.
func (b *Base) ByLastName(name string) []string { return b.lastNames[Key(name)] }

// HoldersLike gives the posts held on a day by persons who share the first or
// the last name of this one.
func (b *Base) HoldersLike(name string, day ascribe.Day) []Post {
	words := strings.Fields(name)
	if len(words) < 2 {
		return nil
	}
	first, last := Key(words[0]), Key(words[len(words)-1])
	var out []Post
	for _, body := range slices.Sorted(maps.Keys(b.posts)) {
		for _, p := range b.posts[body] {
			theirs := strings.Fields(b.entries[p.person].Name)
			if In(p.From, p.To, day) && (Key(theirs[0]) == first || Key(theirs[len(theirs)-1]) == last) {
				out = append(out, Post{Person: b.entries[p.person].Entity(), Body: body, Title: p.Value, From: p.From, To: p.To})
			}
		}
	}
	return out
}
