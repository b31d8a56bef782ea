package claim

import (
	"slices"

	"ascribe"
)

// gear reads what is used: for a general word the items of the list that it
// announces, and nothing for words that say nothing of what was used.
func (r *reader) gear(objects []*candidate) []*candidate {
	var out []*candidate
	for n, o := range objects {
		switch {
		case o.head >= 0 && slices.Contains([]string{"figure", "fig", "table"}, r.t.form(o.head)):
			continue
		case o.named || o.head < 0:
		case r.exampled(o, objects[n+1:]):
			continue
		default:
			if items := r.ranged(o.head); len(items) > 0 {
				out = append(out, r.partiesOf(items)...)
				continue
			}
			if told := r.toldNamed(o.head); len(told) > 0 {
				out = append(out, told...)
				continue
			}
			if items := r.itemised(o.head, "malware", "tool", "technique", "name"); len(items) > 0 {
				out = append(out, r.partiesOf(items)...)
				continue
			}
			if r.vague(o.head) {
				continue
			}
		}
		out = append(out, o)
	}
	return out
}

// ranged are both ends of what a noun is said to range over: "tactics ranging from
// phishing and malware to bribery".
func (r *reader) ranged(i int) []int {
	for _, v := range r.t.children(i, "acl") {
		if r.t.lemma(v) == "range" {
			return append(r.t.introduced(v, []string{"from"}), r.t.introduced(v, []string{"to"})...)
		}
	}
	return nil
}

// toldNamed are the named things that the sentence goes on to say the noun at i
// is: "the tools used by X include A and B".
func (r *reader) toldNamed(i int) []*candidate {
	if x := r.t.Tokens[i].XPOS; x != "NNS" && !r.lex.is(r.t.lemma(i), "malware") {
		return nil
	}
	return slices.DeleteFunc(r.partiesOf(r.t.spread(r.toldAs(i))), func(c *candidate) bool { return !c.named })
}

// hitList reads what was hit: for a general word the named bodies of the list
// that it announces.
func (r *reader) hitList(objects []*candidate) []*candidate {
	var out []*candidate
	for _, o := range objects {
		if !o.named && o.head >= 0 && r.t.Tokens[o.head].XPOS == "NNS" {
			if items := r.itemised(o.head, "organisation", "publication", "name"); len(items) > 1 {
				out = append(out, r.partiesOf(items)...)
				continue
			}
		}
		out = append(out, o)
	}
	return out
}

func (r *reader) partiesOf(heads []int) []*candidate {
	var out []*candidate
	for _, k := range heads {
		if c, ok := r.party(k); ok {
			out = append(out, &c)
		}
	}
	return out
}

// exampled reports whether a general word goes on with examples that are among
// the other parties: "payloads such as A and B" means A and B.
func (r *reader) exampled(o *candidate, others []*candidate) bool {
	for _, k := range r.t.children(o.head, "nmod", "acl", "advcl") {
		if p := r.t.preposition(k); (p == "including" || p == "such as" || p == "like") && slices.ContainsFunc(others, func(c *candidate) bool { return c.head == k && c.named }) {
			return true
		}
	}
	return false
}

// itemised are the heads of the named items of the list that a colon opens after
// the plural noun at i: "three strains used to spy: a backdoor dubbed A, the B
// loader and C".
func (r *reader) itemised(i int, classes ...string) []int {
	if x := r.t.Tokens[i].XPOS; x != "NNS" && !r.lex.is(r.t.lemma(i), "malware") {
		return nil
	}
	k, last := r.listAfter(i)
	var out []int
	for ; k < last; k = r.itemEnd(k, last) + 1 {
		if h := r.itemNamed(k, r.itemEnd(k, last), classes); h >= 0 {
			out = append(out, h)
		}
	}
	return out
}

// listAfter is the range of tokens of the list that a colon opens after token i
// in its sentence, or beyond where the colon ends it: the next sentence, or as
// many as are items of a bulleted list.
func (r *reader) listAfter(i int) (first, last int) {
	n := r.t.sentence[i]
	last = r.t.Sentences[n].Last
	for first = i + 1; first < last && r.t.form(first) != ":"; first++ {
		if !r.t.within(first, i) && !r.t.upos(first, "PUNCT") && !slices.Contains([]string{"be", "include"}, r.t.lemma(first)) {
			return last, last // the list is of something else
		}
	}
	if first++; first < last {
		return first, last
	}
	if first > last || n+1 >= len(r.t.Sentences) {
		return last, last
	}
	n++
	last = r.t.Sentences[n].Last
	for r.bulleted(n) && n+1 < len(r.t.Sentences) && r.bulleted(n+1) {
		n++
		last = r.t.Sentences[n].Last
	}
	return first, last
}

// bulleted reports whether sentence n stands in an item of a list.
func (r *reader) bulleted(n int) bool {
	b, ok := r.Text.BlockAt(r.t.Sentences[n].Start)
	return ok && b.Kind == ascribe.ListItemBlock
}

// itemEnd is the comma, semicolon or "and" that ends the item of a list at k.
func (r *reader) itemEnd(k, last int) int {
	for k < last && !slices.Contains([]string{",", ";", "and", "or", "."}, r.t.form(k)) {
		k++
	}
	return k
}

// itemNamed is the head of what the item of a list in tokens [first, end) names,
// of one of the classes, -1 for none.
func (r *reader) itemNamed(first, end int, classes []string) int {
	for k := first; k < end; k++ {
		if n, ok := r.givenName(k); ok && n < end && r.t.upos(k, "NOUN") {
			return k
		}
	}
	for k := first; k < end; k++ {
		if !r.t.upos(k, "NOUN", "PROPN") {
			continue
		}
		if c, ok := r.party(k); ok && c.named && c.is(classes...) {
			return k
		}
	}
	return -1
}

// vague reports whether the noun at i says only that something was used
// ("tactics", "several attack methods"), with no word that tells what.
func (r *reader) vague(i int) bool {
	if !r.lex.is(r.t.lemma(i), "vague") {
		return false
	}
	return !slices.ContainsFunc(r.t.children(i, "compound", "amod", "nmod:desc", "nmod:unmarked"), func(k int) bool {
		return r.t.rel(k, "compound") && !slices.Contains([]string{"attack", "hacking", "cyber"}, r.t.form(k)) || r.mentions.byToken[k] >= 0 || r.lex.is(r.t.form(k), "tainted")
	})
}

// tainted reports whether a word before a thing's noun makes it a means of
// attack: "a surveillance system", "fake sites".
func (r *reader) tainted(c *candidate) bool {
	return c.head >= 0 && slices.ContainsFunc(r.t.children(c.head, "compound", "amod"), func(k int) bool { return r.lex.is(r.t.form(k), "tainted") })
}
