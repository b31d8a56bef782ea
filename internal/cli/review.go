package cli

import (
	"context"
	"fmt"
	"os"
	"os/user"
	"strings"

	"ascribe"
	"ascribe/internal/actor"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/review"
)

// ReviewCommand is where people judge what was derived.
type ReviewCommand struct {
	List    ReviewListCommand    `cmd:"" default:"withargs" help:"What is worth a look: doubtful claims, pairs of incidents that may be one."`
	Accept  ReviewAcceptCommand  `cmd:"" help:"A claim was read aright."`
	Reject  ReviewRejectCommand  `cmd:"" help:"A claim was not: it counts for nothing."`
	Correct ReviewCorrectCommand `cmd:"" help:"A field of a claim should be otherwise."`
	Merge   ReviewMergeCommand   `cmd:"" help:"Incidents are one."`
	Split   ReviewSplitCommand   `cmd:"" help:"Some claims or documents of an incident tell of another."`
	Note    ReviewNoteCommand    `cmd:"" help:"A remark on a claim, an incident, a statement or a source."`
	Grade   ReviewGradeCommand   `cmd:"" help:"Reliability of a source (A to F), credibility of a statement (1 to 6)."`
	Undo    ReviewUndoCommand    `cmd:"" help:"A judgement no longer holds."`
	Log     ReviewLogCommand     `cmd:"" help:"Who judged what, newest first."`
}

// Help is the long help.
func (ReviewCommand) Help() string {
	return `Judgements are entries of their own: nothing is overwritten, each can be undone, and reading a
document again does not lose them. Of several reviewers the last word holds, and that they differ is
shown. Rejected claims count for nothing; of a corrected claim the original is kept.

Examples:
  ascribe review
  ascribe review reject claim-0123456789abcdef --note "a headline of another page"
  ascribe review correct claim-0123456789abcdef stance denies
  ascribe review merge cr-2022-04 cr-2022-05
  ascribe review undo judgement-0123456789abcdef`
}

// judging are the flags of every command that judges.
type judging struct {
	Note     string `help:"Why." placeholder:"TEXT"`
	Reviewer string `help:"Who judges (default: the user)." env:"ASCRIBE_REVIEWER" placeholder:"NAME"`
}

// judge keeps what drafts say and tells what became of each; incidents are made
// anew once. A draft that is refused is named, and the rest is done.
func (f judging) judge(ctx context.Context, g *Globals, drafts ...review.Draft) error {
	reviewer := f.Reviewer
	if reviewer == "" {
		reviewer = currentUser()
	}
	return g.withLedger(ctx, func(store ledger.Ledger, _ string) error {
		base, err := knowledge.Embedded()
		if err != nil {
			return err
		}
		failed, stale := failures{inputs: len(drafts)}, false
		for _, d := range drafts {
			d.Note, d.Reviewer = f.Note, reviewer
			j, err := review.Judge(ctx, store, d, partyNamed(base), func(context.Context) error { stale = true; return nil })
			if err == nil {
				err = writeJudgement(g, j)
			}
			if err != nil {
				failed.add(err)
			}
		}
		if stale {
			if _, err := regroup(ctx, store); err != nil {
				return err
			}
		}
		failed.list(g.Err)
		return failed.err()
	})
}

func writeJudgement(g *Globals, j ascribe.Judgement) error {
	if g.JSON {
		return g.WriteJSON(j)
	}
	_, err := fmt.Fprintf(g.Out, "%s: %s %s, by %s\n", j.ID, j.Kind, j.Target.ID, j.Reviewer)
	return err
}

// currentUser is the name of whoever runs the program, "" where the system does not know.
func currentUser() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return os.Getenv("USER")
}

// partyNamed finds whom a name means.
func partyNamed(base *knowledge.Base) func(string) ascribe.Party {
	return func(name string) ascribe.Party { return actor.Party(base, name) }
}

// judgedClaims are claims that are accepted or rejected.
type judgedClaims struct {
	Claims []string `arg:"" help:"Ids of claims (claim-…)."`
	judging
}

func (c judgedClaims) run(ctx context.Context, g *Globals, kind ascribe.JudgementKind) error {
	drafts := make([]review.Draft, len(c.Claims))
	for i, id := range c.Claims {
		drafts[i] = review.Draft{Kind: kind, Target: ascribe.ClaimTarget, ID: id}
	}
	return c.judge(ctx, g, drafts...)
}

// ReviewAcceptCommand accepts claims.
type ReviewAcceptCommand struct{ judgedClaims }

// Help is the long help.
func (ReviewAcceptCommand) Help() string {
	return `An accepted claim leaves the queue.

Example:
  ascribe review accept claim-0123456789abcdef`
}

// Run accepts.
func (c ReviewAcceptCommand) Run(ctx context.Context, g *Globals) error {
	return c.run(ctx, g, ascribe.Accept)
}

// ReviewRejectCommand rejects claims.
type ReviewRejectCommand struct{ judgedClaims }

// Help is the long help.
func (ReviewRejectCommand) Help() string {
	return `A rejected claim is in no list, feeds no incident and counts for nothing; its page still shows it.

Example:
  ascribe review reject claim-0123456789abcdef --note "a headline of another page"`
}

// Run rejects.
func (c ReviewRejectCommand) Run(ctx context.Context, g *Globals) error {
	return c.run(ctx, g, ascribe.Reject)
}

