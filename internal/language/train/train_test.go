package main

import (
	"fmt"
	"strings"
	"testing"

	"ascribe/internal/language/conllu"
)

func parse(t *testing.T, text string) conllu.Sentence {
	t.Helper()
	s, err := conllu.Read(strings.NewReader(text))
	if err != nil || len(s) != 1 {
		t.Fatalf("%d sentences, %v", len(s), err)
	}
	return s[0]
}

const accused = `1	The	the	DET	DT	_	2	det	_	_
2	state	state	NOUN	NN	_	4	nsubj:pass	_	_
3	was	be	AUX	VBD	_	4	aux:pass	_	_
4	accused	accuse	VERB	VBN	_	0	root	_	_
5	of	of	ADP	IN	_	6	case	_	_
6	theft	theft	NOUN	NN	_	4	obl	_	_
7	.	.	PUNCT	.	_	4	punct	_	_
`

// TestHeadline: a headline loses article, auxiliary and period, and its heads
// are numbered anew.
func TestHeadline(t *testing.T) {
	s := rewrite(without(parse(t, accused), dispensable), titled)
	var got []string
	for _, w := range s.Words {
		got = append(got, fmt.Sprintf("%s<%d", w.Form, w.Head))
	}
	if want := "State<2 Accused<0 of<4 Theft<2"; strings.Join(got, " ") != want {
		t.Errorf("%s, want %s", strings.Join(got, " "), want)
	}
}

const mentioned = `# newdoc id = GUM_news_x
1	Minister	Minister	PROPN	NNP	_	2	compound	_	Entity=(1-person-new-cf1-1-sgl
2	Ana	Ana	PROPN	NNP	_	6	nsubj	_	_
3	Diaz	Diaz	PROPN	NNP	_	2	flat	_	_
4	of	of	ADP	IN	_	5	case	_	_
5	Peru	Peru	PROPN	NNP	_	2	nmod	_	Entity=(2-place-new-cf2-1-sgl)1)
6	met	meet	VERB	VBD	_	0	root	_	_
7	Chilean	Chilean	ADJ	JJ	_	8	amod	_	Entity=(3-person-new-cf3-2-sgl
8	experts	expert	NOUN	NNS	_	6	obj	_	Entity=3)
9	on	on	ADP	IN	_	11	case	_	_
10	3	3	NUM	CD	_	11	nummod	_	Entity=(4-time-new-cf4-2-sgl
11	May	May	PROPN	NNP	_	6	obl	_	Entity=4)
`

func TestGUMNames(t *testing.T) {
	s := parse(t, mentioned)
	a, ok := gumNames(s)
	if !ok {
		t.Fatal("no names from GUM")
	}
	var got []string
	for _, span := range a.spans {
		got = append(got, span.Type+":"+strings.Join(a.words[span.First:span.Last], " "))
	}
	if want := "place:Peru person:Ana Diaz date:3 May nationality:Chilean"; strings.Join(got, " ") != want {
		t.Errorf("%s, want %s", strings.Join(got, " "), want)
	}
	s.Document = "weblog"
	if _, ok := gumNames(s); ok {
		t.Error("names from a treebank without entities")
	}
}

func TestInventory(t *testing.T) {
	inv := newInventory([]string{"nsubj", "nsubj", "nsubj:pass", "nsubj:pass", "obl:agent", "obl", "obl"}, 2)
	if inv.names[inv.of("nsubj:pass", ":")] != "nsubj:pass" || inv.names[inv.of("obl:agent", ":")] != "obl" {
		t.Errorf("inventory %v", inv.names)
	}
}

func TestHeldOutIsAFifth(t *testing.T) {
	held := 0
	for i := range 1000 {
		if heldOut(fmt.Sprintf("folder/report-%d.bio", i)) {
			held++
		}
	}
	if held < 150 || held > 250 {
		t.Errorf("%d of 1000 held out", held)
	}
	if heldOut("a/report-1.bio") != heldOut("b/report-1.bio") {
		t.Error("the folder counts")
	}
}

func TestModelSaysWhatItLacks(t *testing.T) {
	for _, args := range [][]string{nil, {"-corpora", t.TempDir()}, {"-corpora", t.TempDir(), "-kb", t.TempDir()}} {
		if err := model(args); err == nil {
			t.Errorf("%v gives no error", args)
		}
	}
}
