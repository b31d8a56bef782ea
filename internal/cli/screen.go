package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge/catalogue"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
	"ascribe/internal/knowledge/screening/sheet"
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
	show := func(_ sheet.Question, a screening.Answer) error {
		return writeAnswer(globals.Out, a, lists, c.Against != "")
	}
	if globals.JSON {
		show = func(_ sheet.Question, a screening.Answer) error { return lines.Encode(a) }
	}
	return errors.Join(sheet.Answers(ctx, index, questions, show), flush())
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

func (c ScreenCommand) questions(globals *Globals) ([]sheet.Question, error) {
	types, err := sheet.ParseTypes(c.Type)
	if err != nil {
		return nil, usage("--type: %v", err)
	}
	if c.Min < 0 || c.Min > 1 {
		return nil, usage("--min %v: a score lies between 0 and 1", c.Min)
	}
	if _, err := ascribe.ParseDay(string(c.AsOf)); c.AsOf != "" && err != nil {
		return nil, usage("--as-of %q is not a day, YYYY-MM-DD", c.AsOf)
	}
	base := sheet.Question{Query: screening.Query{Types: types, AsOf: c.AsOf, Min: c.Min, Limit: c.Limit}, Against: c.Against}
	var questions []sheet.Question
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

// read takes questions from a CSV file.
func (c ScreenCommand) read(globals *Globals, base sheet.Question) ([]sheet.Question, error) {
	in := globals.In
	if c.File != "-" {
		file, err := os.Open(c.File)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	}
	questions, err := sheet.Read(in, base)
	if errors.Is(err, sheet.ErrType) {
		return nil, usage("%s: %v", c.File, err)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.File, err)
	}
	return questions, nil
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
