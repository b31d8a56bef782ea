package assess

import (
	"slices"
	"strconv"
	"strings"

	"ascribe"
)

// Reliability is a source's Admiralty grade with the rule that led to it, line by line.
type Reliability struct {
	Grade string   `json:"grade"` // A to F
	Lines []string `json:"lines"`
}

// Credibility is a statement's Admiralty grade with the rule that led to it.
type Credibility struct {
	Grade int      `json:"grade"` // 1 to 6
	Words string   `json:"words"`
	Lines []string `json:"lines"`
}

// Record is what became of what a source asserted: how often sources without a
// stake, other than itself, assert the same or deny it.
type Record struct {
	Statements int `json:"statements"` // looked at
	Confirmed  int `json:"confirmed"`
	Denied     int `json:"denied"`
}

// Graded is a grade that a reviewer gave to a source or a statement.
type Graded struct {
	Grade    string `json:"grade"` // A to F, or 1 to 6
	Reviewer string `json:"reviewer"`
	Note     string `json:"note,omitempty"`
}

// A record moves a grade by one step when it is long enough and clear.
const (
	recordLeast = 5  // statements that others confirmed or denied
	recordGood  = 80 // per cent confirmed, from which the grade rises
	recordPoor  = 40 // per cent confirmed, up to which it falls
)

// Grade gives a source its reliability: by kind (reliability.tsv), moved one step by its record
// (never to A's or E's far side, never from F without one), replaced by a reviewer's word.
func Grade(kind SourceKind, record *Record, given *Graded) Reliability {
	r := Reliability{Grade: "F", Lines: []string{"F: a source of no known kind"}}
	for _, row := range lines(reliabilityTable) {
		if row[0] == string(kind) {
			r = Reliability{Grade: row[1], Lines: []string{row[1] + ", being of kind “" + row[0] + "”: " + row[2]}}
		}
	}
	r.weigh(record)
	if given != nil && len(given.Grade) == 1 && strings.Contains("ABCDEF", given.Grade) {
		r.Grade = given.Grade
		r.Lines = append(r.Lines, given.by())
	}
	return r
}

// weigh moves a grade by a record.
func (r *Reliability) weigh(record *Record) {
	if record == nil {
		return
	}
	tried := record.Confirmed + record.Denied
	told := strconv.Itoa(record.Confirmed) + " of " + strconv.Itoa(tried) + " statements on which others spoke were confirmed"
	if tried == 0 {
		r.Lines = append(r.Lines, "no record: nobody without a stake has spoken on its statements")
		return
	}
	if tried < recordLeast {
		r.Lines = append(r.Lines, "unmoved by its record: "+told+"; it takes "+strconv.Itoa(recordLeast))
		return
	}
	const scale = "ABCDE"
	at := strings.Index(scale, r.Grade)
	switch share := 100 * record.Confirmed / tried; {
	case at < 0:
		r.Grade = "C"
		r.Lines = append(r.Lines, "C, as there is a record: "+told)
	case share >= recordGood && at > 0:
		r.Grade = scale[at-1 : at]
		r.Lines = append(r.Lines, r.Grade+" by its record: "+told)
	case share <= recordPoor && at < len(scale)-1:
		r.Grade = scale[at+1 : at+2]
		r.Lines = append(r.Lines, r.Grade+" by its record: "+told)
	default:
		r.Lines = append(r.Lines, "unmoved by its record: "+told)
	}
}

// reliability grades a source of the case.
func (c *incidentCase) reliability(s Source) Reliability {
	var record *Record
	if r, ok := c.Records[s.Key]; ok {
		record = &r
	}
	var given *Graded
	if g, ok := c.Graded[s.Key]; ok {
		given = &g
	}
	return Grade(s.Kind, record, given)
}

// credible grades each statement.
func (c *incidentCase) credible(in []Standing, a Assessment) []Standing {
	for i := range in {
		in[i].Credibility = credibility(in[i].Tally, a)
		for _, id := range in[i].Claims {
			if g, ok := c.Rated[c.all[c.place[id]].Statement.Key()]; ok {
				in[i].Credibility.judge(g)
				break
			}
		}
	}
	return in
}

// credibility applies the first row of credibility.tsv that fits a tally.
func credibility(t Tally, a Assessment) Credibility {
	interested := func(key string) bool {
		s, _ := a.Source(key)
		return s.Interested()
	}
	without := func(keys []string) int {
		return len(slices.DeleteFunc(slices.Clone(keys), interested))
	}
	asserting, free := len(t.Asserting)+len(t.Admitting), without(t.Asserting)
	if len(t.Publications) > 0 {
		asserting = max(asserting, 1)
	}
	against := without(t.Denying) + without(t.Doubting)
	out := Credibility{Lines: []string{
		strconv.Itoa(len(t.Asserting)+len(t.Admitting)) + " independent sources assert it, " + strconv.Itoa(free) + " of them without a stake; " +
			strconv.Itoa(len(t.Publications)) + " publications in their own words",
		strconv.Itoa(against) + " without a stake deny, doubt or leave it open",
	}}
	if n := len(t.Denying) - without(t.Denying); n > 0 {
		out.Lines = append(out.Lines, strconv.Itoa(n)+" with a stake deny it, which alone changes nothing")
	}
	for _, row := range lines(credibilityTable) {
		least, _ := strconv.Atoi(row[2])
		leastFree, _ := strconv.Atoi(row[3])
		if asserting < least || free < leastFree || !fits(row[4], free, against) {
			continue
		}
		out.Grade, _ = strconv.Atoi(row[0])
		out.Words = row[1]
		out.Lines = append(out.Lines, row[0]+": "+row[1])
		break
	}
	return out
}

// judge replaces a grade by a reviewer's word.
func (c *Credibility) judge(g Graded) {
	for _, row := range lines(credibilityTable) {
		if row[0] == g.Grade {
			c.Grade, _ = strconv.Atoi(row[0])
			c.Words = row[1]
			c.Lines = append(c.Lines, g.by())
		}
	}
}

// by says who gave a grade and why.
func (g Graded) by() string {
	line := g.Grade + " by the judgement of " + g.Reviewer
	if g.Note != "" {
		line += ": " + g.Note
	}
	return line
}

func fits(rule string, free, against int) bool {
	switch rule {
	case "none":
		return against == 0
	case "fewer":
		return against > 0 && against < free
	case "some":
		return against > 0
	}
	return true
}

// hedged reports whether a source keeps its distance in every claim of a mark. Where
// somebody relays it the hedge is theirs.
func hedged(m Mark, claims map[string]ascribe.Claim) bool {
	return len(m.Hedges) > 0 && !slices.ContainsFunc(m.Claims, func(id string) bool { return claims[id].Hedge == "" || len(claims[id].Via) > 0 })
}
