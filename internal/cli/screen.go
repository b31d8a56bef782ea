package cli

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"ascribe"
	"ascribe/internal/knowledge/catalogue"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
)

// ScreenCommand asks whether names are on sanctions lists.
type ScreenCommand struct {
	ListFolder
	Names   []string    `arg:"" optional:"" name:"name" help:"Names, in any script."`
	File    string      `placeholder:"CSV" help:"Screen the names of a CSV file (- for standard input): the column name, or the first; optional columns type and against."`
	Type    string      `placeholder:"TYPE" help:"person, organisation, vessel or aircraft; several parted by commas."`
	List    []string    `placeholder:"ID" help:"Lists to look in: ofac, un, eu, uk; several parted by commas (default: all that are loaded)."`
	AsOf    ascribe.Day `name:"as-of" placeholder:"DATE" help:"How it stood on a day, YYYY-MM-DD."`
	Min     float64     `default:"0" placeholder:"SCORE" help:"Least score, 0 to 1 (default: 0.8)."`
	Limit   int         `default:"10" help:"Most matches for a name."`
	Against string      `placeholder:"NAME" help:"Compare with this one name instead of the lists."`
}

// Help shows examples.
func (ScreenCommand) Help() string {
	return `Every answer says which name matched, how strong an alias it is, why the score,
since when it is listed and how that is known, and the date and hash of the list.

Examples:
  ascribe screen "Esmail Khatib"
  ascribe screen --type vessel MERCURY
  ascribe screen --as-of 2022-09-08 "Esmail Khatib"
  ascribe screen --file names.csv --json > answers.jsonl
  ascribe screen "Siemens Aktiengesellschaft" --against "Siemens AG" --type organisation`
}

// question is one line of the work.
type question struct {
	screening.Query
	against string
}

// Run screens.
func (c ScreenCommand) Run(ctx context.Context, globals *Globals) error {
	questions, err := c.questions(globals)
	if err != nil {
		return err
	}
	lists, err := c.lists()
	if err != nil {
		return err
	}
	index, err := screening.New(lists...)
	if err != nil {
		return err
	}
	lines, flush := globals.Lines()
	show := func(q question, a screening.Answer) error { return writeAnswer(globals.Out, a, lists, c.Against != "") }
	if globals.JSON {
		show = func(_ question, a screening.Answer) error { return lines.Encode(a) }
	}
	return errors.Join(answerAll(ctx, index, questions, show), flush())
}

func (c ScreenCommand) lists() ([]designation.List, error) {
	store, err := c.open()
	if err != nil {
		return nil, err
	}
	lists, err := store.Current()
	if err != nil {
		return nil, err
	}
	for _, id := range c.List {
		if !slices.ContainsFunc(lists, func(l designation.List) bool { return l.ID == id }) {
			return nil, usage("no list %q is loaded; `ascribe kb list` shows those that are, `ascribe kb add` and `ascribe kb update` load more", id)
		}
	}
	if len(c.List) == 0 {
		return lists, nil
	}
	return slices.DeleteFunc(lists, func(l designation.List) bool { return !slices.Contains(c.List, l.ID) }), nil
}

// openLists opens the store of lists in a folder, by default the user's.
func openLists(folder string) (*catalogue.Store, error) {
	if folder == "" {
		base, err := DataFolder()
		if err != nil {
			return nil, fmt.Errorf("no place for the lists: %w; name one with --lists DIR", err)
		}
		folder = filepath.Join(base, "lists")
	}
	return catalogue.Open(folder), nil
}

func (c ScreenCommand) questions(globals *Globals) ([]question, error) {
	types, err := parseTypes(c.Type)
	if err != nil {
		return nil, err
	}
	if c.Min < 0 || c.Min > 1 {
		return nil, usage("--min %v: a score lies between 0 and 1", c.Min)
	}
	if _, err := ascribe.ParseDay(string(c.AsOf)); c.AsOf != "" && err != nil {
		return nil, usage("--as-of %q is not a day, YYYY-MM-DD", c.AsOf)
	}
	base := question{screening.Query{Types: types, AsOf: c.AsOf, Min: c.Min, Limit: c.Limit}, c.Against}
	var questions []question
	for _, name := range c.Names {
		q := base
		q.Name = name
		questions = append(questions, q)
	}
	if c.File != "" {
		fromFile, err := c.read(globals, base)
		if err != nil {
			return nil, err
		}
		questions = append(questions, fromFile...)
	}
	if len(questions) == 0 {
		return nil, usage("no name given; write one after the command, or name a file with --file")
	}
	return questions, nil
}

func parseTypes(s string) ([]designation.Type, error) {
	var types []designation.Type
	for t := range strings.SplitSeq(s, ",") {
		switch t = strings.TrimSpace(t); {
		case t == "":
		case t == "organization" || t == "entity":
			types = append(types, designation.Organisation)
		case designation.Type(t).Valid():
			types = append(types, designation.Type(t))
		default:
			return nil, usage("no type %q; the types are %v", t, designation.Types())
		}
	}
	return types, nil
}

