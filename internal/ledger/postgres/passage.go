package postgres

import (
	"context"
	"fmt"
	"strings"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/relational"
)

// passageWords is how many words a passage has.
const passageWords = 32

// Passage implements relational.Dialect.
func (dialect) Passage(ctx context.Context, tx relational.Tx, in relational.Index, number int64, q ledger.Query) (string, []ascribe.Span, error) {
	table, columns := indexed(in)
	var text string
	query := fmt.Sprintf("SELECT %s FROM %s WHERE number = $1", columns[len(columns)-1], table)
	if err := tx.QueryRowContext(ctx, query, number).Scan(&text); err != nil {
		return "", nil, err
	}
	passage, marks := shorten(in, text, q)
	return passage, marks, nil
}

// shorten takes from a text the words around what fits a query, and marks it.
func shorten(in relational.Index, text string, q ledger.Query) (string, []ascribe.Span) {
	var words []word
	for w := range wordsOf(in, text) {
		words = append(words, w)
	}
	found := runs(in, words, q)
	first, last := window(len(words), found)
	if len(words) == 0 {
		return "", []ascribe.Span{}
	}
	start, end, before, after := words[first].start, words[last-1].end, " … ", " … "
	if first == 0 {
		start, before = 0, ""
	}
	if last == len(words) {
		end, after = len(text), ""
	}
	marks := []ascribe.Span{}
	for _, r := range found {
		if r.first >= first && r.last <= last {
			shift := len(before) - start
			marks = append(marks, ascribe.Span{Start: words[r.first].start + shift, End: words[r.last-1].end + shift})
		}
	}
	return before + text[start:end] + after, marks
}

// run is where a term fits: words first to last, the last not included.
type run struct{ first, last, term int }

// runs finds where the terms of a query fit, in the order of the text.
func runs(in relational.Index, words []word, q ledger.Query) []run {
	var terms [][]string
	var prefix []bool
	for _, t := range q.Terms {
		if s := stems(in, t); !t.Exclude && len(s) > 0 {
			terms, prefix = append(terms, s), append(prefix, t.Prefix)
		}
	}
	var found []run
	for i := 0; i < len(words); i++ {
		for n, term := range terms {
			if fitsAt(words[i:], term, prefix[n]) {
				found = append(found, run{i, i + len(term), n})
				i += len(term) - 1
				break
			}
		}
	}
	return found
}

func fitsAt(words []word, term []string, prefix bool) bool {
	if len(words) < len(term) {
		return false
	}
	for i, want := range term {
		have := words[i].text
		if have != want && !(prefix && i == len(term)-1 && strings.HasPrefix(have, want)) {
			return false
		}
	}
	return true
}

// window chooses the words of a passage: those with most different terms, the
// first such.
func window(words int, found []run) (first, last int) {
	best, most := 0, 0
	for i, r := range found {
		terms := map[int]bool{}
		for _, next := range found[i:] {
			if next.last > r.first+passageWords {
				break
			}
			terms[next.term] = true
		}
		if len(terms) > most {
			best, most = r.first, len(terms)
		}
	}
	best = max(0, min(best-passageWords/4, words-passageWords))
	return best, min(best+passageWords, words)
}
