// Package review is where people judge what was derived: Queue lists what is
// worth a look, Draft makes a judgement of what a person typed, Judge keeps it.
package review

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
)

// ErrRefused is wrapped by every error that says what is wrong with a draft.
var ErrRefused = errors.New("not possible")

// Reader is what drafts and the queue ask of a ledger.
type Reader interface {
	Document(ctx context.Context, id string) (ascribe.Document, error)
	Claim(ctx context.Context, id string) (ledger.Entry, error)
	Incident(ctx context.Context, id string) (ledger.IncidentEntry, error)
	Claims(ctx context.Context, f ledger.ClaimFilter) (ledger.Page[ledger.Entry], error)
	Incidents(ctx context.Context, f ledger.IncidentFilter) (ledger.Page[ledger.IncidentEntry], error)
	Judgements(ctx context.Context, f ledger.JudgementFilter) (ledger.Page[ascribe.Judgement], error)
}

// Draft is a judgement as a person gives it.
type Draft struct {
	Kind     ascribe.JudgementKind `json:"kind"`
	Target   ascribe.TargetKind    `json:"target,omitempty"` // "" is told from the id, where it can be
	ID       string                `json:"id"`               // what it is about; of an undo, the judgement
	Field    string                `json:"field,omitempty"`  // of a correction
	Value    string                `json:"value,omitempty"`  // of a correction (see Value), of a grade
	With     []string              `json:"with,omitempty"`   // of a merge: the other incidents; of a split: claims or documents that tell of another, or incidents to be kept apart
	Note     string                `json:"note,omitempty"`
	Reviewer string                `json:"reviewer"`
}

