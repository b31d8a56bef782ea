// Package synthetic generates records of any number for tests and benchmarks:
// the same seed and index always give the same record, made of invented names.
package synthetic

import (
	"bufio"
	_ "embed"
	"fmt"
	"hash/fnv"
	"iter"
	"math/rand/v2"
	"strings"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
)

//go:embed words.txt
var words string

// Sentences is how many a generated document has; most carry one claim.
const Sentences = 12

// bandCount and bandRows make a signature as near-copy search uses it.
const (
	bandCount = 32
	bandRows  = 4
)

// epoch is the day from which documents are spread over ten years.
var epoch = time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)

// Generator makes records.
type Generator struct {
	seed  uint64
	casts map[string][]ascribe.Entity
}

// New makes a generator.
func New(seed uint64) *Generator {
	g := &Generator{seed: seed, casts: map[string][]ascribe.Entity{}}
	for lines := bufio.NewScanner(strings.NewReader(words)); lines.Scan(); {
		fields := strings.Split(lines.Text(), "\t")
		if len(fields) < 3 {
			continue
		}
		kind, _, _ := strings.Cut(fields[1], ":")
		e := ascribe.Entity{ID: fields[1], Name: fields[2], Type: ascribe.EntityType(kind)}
		if len(fields) > 3 {
			e.Country = fields[3]
		}
		g.casts[fields[0]] = append(g.casts[fields[0]], e)
	}
	return g
}

// Records yields the records 0 to n-1.
func (g *Generator) Records(n int) iter.Seq[ledger.Record] {
	return func(yield func(ledger.Record) bool) {
		for i := range n {
			if !yield(g.Record(i)) {
				return
			}
		}
	}
}

// Record makes the record with an index.
func (g *Generator) Record(i int) ledger.Record {
	w := &writer{Generator: g, rand: rand.New(rand.NewPCG(g.seed, uint64(i))), entities: map[string]ascribe.Entity{}}
	w.day = epoch.AddDate(0, 0, w.rand.IntN(3650))
	w.publisher = w.pick("publisher")
	w.block(ascribe.TitleBlock, fmt.Sprintf("Report %d on %s", i, w.pick("state").Name))
	for n := range Sentences {
		if n%4 == 0 {
			w.openParagraph()
		}
		w.sentence()
	}
	w.closeParagraph()
	return w.record(i)
}

// Incidents groups the claims of records by victim and month, thirty at most
// to an incident, in the order of the records.
func Incidents(records []ledger.Record) []ascribe.Incident {
	var out []ascribe.Incident
	at := map[string]int{}
	for _, r := range records {
		for _, c := range r.Claims {
			if c.Predicate != ascribe.Attacked {
				continue
			}
			month := string(c.When.From)[:7]
			key := c.Object.Key() + month
			i, ok := at[key]
			if !ok || len(out[i].Claims) == 30 {
				i = len(out)
				at[key] = i
				out = append(out, ascribe.Incident{ID: fmt.Sprintf("%s-%s-%d", strings.ToLower(c.Object.Country), month, i),
					Title: "Attack on " + c.Object.Name, Victim: c.Object, When: c.When, Reasons: []string{"same victim and month"}})
			}
			out[i].Claims = append(out[i].Claims, c.ID)
		}
	}
	return out
}

// signature hashes a text into the words and bands of a near-copy search. It has
// the size of a real one and finds equal texts only.
func signature(text string) (words, bands []uint64) {
	h := fnv.New64a()
	h.Write([]byte(text))
	state := rand.New(rand.NewPCG(h.Sum64(), 0))
	for range bandCount * bandRows {
		words = append(words, state.Uint64())
	}
	for b := range bandCount {
		bands = append(bands, words[b*bandRows])
	}
	return words, bands
}