// read takes questions from a CSV file.
func (c ScreenCommand) read(globals *Globals, base question) ([]question, error) {
	in := globals.In
	if c.File != "-" {
		file, err := os.Open(c.File)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	}
	reader := csv.NewReader(in)
	reader.FieldsPerRecord = -1
	reader.LazyQuotes = true
	var questions []question
	columns := map[string]int{"name": 0}
	for first := true; ; first = false {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return questions, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.File, err)
		}
		if header := headerOf(row); first && header != nil {
			columns = header
			continue
		}
		q, err := fromRow(base, columns, row)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.File, err)
		}
		if q.Name != "" {
			questions = append(questions, q)
		}
	}
}

// headerOf gives the columns of a header line, nil when it is none.
func headerOf(row []string) map[string]int {
	columns := make(map[string]int)
	for i, field := range row {
		columns[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(field, "\ufeff")))] = i
	}
	if _, ok := columns["name"]; !ok {
		return nil
	}
	return columns
}

func fromRow(base question, columns map[string]int, row []string) (question, error) {
	field := func(column string) string {
		if i, ok := columns[column]; ok && i < len(row) {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	q := base
	q.Name = field("name")
	if against := field("against"); against != "" {
		q.against = against
	}
	if kind := field("type"); kind != "" {
		types, err := parseTypes(kind)
		if err != nil {
			return q, err
		}
		q.Types = types
	}
	return q, nil
}

// batch is how many questions a worker takes at a time.
const batch = 64

// answerAll answers questions on every core and shows the answers in order.
func answerAll(ctx context.Context, index *screening.Index, questions []question, show func(question, screening.Answer) error) error {
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

func (q question) answer(s *screening.Screener) screening.Answer {
	if q.against != "" {
		return s.Compare(q.Query, q.against)
	}
	return s.Screen(q.Query)
}

// writeAnswer shows an answer as text.
func writeAnswer(out io.Writer, a screening.Answer, lists []designation.List, compared bool) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", a.Query)
	for _, m := range a.Matches {
		writeMatch(&b, m)
	}
	if len(a.Matches) == 0 {
		writeNone(&b, a, lists, compared)
	}
	for _, m := range a.Later {
		fmt.Fprintf(&b, "  listed later: %s (%s %s) since %s: %s\n", m.Name, m.List, m.UID, m.Since, m.SinceHow)
	}
	for _, m := range a.Before {
		fmt.Fprintf(&b, "  listed before: %s (%s %s), removed by then\n", m.Name, m.List, m.UID)
	}
	_, err := io.WriteString(out, b.String())
	return err
}

func writeMatch(b *strings.Builder, m screening.Match) {
	fmt.Fprintf(b, "  %.3f  %s (%s)", m.Score, m.Name, m.Type)
	if m.Matched != m.Name {
		fmt.Fprintf(b, ", by the %s alias %s", m.Strength, m.Matched)
	}
	fmt.Fprintln(b)
	if m.Authority != "" {
		fmt.Fprintf(b, "         %s, entry %s%s\n", m.Authority, m.UID, strings.TrimSuffix(": "+strings.Join(m.Programmes, ", "), ": "))
		fmt.Fprintf(b, "         %s\n", standing(m))
	}
	if len(m.Links) > 0 {
		fmt.Fprintf(b, "         the list says that it is linked to: %s\n", strings.Join(m.Links, "; "))
	}
	fmt.Fprintf(b, "         why: %s\n", strings.Join(m.Reasons, "; "))
	if m.List != "" {
		fmt.Fprintf(b, "         list: %s of %s, SHA-256 %.12s…\n", m.List, m.ListDate, m.ListHash)
	}
}

// standing says since when a match is listed, or why that is not known.
func standing(m screening.Match) string {
	if m.Status == designation.Unknown {
		return "whether it was listed on that day is not known: " + m.SinceHow
	}
	return fmt.Sprintf("%s since %s: %s", m.Status, orUnknown(string(m.Since)), m.SinceHow)
}

// writeNone says that a name is not listed, and as of when.
func writeNone(b *strings.Builder, a screening.Answer, lists []designation.List, compared bool) {
	if compared {
		fmt.Fprintln(b, "  not the same name")
		return
	}
	for _, l := range lists {
		day := l.Date
		if a.AsOf != "" {
			day = min(a.AsOf, l.Date)
		}
		fmt.Fprintf(b, "  not listed as of %s by %s (list of %s, SHA-256 %.12s…)\n", day, l.ID, l.Date, l.SHA256)
	}
}

func orUnknown(s string) string {
	if s == "" {
		return "an unknown day"
	}
	return s
}
