package cli

import (
	"fmt"
	"io"

	"ascribe"
	"ascribe/internal/eval"
	"ascribe/internal/pipeline"
)

// readApart is what each extractor made of the documents, before it was put together.
type readApart map[pipeline.Choice][]ascribe.Extraction

func (a readApart) add(w *pipeline.Work) {
	for _, r := range w.Readings {
		e := w.Extraction()
		e.Claims, e.Entities = r.Claims, r.Entities
		a[r.By] = append(a[r.By], e)
	}
}

// several reports whether there is anything to compare.
func (a readApart) several() bool { return len(a[pipeline.Rules]) > 0 && len(a[pipeline.Model]) > 0 }

// evalReport is eval --json: with two extractors, the scores of each and the gain.
type evalReport struct {
	eval.Report
	Rules *eval.Report `json:"rules,omitempty"`
	Model *eval.Report `json:"model,omitempty"`
	Gain  *evalGain    `json:"gain,omitempty"`
}

// evalGain counts required labels.
type evalGain struct {
	Both  int `json:"both"`
	Rules int `json:"rules_alone"`
	Model int `json:"model_alone"`
}

func (a readApart) report(golds []eval.Gold, all eval.Report) evalReport {
	out := evalReport{Report: all}
	if !a.several() {
		return out
	}
	rules, model, gain := a.compare(golds)
	out.Rules, out.Model = &rules, &model
	out.Gain = &evalGain{Both: gain.Both, Rules: gain.OnlyA, Model: gain.OnlyB}
	return out
}

func (a readApart) compare(golds []eval.Gold) (rules, model eval.Report, gain eval.Gain) {
	return eval.Score(golds, a[pipeline.Rules]), eval.Score(golds, a[pipeline.Model]),
		eval.Compare(golds, "rules", a[pipeline.Rules], "model", a[pipeline.Model])
}

func (a readApart) write(w io.Writer, golds []eval.Gold, all eval.Report) error {
	if !a.several() {
		return nil
	}
	rules, model, gain := a.compare(golds)
	_, err := fmt.Fprintf(w, "rules alone: %s\nmodel alone: %s\nboth:        %s\n%s\n", rules.Summary(), model.Summary(), all.Summary(), gain)
	return err
}
