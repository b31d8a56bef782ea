package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"ascribe"
	"ascribe/internal/actor"
	"ascribe/internal/casefile"
	"ascribe/internal/cli/render"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/wording"
)

// SourceCommand shows what a source has said and what became of it.
type SourceCommand struct {
	Name  string `arg:"" help:"A name of a state, body, firm, person, group or publisher, or an id such as state:al."`
	Limit int    `help:"How many of its newest claims to look at." default:"500" placeholder:"N"`
	AsOf  string `help:"Only what had been said by that day." placeholder:"YYYY-MM-DD"`
	Known
}

// Help is the long help.
func (SourceCommand) Help() string {
	return `What it has said, who relays it and whom it relays, how many of its statements other independent
sources confirm or deny, and which of them spoke later; its Admiralty grade with the rule that gave
it. Publications in their own words confirm nothing, and a denial by the party that a statement is
about is told apart. A body's words count for its state too.

Examples:
  ascribe source Microsoft
  ascribe source state:al --as-of 2022-09-08
  ascribe source "Karst Labs" --json`
}

// Run shows the source.
func (c SourceCommand) Run(ctx context.Context, g *Globals) error {
	asOf, err := day("--as-of", c.AsOf)
	if err != nil {
		return err
	}
	if c.Limit < 1 {
		return usage("--limit %d: give 1 or more", c.Limit)
	}
	base, err := knowledge.Embedded()
	if err != nil {
		return err
	}
	store, _, err := g.openForReading(ctx)
	if err != nil {
		return err
	}
	var s casefile.Source
	r, err := c.of(ctx, store)
	if err == nil {
		s, err = c.find(ctx, r, casefile.Options{AsOf: asOf, Knowledge: base}, base)
	}
	if err = errors.Join(err, store.Close()); err != nil {
		return err
	}
	if g.JSON {
		return g.WriteJSON(s)
	}
	return writeSource(g, s)
}

// find traces the first of those whom the name may mean that has said something.
func (c SourceCommand) find(ctx context.Context, r ledger.Reader, o casefile.Options, base *knowledge.Base) (casefile.Source, error) {
	keys := []string{c.Name}
	if found, err := actor.Gather(ctx, actor.Input{Name: c.Name, Knowledge: base, Ledger: r, Limit: 1}); err == nil {
		for _, candidate := range found.Candidates {
			keys = append(keys, candidate.Entity)
		}
	}
	keys = append(keys, (&ascribe.Party{Name: c.Name}).Key()) // a publisher, or whoever is only described
	for _, key := range keys {
		s, err := casefile.Trace(ctx, r, key, o, c.Limit)
		if !errors.Is(err, ledger.ErrNotFound) {
			return s, err
		}
	}
	return casefile.Source{}, fmt.Errorf("no claim in the ledger has %q as its source; check the spelling, or see who speaks in an incident: `ascribe incident ID`", c.Name)
}

// writeSource writes a source for people.
func writeSource(g *Globals, s casefile.Source) error {
	heard := wording.Count(s.Claims, "claim") + " in " + wording.Count(len(s.Documents), "document")
	if s.More {
		heard += ", the newest"
	}
	if s.First != "" {
		heard += ", said " + wording.Interval(&ascribe.Interval{From: s.First, To: s.Last})
	}
	fmt.Fprintf(g.Out, "%s · %s · %s\n%s\n", s.Party.Name, s.Kind, s.Key, heard)
	fmt.Fprintf(g.Out, "grade %s\n", s.Reliability.Grade)
	for _, line := range s.Reliability.Lines {
		fmt.Fprintln(g.Out, "  "+line)
	}
	for _, list := range []struct {
		heading string
		counts  []casefile.Count
	}{{"stances", s.Stances}, {"says", s.Predicates}, {"relayed by", s.Relays}, {"relays", s.Relayed}} {
		if len(list.counts) > 0 {
			fmt.Fprintf(g.Out, "%s: %s\n", list.heading, counted(list.counts))
		}
	}
	rows := [][]string{{"statement", "said", "confirmed by", "denied by", "claims"}}
	for _, t := range s.Statements {
		if len(t.Confirmed)+len(t.Denied)+len(t.Stake) == 0 {
			continue
		}
		denied := voices(t.Denied)
		if stake := voices(t.Stake); stake != "" {
			denied = strings.TrimPrefix(denied+"; party to it: "+stake, "; ")
		}
		rows = append(rows, []string{wording.Phrase(t.Statement), string(t.Said), voices(t.Confirmed), denied, strconv.Itoa(len(t.Claims))})
	}
	if len(rows) == 1 {
		_, err := fmt.Fprintf(g.Out, "\nOf its %s nobody else speaks.\n", wording.Count(len(s.Statements), "statement"))
		return err
	}
	fmt.Fprintf(g.Out, "\nStatements on which others speak (of %d; confirmed %d, denied %d)\n", s.Record.Statements, s.Record.Confirmed, s.Record.Denied)
	return render.Rows(g.Out, rows, g.Width(), 0)
}

// counted writes at most a dozen counts.
func counted(counts []casefile.Count) string {
	var out []string
	for _, c := range counts[:min(len(counts), 12)] {
		out = append(out, fmt.Sprintf("%s %d", c.Name, c.Count))
	}
	if more := len(counts) - len(out); more > 0 {
		out = append(out, fmt.Sprintf("%d more", more))
	}
	return strings.Join(out, ", ")
}

// voices are names, each with whether it spoke later.
func voices(all []casefile.Voice) string {
	var out []string
	for _, v := range all {
		name := v.Name
		if v.Later {
			name += " (later)"
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}
