package sheet

import (
	"context"
	"encoding/csv"
	"io"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"ascribe/internal/knowledge/screening"
)

// batch is how many questions a worker takes at a time.
const batch = 64

// Answers answers questions on every core and shows the answers in order. It
// ends early when show fails or ctx ends, with that error.
func Answers(ctx context.Context, index *screening.Index, questions []Question, show func(Question, screening.Answer) error) error {
	answers := make([]screening.Answer, len(questions))
	done := make([]chan struct{}, (len(questions)+batch-1)/batch)
	for i := range done {
		done[i] = make(chan struct{})
	}
	next := make(chan int)
	var wait sync.WaitGroup
	defer wait.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	for range min(runtime.GOMAXPROCS(0), len(done)) {
		wait.Go(func() {
			screener := index.Screener()
			for i := range next {
				for k := i * batch; k < min((i+1)*batch, len(questions)); k++ {
					answers[k] = questions[k].answer(screener)
				}
				close(done[i])
			}
		})
	}
	wait.Go(func() {
		defer close(next)
		for i := range done {
			select {
			case next <- i:
			case <-ctx.Done():
				return
			}
		}
	})
	for k := range questions {
		if k%batch == 0 {
			select {
			case <-done[k/batch]:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if err := show(questions[k], answers[k]); err != nil {
			return err
		}
		answers[k] = screening.Answer{}
	}
	return nil
}

func (q Question) answer(s *screening.Screener) screening.Answer {
	if q.Against != "" {
		return s.Compare(q.Query, q.Against)
	}
	return s.Screen(q.Query)
}

// Writer writes answers as CSV, a row for each match, and one without a match
// for a name that has none.
type Writer struct{ csv *csv.Writer }

// NewWriter writes the header. Errors come from Flush.
func NewWriter(w io.Writer) *Writer {
	out := &Writer{csv.NewWriter(w)}
	out.row("query", "listed", "score", "name", "matched", "strength", "type", "authority", "list", "entry", "programmes", "status", "since", "since_how", "list_date", "list_sha256", "why")
	return out
}

// Add writes an answer.
func (w *Writer) Add(a screening.Answer) {
	if len(a.Matches) == 0 {
		w.row(a.Query, "no", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "")
	}
	for _, m := range a.Matches {
		w.row(a.Query, "yes", strconv.FormatFloat(m.Score, 'f', 3, 64), m.Name, m.Matched, string(m.Strength), string(m.Type), m.Authority, m.List, m.UID,
			strings.Join(m.Programmes, "; "), string(m.Status), string(m.Since), m.SinceHow, string(m.ListDate), m.ListHash, strings.Join(m.Reasons, "; "))
	}
}

// Flush ends the file.
func (w *Writer) Flush() error {
	w.csv.Flush()
	return w.csv.Error()
}

// row writes cells that no spreadsheet takes for a formula: what begins like one
// gets an apostrophe before it (OWASP, CSV injection).
func (w *Writer) row(cells ...string) {
	for i, c := range cells {
		if c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) {
			cells[i] = "'" + c
		}
	}
	w.csv.Write(cells) //nolint:errcheck // Flush tells
}
