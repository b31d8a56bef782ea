package assess

import (
	"strconv"

	"ascribe"
)

// Opinion is a binomial opinion of subjective logic: belief, disbelief and
// uncertainty sum to 1; Base is the probability that holds where nothing is known.
// A. Jøsang, Subjective Logic (Springer, 2016), chapter 3.
type Opinion struct {
	Belief      float64 `json:"belief"`
	Disbelief   float64 `json:"disbelief"`
	Uncertainty float64 `json:"uncertainty"`
	Base        float64 `json:"base"`
}

// base is the base rate of a hypothesis: nobody is likelier than not beforehand.
const base = 0.5

// prior is Jøsang's non-informative prior weight W for two outcomes.
const prior = 2

// leastDoubt keeps an opinion from being dogmatic: no word of a source ends all doubt.
const leastDoubt = 0.05

// Expected is the projected probability: belief, and of the uncertainty as much as the base rate gives.
func (o Opinion) Expected() float64 { return o.Belief + o.Base*o.Uncertainty }

// Discount weakens an opinion by trust in its source, 0 to 1: belief and disbelief
// times the weight, the rest uncertainty (Jøsang 2016, section 14.3).
func (o Opinion) Discount(weight float64) Opinion {
	b, d := o.Belief*weight, o.Disbelief*weight
	return Opinion{Belief: b, Disbelief: d, Uncertainty: 1 - b - d, Base: o.Base}
}

// Fuse joins opinions of independent sources (cumulative fusion, Jøsang 2016,
// section 12.3). Both must leave some uncertainty.
func (o Opinion) Fuse(p Opinion) Opinion {
	k := o.Uncertainty + p.Uncertainty - o.Uncertainty*p.Uncertainty
	return Opinion{Belief: (o.Belief*p.Uncertainty + p.Belief*o.Uncertainty) / k,
		Disbelief:   (o.Disbelief*p.Uncertainty + p.Disbelief*o.Uncertainty) / k,
		Uncertainty: o.Uncertainty * p.Uncertainty / k, Base: o.Base}
}

// Evidence is the opinion as amounts of evidence for and against. Those of
// independent opinions add up, which is the same as fusing the opinions.
func (o Opinion) Evidence() (r, s float64) {
	return prior * o.Belief / o.Uncertainty, prior * o.Disbelief / o.Uncertainty
}

// opinionOf turns evidence for and against back into an opinion.
func opinionOf(r, s float64) Opinion {
	all := r + s + prior
	return Opinion{Belief: r / all, Disbelief: s / all, Uncertainty: prior / all, Base: base}
}

// nothingSaid is the opinion of who says nothing.
func nothingSaid() Opinion { return Opinion{Uncertainty: 1, Base: base} }

// spoken is the opinion that a source's words express (opinions.tsv): by its
// confidence, or, where it gives a probability, with the range of that as uncertainty.
func spoken(stance ascribe.Stance, c *ascribe.Confidence, l *ascribe.Likelihood) (Opinion, string) {
	if stance == ascribe.Withholds {
		return nothingSaid(), "takes no position"
	}
	if l != nil && stance != ascribe.Denies { // what is unlikely is a doubt with its range
		o := Opinion{Belief: float64(l.Low) / 100, Disbelief: 1 - float64(l.High)/100, Base: base}
		if known := o.Belief + o.Disbelief; known > 1-leastDoubt {
			o = o.Discount((1 - leastDoubt) / known)
		}
		o.Uncertainty = 1 - o.Belief - o.Disbelief
		why := "says " + strconv.Itoa(l.Low) + "–" + strconv.Itoa(l.High) + "%"
		if c != nil {
			w := belief(c.Level)
			return o.Discount(w), why + " with " + c.Level + " confidence"
		}
		return o, why
	}
	level, why := "plain", "no grade given"
	if c != nil {
		level, why = c.Level, c.Level+" confidence"
	}
	b := belief(level)
	switch stance {
	case ascribe.Denies:
		return Opinion{Disbelief: b, Uncertainty: 1 - b, Base: base}, "denies, " + why
	case ascribe.Doubts:
		return Opinion{Disbelief: b / 2, Uncertainty: 1 - b/2, Base: base}, "doubts, " + why
	}
	return Opinion{Belief: b, Uncertainty: 1 - b, Base: base}, "asserts, " + why
}

// belief is the figure of a level in opinions.tsv; 0 for one that is not there.
func belief(level string) float64 {
	for _, row := range lines(opinionTable) {
		if row[0] == level {
			b, _ := strconv.ParseFloat(row[1], 64)
			return b
		}
	}
	return 0
}

// weight is a discount and its reason from weights.tsv; 1 for one that is not there.
func weight(sort, value string) (float64, string) {
	for _, row := range lines(weightTable) {
		if row[0] == sort && row[1] == value {
			w, _ := strconv.ParseFloat(row[2], 64)
			return w, row[3]
		}
	}
	return 1, ""
}
