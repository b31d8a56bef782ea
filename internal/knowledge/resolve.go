package knowledge

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"ascribe"
)

// Query narrows Resolve. Empty fields narrow nothing.
type Query struct {
	Namer   string               // whose usage counts: "Microsoft"
	Day     ascribe.Day          // the day as of which the name was used
	Types   []ascribe.EntityType // what the mention may be
	Country string               // a country the context gives
	Written string               // the name as it is written where it was met
}

// Candidate scores: how far a kind of name stands for its entity alone, and
// what agreeing context adds or missing context takes away.
const (
	scorePrimary, scoreStrong, scoreFormer, scorePersona, scoreUnit, scoreWeak = 0.97, 0.9, 0.85, 0.75, 0.6, 0.5

	bonusSource, malusTool, bonusSpelling                 = 0.02, 0.1, 0.02
	bonusNamer, bonusCountry, malusOrdinary, malusCountry = 0.05, 0.1, 0.35, 0.15
)

// Resolve gives the entities that a name may stand for under a query, best
// first, each with a score from 0 to 1 and the reasons for it. Two candidates of
// like score mean that the name is ambiguous; the caller decides, or asks.
func (b *Base) Resolve(name string, q Query) []ascribe.Candidate {
	if q.Written == "" {
		q.Written = name
	}
	return b.Rank(b.Lookup(Key(name)), q)
}

// Lookup gives every reading of a key.
func (b *Base) Lookup(key string) []Reading {
	i, ok := slices.BinarySearch(b.keys, key)
	if !ok {
		return nil
	}
	return b.readings[i]
}

// Rank turns readings of one name into candidates under a query.
func (b *Base) Rank(readings []Reading, q Query) []ascribe.Candidate {
	best := map[string]ascribe.Candidate{}
	sources := map[string][]string{}
	for _, r := range readings {
		if !In(r.Name.From, r.Name.To, q.Day) && r.Name.Kind != FormerName || len(q.Types) > 0 && !slices.Contains(q.Types, r.Type()) {
			continue
		}
		c := r.candidate(q)
		if !slices.Contains(sources[c.Entity], r.Name.Source) {
			sources[c.Entity] = append(sources[c.Entity], r.Name.Source)
		}
		if old, ok := best[c.Entity]; !ok || c.Score > old.Score {
			best[c.Entity] = c
		}
	}
	out := make([]ascribe.Candidate, 0, len(best))
	for id, c := range best {
		if n := len(sources[id]); n > 1 {
			c.Score = min(c.Score+bonusSource*float64(min(n-1, 2)), 1)
			c.Reasons = append(c.Reasons, strconv.Itoa(n)+" sources agree")
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(x, y ascribe.Candidate) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.Entity, y.Entity))
	})
	return out
}

func (r Reading) candidate(q Query) ascribe.Candidate {
	c := ascribe.Candidate{Entity: r.ID(), Name: r.Canonical(), Score: kindScore(r.Name.Kind)}
	by := r.Name.Source
	if r.Name.Namer != "" {
		by = r.Name.Namer + " (" + by + ")"
	}
	c.Reasons = append(c.Reasons, string(r.Name.Kind)+" name “"+r.Name.Name+"” by "+by)
	adjust := func(by float64, why string) { c.Score, c.Reasons = c.Score+by, append(c.Reasons, why) }
	if q.Namer != "" && Key(q.Namer) == Key(r.Name.Namer) {
		adjust(bonusNamer, "used by "+q.Namer)
	}
	if q.Written == r.Name.Name {
		adjust(bonusSpelling, "spelled so")
	}
	if q.Country != "" && r.Country() != "" {
		if q.Country == r.Country() {
			adjust(bonusCountry, "country "+q.Country+" agrees")
		} else {
			adjust(-malusCountry, "country is "+r.Country()+", not "+q.Country)
		}
	}
	if r.Type() == ascribe.Malware || r.Type() == ascribe.Tool {
		adjust(-malusTool, "an actor of that name comes first")
	}
	if r.Ordinary {
		adjust(-malusOrdinary, "also an everyday word")
	}
	c.Score = min(max(c.Score, 0), 1)
	return c
}

func kindScore(k NameKind) float64 {
	switch k {
	case PrimaryName:
		return scorePrimary
	case StrongName, DemonymName, MetonymName:
		return scoreStrong
	case FormerName:
		return scoreFormer
	case PersonaName:
		return scorePersona
	case UnitName:
		return scoreUnit
	default:
		return scoreWeak
	}
}

// Prefixes calls yield for every n such that the keys words[:n] run together
// make a known key, shortest first. Words are WordKeys; empty ones cost nothing.
func (b *Base) Prefixes(words []string, yield func(n int, readings []Reading)) {
	lo, hi := 0, len(b.keys)
	var key strings.Builder
	for n, w := range words {
		if w == "" {
			if n == 0 {
				return
			}
			continue
		}
		key.WriteString(w)
		k := key.String()
		lo += seek(b.keys[lo:hi], k, false)
		hi = lo + seek(b.keys[lo:hi], k, true)
		if lo == hi {
			return
		}
		if b.keys[lo] == k {
			yield(n+1, b.readings[lo])
		}
	}
}

// seek finds the first key not below the prefix, or the first beyond all that
// begin with it.
func seek(keys []string, prefix string, beyond bool) int {
	i, _ := slices.BinarySearchFunc(keys, prefix, func(key, p string) int {
		if len(key) > len(p) {
			key = key[:len(p)]
		}
		if c := strings.Compare(key, p); c != 0 || !beyond {
			return c
		}
		return -1
	})
	return i
}

// Fits reports whether letters written so can be this name: an acronym wants
// capitals, other names a capital or a digit at the front unless they are
// themselves written in lower case.
func (r Reading) Fits(written string) bool {
	name := r.Name.Name
	if !hasLower(name) && !hasSpace(name) && letters(name) > 0 && letters(name) <= 5 {
		return !hasLower(strings.TrimSuffix(written, "s")) || letters(name) >= 4 && isTitle(written) && !r.Ordinary
	}
	first, _ := utf8.DecodeRuneInString(written)
	if unicode.IsUpper(first) || unicode.IsDigit(first) {
		return true
	}
	return written == name || hasUpper(written) && strings.EqualFold(written, name)
}

func hasLower(s string) bool { return strings.ContainsFunc(s, unicode.IsLower) }
func hasUpper(s string) bool { return strings.ContainsFunc(s, unicode.IsUpper) }
func hasSpace(s string) bool { return strings.ContainsFunc(s, unicode.IsSpace) }

func isTitle(s string) bool {
	first, size := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first) && !hasUpper(s[size:])
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
