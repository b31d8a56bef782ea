package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"ascribe"
	"ascribe/internal/cli/render"
	"ascribe/internal/ledger"
	"ascribe/internal/review"
)

// ReviewListCommand lists the queue.
type ReviewListCommand struct {
	Incident string `help:"Only what concerns that incident." placeholder:"ID"`
	Limit    int    `help:"How many at most; 0 is all." default:"20" placeholder:"N"`
}

// Help is the long help.
func (ReviewListCommand) Help() string {
	return `Ordered by doubt times weight: how likely something was misread, and how much hangs on it. Each
comes with its reasons. What somebody decided on is not listed again unless reviewers differ.

Examples:
  ascribe review
  ascribe review list --incident al-2022-07 --limit 0 --json`
}

// Run lists.
func (c ReviewListCommand) Run(ctx context.Context, g *Globals) error {
	return g.withLedger(ctx, func(store ledger.Ledger, _ string) error {
		doubts, err := review.Queue(ctx, store, c.Incident)
		if err != nil {
			return err
		}
		all := len(doubts)
		if c.Limit > 0 {
			doubts = doubts[:min(c.Limit, all)]
		}
		if g.JSON {
			if doubts == nil {
				doubts = []review.Doubt{}
			}
			return g.WriteJSON(doubts)
		}
		for _, d := range doubts {
			writeDoubt(g, d)
		}
		if all > len(doubts) {
			g.Note("%d of %d; --limit 0 lists all", len(doubts), all)
		}
		if all == 0 {
			g.Note("nothing is doubtful")
		}
		return nil
	})
}

func writeDoubt(g *Globals, d review.Doubt) {
	switch {
	case d.Kind == review.PairDoubt:
		fmt.Fprintf(g.Out, "%5.2f  %s and %s may be one: %s\n", d.Score, d.ID, d.Other, d.Title)
	case d.Claim != nil:
		place := ""
		if d.Incident != "" {
			place = " in " + d.Incident
		}
		fmt.Fprintf(g.Out, "%5.2f  %s%s: %s %s %s\n", d.Score, d.ID, place, d.Claim.Source.Name, d.Claim.Stance, render.Statement(d.Claim.Statement))
		fmt.Fprintf(g.Out, "       “%s”\n", strings.Join(strings.Fields(d.Title), " "))
	default:
		fmt.Fprintf(g.Out, "%5.2f  %s: %s\n", d.Score, d.ID, d.Title)
	}
	fmt.Fprintf(g.Out, "       doubt %.2f, weight %.2f: %s\n", d.Doubt, d.Weight, strings.Join(d.Reasons, "; "))
}

// ReviewLogCommand lists judgements.
type ReviewLogCommand struct {
	On       string `arg:"" optional:"" help:"Only on that claim, incident, statement or source."`
	Reviewer string `help:"Only by that reviewer." placeholder:"NAME"`
}

// Help is the long help.
func (ReviewLogCommand) Help() string {
	return `Undone judgements are listed too, and say so.

Examples:
  ascribe review log
  ascribe review log al-2022-07 --json`
}

// Run lists.
func (c ReviewLogCommand) Run(ctx context.Context, g *Globals) error {
	return g.withLedger(ctx, func(store ledger.Ledger, _ string) error {
		all := []ascribe.Judgement{}
		for j, err := range ledger.AllJudgements(ctx, store, ledger.JudgementFilter{Newest: true}) {
			if err != nil {
				return err
			}
			all = append(all, j)
		}
		holds := map[string]bool{}
		for _, j := range ascribe.InForce(all) {
			holds[j.ID] = true
		}
		shown := slices.DeleteFunc(all, func(j ascribe.Judgement) bool {
			return c.On != "" && j.Target.ID != c.On || c.Reviewer != "" && j.Reviewer != c.Reviewer
		})
		if g.JSON {
			return g.WriteJSON(shown)
		}
		if len(shown) == 0 {
			g.Note("no judgements")
			return nil
		}
		rows := [][]string{{"judgement", "when", "who", "what", "note"}}
		for _, j := range shown {
			what := strings.TrimSpace(fmt.Sprintf("%s %s %s %s", j.Kind, j.Target.ID, j.Field, j.Value))
			if j.Undoes != "" {
				what = "undo " + j.Undoes
			} else if !holds[j.ID] {
				what += " (undone)"
			}
			rows = append(rows, []string{j.ID, j.Time.Format(time.RFC3339), j.Reviewer, what, j.Note})
		}
		return render.Rows(g.Out, rows, g.Width(), 3, 0)
	})
}