// ReviewCorrectCommand corrects a field.
type ReviewCorrectCommand struct {
	Claim string `arg:"" help:"Id of the claim."`
	Field string `arg:"" help:"Which field: source, speaks_for, via, stance, predicate, subject, object, value, when, said, confidence, likelihood, hedge."`
	Value string `arg:"" optional:"" help:"What it should be; nothing, or none, clears it."`
	judging
}

// Help is the long help.
func (ReviewCorrectCommand) Help() string {
	return `A party is given by its name or id (several by semicolons), a time as a day or two divided by a
slash, a confidence as high, moderate or low, a likelihood as a range of per cent. Text that begins
like JSON is taken as the claim's own JSON.

Examples:
  ascribe review correct claim-0123456789abcdef subject "Ministry of Intelligence"
  ascribe review correct claim-0123456789abcdef when 2022-07-15/2022-07-17
  ascribe review correct claim-0123456789abcdef value wiper
  ascribe review correct claim-0123456789abcdef object none`
}

// Run corrects.
func (c ReviewCorrectCommand) Run(ctx context.Context, g *Globals) error {
	return c.judge(ctx, g, review.Draft{Kind: ascribe.Correct, Target: ascribe.ClaimTarget, ID: c.Claim, Field: c.Field, Value: c.Value})
}

// ReviewMergeCommand joins incidents.
type ReviewMergeCommand struct {
	Incidents []string `arg:"" help:"Ids of two incidents or more."`
	judging
}

// Help is the long help.
func (ReviewMergeCommand) Help() string {
	return `Holds through everything that is read later, until it is undone or a later split says otherwise.

Example:
  ascribe review merge cr-2022-04 cr-2022-05`
}

// Run merges.
func (c ReviewMergeCommand) Run(ctx context.Context, g *Globals) error {
	return c.judge(ctx, g, review.Draft{Kind: ascribe.Merge, Target: ascribe.IncidentTarget, ID: c.Incidents[0], With: c.Incidents[1:]})
}

// ReviewSplitCommand takes claims out of an incident.
type ReviewSplitCommand struct {
	Incident string   `arg:"" help:"Id of the incident."`
	Out      []string `arg:"" help:"Ids of the claims (claim-…) or documents (doc-…) that tell of another; or of incidents to keep apart from it."`
	judging
}

// Help is the long help.
func (ReviewSplitCommand) Help() string {
	return `What is named becomes an incident of its own; documents that come later go to the one they
resemble more. Incidents that are named are kept apart from the first, whatever comes.

Examples:
  ascribe review split al-2022-07 doc-0123456789abcdef claim-0123456789abcdef
  ascribe review split al-2022-07 al-2022-09`
}

// Run splits.
func (c ReviewSplitCommand) Run(ctx context.Context, g *Globals) error {
	return c.judge(ctx, g, review.Draft{Kind: ascribe.Split, Target: ascribe.IncidentTarget, ID: c.Incident, With: c.Out})
}

// ReviewNoteCommand keeps a remark.
type ReviewNoteCommand struct {
	On       string `arg:"" help:"Id of a claim or an incident, key of a statement (predicate|subject|object) or of a source (organisation:…)."`
	Text     string `arg:"" help:"The remark."`
	Reviewer string `help:"Who remarks (default: the user)." env:"ASCRIBE_REVIEWER" placeholder:"NAME"`
}

// Help is the long help.
func (ReviewNoteCommand) Help() string {
	return `Examples:
  ascribe review note al-2022-07 "ask the agency for the log"
  ascribe review note "attacked|state:xr|state:xf" "see the second report"`
}

// Run notes.
func (c ReviewNoteCommand) Run(ctx context.Context, g *Globals) error {
	return judging{Note: c.Text, Reviewer: c.Reviewer}.judge(ctx, g, review.Draft{Kind: ascribe.Note, ID: c.On})
}

// ReviewGradeCommand grades a source or a statement.
type ReviewGradeCommand struct {
	Of    string `arg:"" help:"Name or key of a source, or key of a statement."`
	Grade string `arg:"" help:"A to F for a source, 1 to 6 for a statement."`
	judging
}

// Help is the long help.
func (ReviewGradeCommand) Help() string {
	return `Grades of the Admiralty code take the place of those that are counted.

Examples:
  ascribe review grade Microsoft B
  ascribe review grade "attacked|state:xr|state:xf" 2`
}

// Run grades.
func (c ReviewGradeCommand) Run(ctx context.Context, g *Globals) error {
	d := review.Draft{Kind: ascribe.Grade, Target: ascribe.StatementTarget, ID: c.Of, Value: c.Grade}
	if !strings.Contains(c.Of, "|") {
		base, err := knowledge.Embedded()
		if err != nil {
			return err
		}
		d.Target = ascribe.SourceTarget
		if !strings.Contains(c.Of, ":") {
			p := partyNamed(base)(c.Of)
			d.ID = p.Key()
		}
	}
	return c.judge(ctx, g, d)
}

// ReviewUndoCommand takes a judgement back.
type ReviewUndoCommand struct {
	Judgement string `arg:"" help:"Id of the judgement (judgement-…), as ascribe review log lists it."`
	judging
}

// Help is the long help.
func (ReviewUndoCommand) Help() string {
	return `Undone, a judgement leaves no trace in what is read; the log keeps both.

Example:
  ascribe review undo judgement-0123456789abcdef`
}

// Run undoes.
func (c ReviewUndoCommand) Run(ctx context.Context, g *Globals) error {
	return c.judge(ctx, g, review.Draft{Kind: ascribe.Undo, ID: c.Judgement})
}
