package mention

import (
	_ "embed" // the word tables
	"strings"
	"sync"

	"ascribe/internal/knowledge"
)

//go:embed tables/ministries.tsv
var ministryTable string

//go:embed tables/offices.tsv
var officeTable string

//go:embed tables/cues.tsv
var cueTable string

// platforms are products, protocols and terms that are never an actor's or a
// tool's name, whatever lists say.
//
//go:embed tables/platforms.txt
var platformList string

// organisationNouns are the words that a body's or firm's full name holds.
//
//go:embed tables/organisation-nouns.txt
var organisationNouns string

// companyWords end firms' names.
//
//go:embed tables/company-words.txt
var companyWords string

// lexicon is the finder's tables of forms, read once.
type lexicon struct {
	bodies    map[string]bodyForm   // folded form → what it names
	offices   map[string]officeForm // folded title
	cues      map[string]cue
	platforms map[string]bool
	orgNouns  map[string]bool
	firmWords map[string]bool
	longest   int // words in the longest form or title
}

// bodyForm is a generic name of a state's body: "foreign ministry".
type bodyForm struct {
	kind string // as in the knowledge's tables
	name string // with %s for the state
}

// officeForm is a title and the body it belongs to: a kind of body, or "state".
type officeForm struct{ title, body, kind string }

// cue is a word that tells what the name beside it names.
type cue struct {
	types         []string
	before, after bool // on which side of a name it counts
}

// newLexicon reads the tables; they don't change.
var newLexicon = sync.OnceValue(func() *lexicon {
	l := &lexicon{bodies: map[string]bodyForm{}, offices: map[string]officeForm{}, cues: map[string]cue{}}
	for _, c := range cells(ministryTable) {
		for f := range strings.SplitSeq(c[2], "|") {
			l.bodies[phraseKey(f)] = bodyForm{c[0], c[1]}
			l.longest = max(l.longest, strings.Count(f, " ")+strings.Count(f, ".")+2)
		}
	}
	for _, c := range cells(officeTable) {
		l.offices[phraseKey(c[0])] = officeForm{c[0], c[1], c[2]}
		l.longest = max(l.longest, strings.Count(c[0], " ")+strings.Count(c[0], ".")+2)
	}
	for _, c := range cells(cueTable) {
		l.cues[c[0]] = cue{strings.Split(c[1], "|"), c[2] != "after", c[2] != "before"}
	}
	l.platforms, l.orgNouns, l.firmWords = words(platformList), words(organisationNouns), words(companyWords)
	return l
})

func words(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

// cells gives the rows of a table without its header.
func cells(table string) [][]string {
	var out [][]string
	for i, line := range strings.Split(strings.TrimSpace(table), "\n") {
		if i > 0 {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

func phraseKey(phrase string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(phrase) {
		b.WriteString(knowledge.WordKey(w))
	}
	return b.String()
}
