package eval

import (
	"path/filepath"

	"ascribe"
)

// Tally counts matches. Optional labels count nowhere.
type Tally struct {
	Right  int `json:"right"`  // required labels that were found
	Extra  int `json:"extra"`  // extracted claims that match no label
	Missed int `json:"missed"` // required labels that were not found
}

// Precision is the share of extracted claims that are right, 0 when there are none.
func (t Tally) Precision() float64 { return ratio(t.Right, t.Right+t.Extra) }

// Recall is the share of required labels that were found, 0 when there are none.
func (t Tally) Recall() float64 { return ratio(t.Right, t.Right+t.Missed) }

// F1 is the harmonic mean of precision and recall.
func (t Tally) F1() float64 {
	p, r := t.Precision(), t.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func (t *Tally) add(o Tally) {
	t.Right += o.Right
	t.Extra += o.Extra
	t.Missed += o.Missed
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// Share is how many of a number are right.
type Share struct {
	Right int `json:"right"`
	Of    int `json:"of"`
}

// Report is the outcome of scoring a folder.
type Report struct {
	Statement  Tally                       `json:"statement"` // predicate, parties, passage
	Claim      Tally                       `json:"claim"`     // those, source and stance
	Predicates map[ascribe.Predicate]Share `json:"recall_by_predicate"`
	Attributes map[string]Share            `json:"attributes"` // over matched claims
	Documents  []DocumentScore             `json:"documents"`
}

// DocumentScore is the outcome for one document.
type DocumentScore struct {
	File      string          `json:"file"`
	Labels    string          `json:"labels"` // base name of the label file
	Extracted bool            `json:"extracted"`
	Statement Tally           `json:"statement"`
	Claim     Tally           `json:"claim"`
	Misses    []Claim         `json:"misses,omitempty"` // required labels not found
	Extras    []ascribe.Claim `json:"extras,omitempty"` // claims that match no label
}

// Score compares labels with extractions, which are found by the base name of
// their document's file. A labelled document without extraction scores nothing found.
func Score(golds []Gold, extractions []ascribe.Extraction) Report {
	files := byFile(extractions)
	report := Report{Predicates: map[ascribe.Predicate]Share{}, Attributes: map[string]Share{}}
	for _, gold := range golds {
		report.document(gold, files[filepath.Base(gold.Document.File)])
	}
	return report
}

// byFile finds extractions by the base name of their document's file.
func byFile(extractions []ascribe.Extraction) map[string]*ascribe.Extraction {
	out := make(map[string]*ascribe.Extraction, len(extractions))
	for i := range extractions {
		document := extractions[i].Document
		name := document.File
		if name == "" {
			name = document.ID
		}
		out[filepath.Base(name)] = &extractions[i]
	}
	return out
}

func (r *Report) document(gold Gold, extraction *ascribe.Extraction) {
	d := DocumentScore{File: gold.Document.File, Labels: filepath.Base(gold.Path), Extracted: extraction != nil}
	var found []extracted
	if extraction != nil {
		found = prepare(*extraction)
	}
	wanted := labels(gold.Claims)
	d.Statement = tally(gold.Claims, found, assign(wanted, found, label.sameStatement))
	matched := assign(wanted, found, label.sameClaim)
	d.Claim = tally(gold.Claims, found, matched)

	taken := make([]bool, len(found))
	for i, c := range gold.Claims {
		j := matched[i]
		if j >= 0 {
			taken[j] = true
			r.attributes(c, found[j].Claim)
		}
		if c.Optional {
			continue
		}
		r.Predicates[c.Predicate] = r.Predicates[c.Predicate].count(j >= 0)
		if j < 0 {
			d.Misses = append(d.Misses, c)
		}
	}
	for j, x := range found {
		if !taken[j] {
			d.Extras = append(d.Extras, x.Claim)
		}
	}
	r.Statement.add(d.Statement)
	r.Claim.add(d.Claim)
	r.Documents = append(r.Documents, d)
}

func tally(gold []Claim, found []extracted, matched []int) Tally {
	t := Tally{Extra: len(found)}
	for i, c := range gold {
		if matched[i] >= 0 {
			t.Extra--
		}
		switch {
		case c.Optional:
		case matched[i] >= 0:
			t.Right++
		default:
			t.Missed++
		}
	}
	return t
}

func (s Share) count(right bool) Share {
	s.Of++
	if right {
		s.Right++
	}
	return s
}

// attributes compares what the label gives beyond the statement.
func (r *Report) attributes(label Claim, c ascribe.Claim) {
	count := func(name string, right bool) { r.Attributes[name] = r.Attributes[name].count(right) }
	if label.Value != nil {
		count("value", *label.Value == c.Value)
	}
	if label.Confidence != nil {
		count("confidence", c.Confidence != nil && c.Confidence.Level == *label.Confidence)
	}
	if len(label.Likelihood) == 2 {
		count("likelihood", c.Likelihood != nil && c.Likelihood.Low == label.Likelihood[0] && c.Likelihood.High == label.Likelihood[1])
	}
	if len(label.When) == 2 {
		count("when", c.When != nil && string(c.When.From) == label.When[0] && string(c.When.To) == label.When[1])
	}
}
