package claim

// nounScope reads a word of speech that is a noun: "the ministry's assessment
// that …", "issued a warning about …". What depends on it is what is said.
func (r *reader) nounScope(i int, row speech) {
	_, end := r.t.bounds(i, nil)
	if end <= i+2 {
		return
	}
	var sources []candidate
	for _, h := range r.issuers(i) {
		if c, ok := r.party(h); ok && r.speaks(c) && !c.is("threat-actor", "record") && !r.t.within(h, i+1) {
			sources = append(sources, r.holder(c))
		}
	}
	if len(sources) > 0 {
		r.scopes = append(r.scopes, scope{ranges: [][2]int{{i + 1, end}}, verb: i, sources: sources, stance: speechStance(row), rule: "speech: " + row.word})
	}
}

// issuing are the verbs whose object is a word of speech and whose subject is
// whose word it is.
var issuing = map[string]bool{"issue": true, "publish": true, "release": true, "make": true, "offer": true, "repeat": true, "voice": true, "reiterate": true,
	"send": true, "give": true, "share": true, "post": true, "put": true, "level": true, "raise": true, "express": true, "deliver": true}

// issuers are the heads of those whose word the noun at i is: its possessor, "by
// X", or who issues it.
func (r *reader) issuers(i int) []int {
	out := append(r.t.children(i, "nmod:poss"), r.t.introduced(i, []string{"by", "from"})...)
	for _, v := range r.t.children(i, "acl") {
		if issuing[r.t.lemma(v)] {
			out = append(out, r.t.byPhrase(v)...)
		}
	}
	if v := r.t.head(i); len(out) == 0 && v >= 0 && r.t.isVerb(v) && issuing[r.t.lemma(v)] {
		for _, p := range r.t.patients(v) {
			if p == i {
				out = r.t.agents(v)
			}
		}
	}
	return out
}
