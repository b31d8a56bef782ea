package ascribe

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func sample() Claim {
	return Claim{ID: "claim-1", Document: "doc-1", Source: Party{Name: "Lookout Lab"}, Stance: Asserts, Quote: Quote{Text: "q"},
		Statement: Statement{Predicate: Attacked, Subject: &Party{Name: "Sand Viper"}, Object: &Party{Name: "Grid Co"}, Value: "wiper"}}
}

func on(c Claim, kind JudgementKind, reviewer string, minutes int, alter func(*Judgement)) Judgement {
	place := AnchorOf(c)
	j := Judgement{Kind: kind, Reviewer: reviewer, Target: Target{Kind: ClaimTarget, ID: c.ID, Place: &place}}
	if alter != nil {
		alter(&j)
	}
	return j.Signed(noon.Add(time.Duration(minutes) * time.Minute))
}

func TestInForce(t *testing.T) {
	c := sample()
	undo := func(of Judgement, minutes int) Judgement {
		return on(c, Undo, "ann", minutes, func(j *Judgement) { j.Undoes = of.ID })
	}
	reject, accept := on(c, Reject, "ann", 1, nil), on(c, Accept, "ben", 2, nil)
	gone := undo(reject, 3)
	back := undo(gone, 4)
	for name, test := range map[string]struct{ made, want []Judgement }{
		"none":               {nil, nil},
		"both":               {[]Judgement{reject, accept}, []Judgement{reject, accept}},
		"undone":             {[]Judgement{reject, accept, gone}, []Judgement{accept}},
		"the undoing undone": {[]Judgement{reject, accept, gone, back}, []Judgement{reject, accept}},
	} {
		for seed := range uint64(5) {
			made := slices.Clone(test.made)
			rand.New(rand.NewPCG(seed, 0)).Shuffle(len(made), func(i, j int) { made[i], made[j] = made[j], made[i] })
			if got := InForce(made); len(got) != len(test.want) || len(got) > 0 && !reflect.DeepEqual(got, test.want) {
				t.Errorf("%s: %+v, want %+v", name, got, test.want)
			}
		}
	}
}

func TestJudged(t *testing.T) {
	c := sample()
	correct := func(field, value, reviewer string, minutes int) Judgement {
		return on(c, Correct, reviewer, minutes, func(j *Judgement) { j.Field, j.Value = field, json.RawMessage(value) })
	}
	if got, review := c.Judged(nil); review != nil || !reflect.DeepEqual(got, c) {
		t.Errorf("without judgements: %+v, %+v", got, review)
	}
	// The value goes with the predicate that had it; the later of two corrections holds; what can't be is left out.
	js := []Judgement{correct("predicate", `"sponsors"`, "ann", 1), correct("object", `{"name":"Blue Line"}`, "ann", 2),
		correct("object", `{"name":"Red Line"}`, "ben", 3), correct("stance", `"shouts"`, "ann", 4)}
	got, review := c.Judged(js)
	if got.ID != c.ID || got.Predicate != Sponsors || got.Value != "" || got.Object.Name != "Red Line" || got.Stance != Asserts {
		t.Errorf("corrected to %+v", got)
	}
	if !reflect.DeepEqual(review.Extracted, &c) || !review.Disputed || !slices.Equal(review.Idle, []string{js[3].ID}) || review.State != "" {
		t.Errorf("review %+v", review)
	}
	if c.Object.Name != "Grid Co" {
		t.Error("the claim as it was read has changed")
	}
	if _, review := c.Judged([]Judgement{on(c, Reject, "ann", 1, nil), on(c, Accept, "ann", 2, nil)}); review.Rejected() || review.Disputed {
		t.Errorf("who changes their mind disputes nothing: %+v", review)
	}
}

func TestCorrectedRefuses(t *testing.T) {
	c := sample()
	for field, values := range map[string][]string{
		"quote": {`{"text":"x"}`}, "id": {`"claim-2"`}, "source": {`null`, `{}`, `{"name":""}`}, "stance": {`"shouts"`, `7`}, "predicate": {`"loved"`},
		"subject": {`{"id":"state:xr"}`, `"Ruritania"`}, "via": {`[{"name":""}]`}, "when": {`{"from":"soon"}`, `{"from":"2022-02-02","to":"2022-01-01"}`},
		"value": {`"loud"`}, "confidence": {`{"level":"total"}`}, "likelihood": {`{"low":90,"high":10}`, `{"low":-1,"high":10}`},
	} {
		for _, value := range values {
			if got, err := c.Corrected(field, json.RawMessage(value)); !errors.Is(err, ErrInvalidClaim) || !reflect.DeepEqual(got, c) {
				t.Errorf("%s = %s: %+v, %v", field, value, got, err)
			}
		}
	}
}