// Judgement completes a draft with what the ledger knows, as of an instant. Party
// finds whom a name means. Errors wrap ErrRefused, or ledger.ErrNotFound.
func (d Draft) Judgement(ctx context.Context, r Reader, party func(name string) ascribe.Party, at time.Time) (ascribe.Judgement, error) {
	if d.Reviewer = strings.TrimSpace(d.Reviewer); d.Reviewer == "" {
		return ascribe.Judgement{}, fmt.Errorf("%w: who judges? name the reviewer", ErrRefused)
	}
	j := ascribe.Judgement{Kind: d.Kind, Note: strings.TrimSpace(d.Note), Reviewer: d.Reviewer, Target: ascribe.Target{Kind: d.target(), ID: d.ID}}
	var err error
	switch {
	case d.Kind == ascribe.Undo:
		err = d.undo(ctx, r, &j)
	case !slices.Contains(d.Kind.On(), j.Target.Kind):
		err = fmt.Errorf("%w: %q of a %s", ErrRefused, d.Kind, j.Target.Kind)
	case j.Target.Kind == ascribe.ClaimTarget:
		err = d.claim(ctx, r, party, &j)
	case j.Target.Kind == ascribe.IncidentTarget:
		err = d.incident(ctx, r, &j)
	case d.Kind == ascribe.Grade:
		j.Value, err = json.Marshal(strings.ToUpper(strings.TrimSpace(d.Value)))
	}
	if err != nil {
		return j, err
	}
	j = j.Signed(at)
	if err := j.Validate(); err != nil {
		return j, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	return j, nil
}

// target tells from an id what a draft is about.
func (d Draft) target() ascribe.TargetKind {
	predicate, _, statement := strings.Cut(d.ID, "|")
	switch {
	case d.Target != "":
		return d.Target
	case strings.HasPrefix(d.ID, "claim-"):
		return ascribe.ClaimTarget
	case statement && ascribe.Predicate(predicate).Valid():
		return ascribe.StatementTarget
	case strings.Contains(d.ID, ":"):
		return ascribe.SourceTarget
	}
	return ascribe.IncidentTarget
}

// claim fills in where the claim stands, and the value of a correction.
func (d Draft) claim(ctx context.Context, r Reader, party func(string) ascribe.Party, j *ascribe.Judgement) error {
	e, err := r.Claim(ctx, d.ID)
	if err != nil {
		return err
	}
	read := e.Claim
	if e.Review != nil && e.Review.Extracted != nil {
		read = *e.Review.Extracted
	}
	place := ascribe.AnchorOf(read)
	j.Target.Place = &place
	if d.Kind != ascribe.Correct {
		return nil
	}
	j.Field = d.Field
	if j.Value, err = Value(d.Field, d.Value, party); err != nil {
		return err
	}
	if _, err := e.Corrected(j.Field, j.Value); err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	return nil
}

// incident fills in the sides of a merge or a split.
func (d Draft) incident(ctx context.Context, r Reader, j *ascribe.Judgement) error {
	e, err := r.Incident(ctx, d.ID)
	if err != nil {
		return err
	}
	j.Target.ID = e.ID
	switch d.Kind {
	case ascribe.Merge:
		if len(d.With) == 0 {
			return fmt.Errorf("%w: merge %s with which other incident?", ErrRefused, e.ID)
		}
		j.Sides, err = d.whole(ctx, r, e)
	case ascribe.Split:
		if others, err := d.incidents(ctx, r); err != nil || others {
			if err == nil {
				j.Sides, err = d.whole(ctx, r, e)
			}
			return err
		}
		j.Sides, err = d.split(ctx, r, e)
	}
	return err
}

// incidents reports whether a split is of whole incidents, which are to be kept apart.
func (d Draft) incidents(ctx context.Context, r Reader) (bool, error) {
	for _, id := range d.With {
		if strings.HasPrefix(id, "claim-") || strings.HasPrefix(id, "doc-") {
			return false, nil
		}
		if _, err := r.Incident(ctx, id); err != nil {
			return false, err
		}
	}
	return len(d.With) > 0, nil
}

// whole are the sides of a judgement on whole incidents.
func (d Draft) whole(ctx context.Context, r Reader, e ledger.IncidentEntry) ([][]ascribe.Anchor, error) {
	seen := map[string]bool{}
	var sides [][]ascribe.Anchor
	entries := []ledger.IncidentEntry{e}
	for _, id := range d.With {
		other, err := r.Incident(ctx, id)
		if err != nil {
			return nil, err
		}
		entries = append(entries, other)
	}
	for _, e := range entries {
		if seen[e.ID] {
			return nil, fmt.Errorf("%w: %s is one incident already", ErrRefused, e.ID)
		}
		seen[e.ID] = true
		side, err := anchors(ctx, r, e.ID, func(ascribe.Claim) bool { return true })
		if err != nil {
			return nil, err
		}
		sides = append(sides, side)
	}
	return sides, nil
}

func (d Draft) split(ctx context.Context, r Reader, e ledger.IncidentEntry) ([][]ascribe.Anchor, error) {
	for _, id := range d.With {
		if !slices.Contains(e.Claims, id) && !slices.ContainsFunc(e.Documents, func(d ledger.IncidentDocument) bool { return d.ID == id }) {
			return nil, fmt.Errorf("%w: %s has no claim and no document %s", ErrRefused, e.ID, id)
		}
	}
	out := func(c ascribe.Claim) bool {
		return slices.Contains(d.With, c.ID) || slices.Contains(d.With, c.Document)
	}
	rest, err := anchors(ctx, r, e.ID, func(c ascribe.Claim) bool { return !out(c) })
	if err != nil {
		return nil, err
	}
	taken, err := anchors(ctx, r, e.ID, out)
	switch {
	case err != nil:
		return nil, err
	case len(taken) == 0:
		return nil, fmt.Errorf("%w: split what off %s? name claims or documents", ErrRefused, e.ID)
	case len(rest) == 0:
		return nil, fmt.Errorf("%w: nothing would be left of %s", ErrRefused, e.ID)
	}
	return [][]ascribe.Anchor{rest, taken}, nil
}

// anchors are where those of an incident's claims stand that are kept.
func anchors(ctx context.Context, r Reader, incident string, keep func(ascribe.Claim) bool) ([]ascribe.Anchor, error) {
	var out []ascribe.Anchor
	for e, err := range ledger.AllClaims(ctx, r, ledger.ClaimFilter{Incident: incident}) {
		if err != nil {
			return nil, err
		}
		if keep(e.Claim) {
			out = append(out, ascribe.AnchorOf(e.Claim))
		}
	}
	return out, nil
}

// undo names what is undone, and takes over what that was about.
func (d Draft) undo(ctx context.Context, r Reader, j *ascribe.Judgement) error {
	var all []ascribe.Judgement
	for other, err := range ledger.AllJudgements(ctx, r, ledger.JudgementFilter{}) {
		if err != nil {
			return err
		}
		all = append(all, other)
	}
	i := slices.IndexFunc(all, func(o ascribe.Judgement) bool { return o.ID == d.ID })
	if i < 0 {
		return fmt.Errorf("judgement %q: %w", d.ID, ledger.ErrNotFound)
	}
	if all[i].Kind == ascribe.Undo {
		return fmt.Errorf("%w: %s is itself an undo; judge again instead", ErrRefused, d.ID)
	}
	if !slices.ContainsFunc(ascribe.InForce(all), func(o ascribe.Judgement) bool { return o.ID == d.ID }) {
		return fmt.Errorf("%w: %s is undone already", ErrRefused, d.ID)
	}
	j.Undoes, j.Target = d.ID, all[i].Target
	return nil
}

// Judge keeps what a draft says and, where incidents depend on it, has them made anew.
func Judge(ctx context.Context, store interface {
	Reader
	Judge(ctx context.Context, j ascribe.Judgement) error
}, d Draft, party func(name string) ascribe.Party, regroup func(context.Context) error,
) (ascribe.Judgement, error) {
	j, err := d.Judgement(ctx, store, party, time.Now())
	if err != nil {
		return j, err
	}
	if err := store.Judge(ctx, j); err != nil {
		return j, err
	}
	switch j.Kind {
	case ascribe.Accept, ascribe.Note, ascribe.Grade:
		return j, nil
	}
	return j, regroup(ctx)
}
