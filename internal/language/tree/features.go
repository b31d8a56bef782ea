package tree

import "ascribe/internal/language/lexis"

// atom is what the templates combine: a word or the lack of one.
type atom struct {
	word, tag, upos, cluster, broad, rel uint64
}

var noAtom = atom{word: 1, tag: 1 << 20, upos: 1 << 20, cluster: 1 << 20, broad: 1 << 20, rel: 1 << 20}

var rootAtom = atom{word: 2, tag: 1 << 21, upos: 1 << 21, cluster: 1 << 21, broad: 1 << 21, rel: 1 << 20}

type view struct {
	state
	words []lexis.Word
	atoms []atom // per word, root last; rel is filled in when taken
	buf   []uint64
}

func (v *view) begin(words []lexis.Word) {
	v.words = words
	v.reset(len(words))
	v.atoms = v.atoms[:0]
	for i := range words {
		w := &words[i]
		v.atoms = append(v.atoms, atom{word: w.Lower, tag: uint64(w.Tag), upos: uint64(w.UPOS),
			cluster: uint64(w.Clusters[2]), broad: uint64(w.Clusters[1])})
	}
	v.atoms = append(v.atoms, rootAtom)
}

func (v *view) atom(i int) atom {
	if i < 0 || i > v.n {
		return noAtom
	}
	a := v.atoms[i]
	a.rel = uint64(v.rel[i])
	return a
}

func (v *view) second(word int, right bool) int {
	if word < 0 {
		return none
	}
	if right {
		return v.right[word].second
	}
	return v.left[word].second
}

func (v *view) kids(word int) (left, right kids) {
	if word < 0 {
		return kids{outer: none}, kids{outer: none}
	}
	return v.left[word], v.right[word]
}

func span(a, b int) uint64 {
	switch d := b - a; {
	case a < 0 || b < 0:
		return 0
	case d < 5:
		return uint64(d)
	case d < 8:
		return 5
	case d < 13:
		return 6
	}
	return 7
}

// features describes the state for the choice of a move.
func (v *view) features() []uint64 {
	i0, i1, i2 := v.top(0), v.top(1), v.top(2)
	s0, s1, s2 := v.atom(i0), v.atom(i1), v.atom(i2)
	n0, n1, n2 := v.atom(v.next), v.atom(v.next+1), v.atom(v.next+2)
	n3 := v.atom(v.next + 3)
	l0, r0 := v.kids(i0)
	l1, r1 := v.kids(i1)
	ln, _ := v.kids(min(v.next, v.n))
	s0l, s0r, s1l, s1r := v.atom(l0.outer), v.atom(r0.outer), v.atom(l1.outer), v.atom(r1.outer)
	n0l := v.atom(ln.outer)
	s0l2, s0r2 := v.atom(v.second(i0, false)), v.atom(v.second(i0, true))
	n0l2 := v.atom(v.second(v.next, false))
	s1r2 := v.atom(v.second(i1, true))
	d0, d1 := span(i0, v.next), span(i1, i0)
	j := lexis.Join
	before := v.atom(i0 - 1)
	between := v.between(i0, v.next)
	between1 := v.between(i1, i0)
	f := append(v.buf[:0],
		j(1, s0.word, s0.tag, 0), j(2, s0.tag, 0, 0), j(3, n0.word, n0.tag, 0), j(4, n0.tag, 0, 0),
		j(5, n1.word, n1.tag, 0), j(6, n1.tag, 0, 0), j(7, n2.tag, n2.word, 0), j(8, s1.word, s1.tag, 0), j(9, s1.tag, 0, 0),
		j(10, s0.word, n0.word, 0), j(11, s0.word, n0.tag, s0.tag), j(12, s0.tag, n0.word, n0.tag), j(13, s0.tag, n0.tag, d0),
		j(14, s0.word, s1.word, 0), j(15, s1.word, s0.tag, 0), j(16, s1.tag, s0.word, 0), j(17, s1.tag, s0.tag, d1),
		j(18, n0.tag, n1.tag, 0), j(19, n0.tag, n1.tag, n2.tag), j(20, s0.tag, n0.tag, n1.tag), j(21, s1.tag, s0.tag, n0.tag),
		j(22, s2.tag, s1.tag, s0.tag), j(23, s0.tag, n0.tag<<12|n1.tag, n2.tag), j(24, s1.tag, s0.tag<<12|n0.tag, n1.tag),
		j(25, s0.tag, s0l.tag, n0.tag), j(26, s0.tag, s0r.tag, n0.tag), j(27, s0.tag, n0l.tag, n0.tag),
		j(28, s0.tag, s1l.tag, s1.tag), j(29, s0.tag, s1r.tag, s1.tag), j(30, s0.tag, s0l.tag, s1.tag), j(31, s0.tag, s0r.tag, s1.tag),
		j(32, s0.word, l0.rels, r0.rels), j(33, s0.tag, l0.rels, r0.rels), j(34, n0.tag, ln.rels, s0.tag), j(35, s1.tag, r1.rels, s0.tag),
		j(36, s1.tag, l1.rels, r1.rels), j(37, s0.word, uint64(r0.count), d0), j(38, n0.word, uint64(ln.count), d0),
		j(39, s0.tag, uint64(l0.count), uint64(r0.count)), j(40, s1.tag, uint64(r1.count), s0.tag),
		j(41, s0.cluster, n0.cluster, 0), j(42, s1.cluster, s0.cluster, 0), j(43, s0.cluster, n0.tag, s0.tag), j(44, s0.tag, n0.cluster, n0.tag),
		j(45, s1.cluster, s0.tag, s1.tag), j(46, s1.tag, s0.cluster, s0.tag), j(47, s0.broad, n0.broad, n1.broad), j(48, s1.broad, s0.broad, n0.broad),
		j(49, s0.tag, s0r.word, n0.tag), j(50, s0.tag, s0l.word, n0.tag), j(51, s1.tag, s1r.word, s0.tag), j(52, n0l.word, n0.tag, s0.tag),
		j(53, s0.upos, s0l2.tag, s0l.tag), j(54, s0.upos, s0r2.tag, s0r.tag), j(55, n0.upos, n0l2.tag, n0l.tag), j(56, s1.upos, s1r2.tag, s1r.tag),
		j(57, s0.word, d0, n0.upos), j(58, n0.word, d0, s0.upos), j(59, s0.upos<<8|n0.upos, between, d0), j(60, s1.upos<<8|s0.upos, between1, d1),
		j(61, before.tag, s0.tag, n0.tag), j(62, n1.word, s0.tag, n0.tag), j(63, n3.tag, n2.tag, n1.tag), j(64, s1.upos, s0.upos<<8|n0.upos, r0.rels),
		j(65, s1.word, n0.tag, s0.upos), j(66, s1.tag, n0.tag, d0), j(67, s1.word, s0.upos, n0.word), j(68, s2.upos, s1.upos, s0.upos<<8|n0.upos),
		j(69, s0.word, n1.tag, n0.tag), j(70, n0.word, n1.word, s0.upos),
	)
	v.buf = f
	return f
}

