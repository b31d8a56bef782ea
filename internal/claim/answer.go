package claim

import (
	"slices"

	"ascribe/internal/knowledge"
)

// threatened are those whom an infinitive after a threat names: "threatened to
// attack the bank".
func (r *reader) threatened(i int) []int {
	for _, v := range r.t.children(i, "xcomp") {
		if p := r.t.patients(v); len(p) > 0 {
			return p
		}
	}
	return nil
}

// orderer is who orders or asks what the infinitive at i says, or gives a time
// for it: "ordered the embassy's staff to leave", "gave them 24 hours to leave".
func (r *reader) orderer(i int) []int {
	if v := r.ordering(i); v >= 0 {
		return r.t.agents(v)
	}
	return nil
}

// ordered is who is so ordered.
func (r *reader) ordered(i int) []int {
	v := r.ordering(i)
	if v < 0 {
		return nil
	}
	if r.t.passive(v) {
		return r.t.patients(v)
	}
	return r.t.spread(r.t.children(v, "iobj", "obj"))
}

// ordering is the verb of an order that the infinitive at i completes, -1 for none.
func (r *reader) ordering(i int) int {
	v := r.t.head(i)
	for v >= 0 && !r.t.isVerb(v) {
		v = r.t.head(v)
	}
	if v < 0 || !slices.Contains([]string{"order", "ask", "tell", "instruct", "give", "demand", "request"}, r.t.lemma(v)) {
		return -1
	}
	return v
}

// given is who is offered the help named at i: "offered Freedonia assistance".
func (r *reader) given(i int) []int {
	if v := r.t.head(i); v >= 0 && r.t.isVerb(v) && r.t.rel(i, "obj") {
		return r.t.spread(r.t.children(v, "iobj"))
	}
	return nil
}

// seeking are the words whose object a reward is offered for.
var seeking = map[string]bool{"identify": true, "locate": true, "find": true, "arrest": true, "capture": true, "conviction": true, "location": true,
	"identity": true, "whereabouts": true, "apprehend": true, "identification": true, "apprehension": true, "convict": true}

// sought are those for whose capture or name the reward at i is offered.
func (r *reader) sought(i int) []int {
	for k := i + 1; k < r.t.Sentences[r.t.sentence[i]].Last; k++ {
		if !seeking[r.t.lemma(k)] {
			continue
		}
		found := append(r.t.introduced(k, []string{"of"}), r.t.children(k, "nmod:poss")...)
		if r.t.isVerb(k) {
			found = r.t.patients(k)
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// efforts are what somebody who is helped does: "supports the ministry's efforts".
var efforts = map[string]bool{"effort": true, "response": true, "recovery": true, "investigation": true, "work": true, "attempt": true, "defense": true, "defence": true}

// helped are those whose efforts the verb or noun at i supports.
func (r *reader) helped(i int) []int {
	heads := r.t.patients(i)
	if !r.t.isVerb(i) {
		heads = r.t.introduced(i, []string{"for", "to", "of", "in"})
	}
	var out []int
	for _, h := range heads {
		if efforts[r.t.lemma(h)] {
			out = append(out, r.t.children(h, "nmod:poss")...)
		}
	}
	return out
}

// groupMeant are the persons last named together, when the nominal at i counts
// them: "the two", "the pair", "both".
func (r *reader) groupMeant(i int) []int {
	n := groups[r.t.form(i)]
	if n == 0 || len(r.t.children(i, "nmod", "amod", "acl")) > 0 || r.mentions.byToken[i] >= 0 {
		return nil
	}
	from := r.t.Sentences[max(0, r.t.sentence[i]-3)].First
	for k := i - 1; k >= from; k-- {
		if !r.personNamed(k) || r.t.rel(k, "conj", "flat", "compound") {
			continue
		}
		all := slices.DeleteFunc(r.t.conjuncts(k), func(j int) bool { return !r.personNamed(j) })
		if len(all) == n {
			return all
		}
	}
	return nil
}

// groups are the words that stand for a number of people named before.
var groups = map[string]int{"two": 2, "pair": 2, "duo": 2, "both": 2, "three": 3, "trio": 3, "four": 4}

func (r *reader) personNamed(i int) bool {
	if !r.t.upos(i, "PROPN") {
		return false
	}
	c, ok := r.party(i)
	return ok && c.named && c.is("person", "name") && !knowledge.PublicKind(r.Base.Kind(c.ID))
}
