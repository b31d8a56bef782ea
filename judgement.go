package ascribe

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Judgement is a person's word on something derived. Judgements are only ever
// added: one is taken back by another that undoes it.
type Judgement struct {
	ID       string          `json:"id"` // JudgementID of the rest
	Kind     JudgementKind   `json:"kind"`
	Target   Target          `json:"target"`
	Field    string          `json:"field,omitempty"` // of a correction: one of Correctable
	Value    json.RawMessage `json:"value,omitempty"` // of a correction: the field as in the claim's JSON; of a grade: "A" to "F", "1" to "6"
	Sides    [][]Anchor      `json:"sides,omitempty"` // of a merge: claims that tell of one incident; of a split: of different ones
	Note     string          `json:"note,omitempty"`
	Reviewer string          `json:"reviewer"`
	Time     time.Time       `json:"time"`
	Undoes   string          `json:"undoes,omitempty"` // Judgement.ID
}

// Target is what a judgement is about.
type Target struct {
	Kind  TargetKind `json:"kind"`
	ID    string     `json:"id"`              // Claim.ID, Incident.ID, Statement.Key or Party.Key
	Place *Anchor    `json:"place,omitempty"` // of a claim
}

// Anchor says where a claim stood, so that a judgement finds it again when a
// newer extractor gives it another id.
type Anchor struct {
	Claim    string `json:"claim"`
	Document string `json:"document"`
	Span
	Statement string `json:"statement"` // Statement.Key
}

// AnchorOf is where a claim stands.
func AnchorOf(c Claim) Anchor {
	return Anchor{Claim: c.ID, Document: c.Document, Span: c.Quote.Span, Statement: c.Statement.Key()}
}

// JudgementKind is what a judgement does.
type JudgementKind string

// The kinds of judgements.
const (
	Accept  JudgementKind = "accept"
	Reject  JudgementKind = "reject"
	Correct JudgementKind = "correct"
	Merge   JudgementKind = "merge"
	Split   JudgementKind = "split"
	Note    JudgementKind = "note"
	Grade   JudgementKind = "grade"
	Undo    JudgementKind = "undo"
)

// TargetKind is the kind of thing that a judgement is about.
type TargetKind string

// What can be judged.
const (
	ClaimTarget     TargetKind = "claim"
	IncidentTarget  TargetKind = "incident"
	StatementTarget TargetKind = "statement"
	SourceTarget    TargetKind = "source"
)

// JudgementKinds lists every kind of judgement.
func JudgementKinds() []JudgementKind {
	return []JudgementKind{Accept, Reject, Correct, Merge, Split, Note, Grade, Undo}
}

// On lists the kinds of targets that a judgement of this kind may have.
func (k JudgementKind) On() []TargetKind {
	switch k {
	case Accept, Reject, Correct:
		return []TargetKind{ClaimTarget}
	case Merge, Split:
		return []TargetKind{IncidentTarget}
	case Grade:
		return []TargetKind{SourceTarget, StatementTarget}
	case Note, Undo:
		return []TargetKind{ClaimTarget, IncidentTarget, StatementTarget, SourceTarget}
	}
	return nil
}

// Signed completes a judgement with its time, in microseconds as stores keep it, and its id.
func (j Judgement) Signed(at time.Time) Judgement {
	j.Time = at.UTC().Truncate(time.Microsecond)
	j.ID = JudgementID(j)
	return j
}

// JudgementID derives a judgement's id from all that it says, so that the same
// judgement put twice is one.
func JudgementID(j Judgement) string {
	j.ID = ""
	b, err := json.Marshal(j)
	if err != nil { // a value that is no JSON, which Validate refuses
		b = []byte(err.Error())
	}
	sum := sha256.Sum256(b)
	return "judgement-" + hex.EncodeToString(sum[:8])
}

// ErrInvalidJudgement is wrapped by every error of Judgement.Validate.
var ErrInvalidJudgement = errors.New("invalid judgement")

// Validate checks that a judgement is whole. Whether a correction makes sense
// only its claim can tell: see Claim.Corrected.
func (j Judgement) Validate() error {
	var why string
	switch {
	case len(j.Value) > 0 && !json.Valid(j.Value):
		why = "its value is no JSON"
	case j.ID != JudgementID(j):
		why = "its id is not that of what it says"
	case j.Reviewer == "":
		why = "no reviewer"
	case j.Time.IsZero():
		why = "no time"
	case j.Target.ID == "":
		why = "no target"
	case !slices.Contains(j.Kind.On(), j.Target.Kind):
		why = fmt.Sprintf("%q of a %q is not possible", j.Kind, j.Target.Kind)
	case j.Target.Kind == ClaimTarget && (j.Target.Place == nil || j.Target.Place.Claim != j.Target.ID):
		why = "it does not say where its claim stands"
	default:
		why = j.lacks()
	}
	if why == "" {
		return nil
	}
	return fmt.Errorf("%w: %s", ErrInvalidJudgement, why)
}

// lacks says what a judgement of its kind lacks, "" when nothing.
func (j Judgement) lacks() string {
	var grade string
	switch {
	case j.Kind == Correct && !slices.Contains(Correctable(), j.Field):
		return fmt.Sprintf("field %q can't be corrected", j.Field)
	case j.Kind == Correct && len(j.Value) == 0:
		return "a correction without a value"
	case j.Kind == Note && j.Note == "":
		return "an empty note"
	case (j.Kind == Undo) != (j.Undoes != ""):
		return "what undoes something names it, and nothing else does"
	case (j.Kind == Merge || j.Kind == Split) && (len(j.Sides) < 2 || slices.ContainsFunc(j.Sides, func(s []Anchor) bool { return len(s) == 0 })):
		return "two sides with claims are needed"
	case j.Kind == Grade && (json.Unmarshal(j.Value, &grade) != nil || !slices.Contains(grades(j.Target.Kind), grade)):
		return fmt.Sprintf("%s is no grade of a %s", j.Value, j.Target.Kind)
	}
	return ""
}

// grades are those of the Admiralty code (NATO STANAG 2511): reliability of a
// source, credibility of what it says.
func grades(of TargetKind) []string {
	if of == SourceTarget {
		return []string{"A", "B", "C", "D", "E", "F"}
	}
	return []string{"1", "2", "3", "4", "5", "6"}
}

// InForce leaves out the judgements that were undone, and the undoings. The order
// is by time. An undoing may itself be undone.
func InForce(judgements []Judgement) []Judgement {
	js := slices.SortedFunc(slices.Values(judgements), CompareJudgements)
	undone := map[string]bool{}
	for _, j := range slices.Backward(js) {
		if j.Kind == Undo && !undone[j.ID] {
			undone[j.Undoes] = true
		}
	}
	return slices.DeleteFunc(js, func(j Judgement) bool { return j.Kind == Undo || undone[j.ID] })
}

// CompareJudgements orders judgements by time, then by id.
func CompareJudgements(a, b Judgement) int {
	return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.ID, b.ID))
}