// between is the set of verbs, punctuation and conjunctions between two words.
func (v *view) between(from, to int) uint64 {
	if from < 0 || to > v.n {
		return 0
	}
	set := uint64(0)
	for i := from + 1; i < to && i < from+24; i++ {
		set |= 1 << (v.words[i].UPOS & 63)
	}
	return set
}

// arcFeatures describes the arc that is about to be made.
func (v *view) arcFeatures(head, dependent int) []uint64 {
	h, d := v.atom(head), v.atom(dependent)
	side := uint64(0)
	if head < dependent {
		side = 1
	}
	dist := span(min(head, dependent), max(head, dependent))<<1 | side
	hb, ha, db, da := v.atom(head-1), v.atom(head+1), v.atom(dependent-1), v.atom(dependent+1)
	ld, rd := v.kids(dependent)
	lh, rh := v.kids(head)
	dl, dr := v.atom(ld.outer), v.atom(rd.outer)
	hl, hr := v.atom(lh.outer), v.atom(rh.outer)
	ds := v.atom(ld.second)
	j := lexis.Join
	f := append(v.buf[:0],
		j(1, h.word, h.tag, side), j(2, h.tag, side, 0), j(3, d.word, d.tag, side), j(4, d.tag, side, 0),
		j(5, h.word, d.word, side), j(6, h.word, d.tag, side), j(7, h.tag, d.word, side), j(8, h.tag, d.tag, dist),
		j(9, h.cluster, d.cluster, side), j(10, h.tag, d.cluster, side), j(11, h.cluster, d.tag, side),
		j(12, d.tag, dl.word, side), j(13, d.tag, dl.tag, h.tag), j(14, d.word, dl.word, side), j(15, dl.word, h.word, side),
		j(16, d.tag, dr.tag, h.tag), j(17, d.upos, dr.word, side), j(18, d.tag, ld.rels, side), j(19, d.tag, rd.rels, side),
		j(20, d.tag, ld.rels, h.tag<<1|side), j(21, h.tag, lh.rels, d.tag), j(22, h.tag, rh.rels, d.tag<<1|side),
		j(23, h.word, lh.rels, d.upos), j(24, h.word, rh.rels, d.upos<<1|side),
		j(25, db.tag, d.tag, da.tag), j(26, hb.tag, h.tag, ha.tag), j(27, d.tag, db.word, side), j(28, d.tag, da.word, side),
		j(29, h.tag, d.tag, hl.rel), j(30, h.tag, d.tag, hr.rel<<1|side), j(31, h.upos<<8|d.upos, v.between(min(head, dependent), max(head, dependent)), side),
		j(32, h.word, dist, d.upos), j(33, d.word, dist, h.upos), j(34, ds.word, d.tag, h.upos), j(35, dl.cluster, d.cluster, h.upos),
		j(36, h.cluster, dl.word, d.upos), j(37, hr.word, d.tag, h.tag), j(38, d.broad, h.broad, dl.word), j(39, ld.rels, rd.rels, h.upos<<8|d.upos),
		j(40, v.atom(head+2).tag, ha.tag, h.tag<<1|side),
	)
	v.buf = f
	return f
}
