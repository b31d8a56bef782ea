package evaluate

import (
	"strings"
	"testing"

	"ascribe/internal/language"
	"ascribe/internal/language/bio"
	"ascribe/internal/language/conllu"
)

const sample = `# newdoc id = a
# newpar
1	Hackers	hacker	NOUN	NNS	_	2	nsubj	_	_
2	hit	hit	VERB	VBD	_	0	root	_	_
3	Oslo	Oslo	PROPN	NNP	_	2	obj	_	SpaceAfter=No
4	.	.	PUNCT	.	_	2	punct	_	_

# newpar
1	It	it	PRON	PRP	_	4	nsubj	_	_
2-3	didn't	_	_	_	_	_	_	_	_
2	did	do	AUX	VBD	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	fall	fall	VERB	VB	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_
`

func read(t *testing.T) []conllu.Sentence {
	t.Helper()
	s, err := conllu.Read(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRunning(t *testing.T) {
	for lines, want := range map[bool]string{true: "Hackers hit Oslo.\nIt didn't fall.", false: "Hackers hit Oslo. It didn't fall."} {
		got := Running(read(t), lines)
		if len(got) != 1 || got[0].Text != want {
			t.Fatalf("%+v, want %q", got, want)
		}
		var words []string
		for _, w := range got[0].Words {
			words = append(words, want[w.Start:w.End])
		}
		if s := strings.Join(words, " "); s != "Hackers hit Oslo . It did n't fall ." {
			t.Errorf("words %s", s)
		}
		if s := got[0].Sents[1]; want[s.Start:s.End] != "It didn't fall." {
			t.Errorf("second sentence %v", s)
		}
	}
}

// TestScores: plain sentences come out right, gold or raw, and a wrong treebank
// shows.
func TestScores(t *testing.T) {
	p, err := language.New(language.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sentences := read(t)
	for name, got := range map[string]Trees{"gold": GoldTokens(p, sentences), "raw": RawText(p, sentences, true)} {
		if got.Gold != 9 || got.Tokens != 9 || got.Score(got.Arcs) < 80 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if raw := RawText(p, sentences, false); raw.SentenceF1() != 100 {
		t.Errorf("sentences %v", raw.SentenceF1())
	}
	sentences[0].Words[0].UPOS = "X"
	if got := GoldTokens(p, sentences); got.UPOS > 8 {
		t.Errorf("%d tags right of 9, one of which is wrong in the treebank", got.UPOS)
	}
}

func TestNames(t *testing.T) {
	p, err := language.New(language.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sentences := []bio.Sentence{{Words: strings.Fields("Officials in Norway and Sweden said so on Friday"),
		Labels: []string{"O", "O", "B-LOC", "O", "B-LOC", "O", "O", "O", "O"}}}
	got := Names(p, sentences, map[string]string{"place": "LOC", "state": "LOC"}, nil)
	if e := got[""]; e.Gold != 2 || e.Got < e.Right || e.F1() < 50 {
		t.Errorf("%+v", e)
	}
	total := map[string]*Entities{}
	Add(total, got)
	Add(total, got)
	if total[""].Gold != 4 {
		t.Errorf("sum %+v", total[""])
	}
}
