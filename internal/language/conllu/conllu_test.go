package conllu

import (
	"strings"
	"testing"
)

const sample = `# newdoc id = one
# newpar
# sent_id = one-1
1-2	don't	_	_	_	_	_	_	_	_
1	do	do	AUX	VBP	_	3	aux	_	_
2	n't	not	PART	RB	_	3	advmod	_	_
3	stop	stop	VERB	VB	_	0	root	_	SpaceAfter=No
3.1	stop	stop	VERB	VB	_	_	_	_	_
4	.	.	PUNCT	.	_	3	punct	_	_

# sent_id = one-2
1	Go	go	VERB	VB	_	0	root	_	_
`

func TestRead(t *testing.T) {
	got, err := Read(strings.NewReader(sample))
	if err != nil || len(got) != 2 {
		t.Fatalf("%d sentences, %v", len(got), err)
	}
	s := got[0]
	if s.ID != "one-1" || s.Document != "one" || !s.NewPar || got[1].NewPar {
		t.Errorf("head of the sentence: %+v", s)
	}
	if s.Text() != "don't stop." {
		t.Errorf("text %q", s.Text())
	}
	if w := s.Words[1]; w.Form != "n't" || w.Surface != "" || !w.Space || w.Head != 3 || w.Rel != "advmod" {
		t.Errorf("second word %+v", w)
	}
}

func TestReadNamesTheLine(t *testing.T) {
	for text, want := range map[string]string{
		"1\ta\n":                                                  "line 1: 2 columns",
		"2\ta\ta\tX\tX\t_\t0\troot\t_\t_\n":                       `line 1: word id "2"`,
		"1\ta\ta\tX\tX\t_\tx\troot\t_\t_\n":                       `line 1: head "x"`,
		"1\ta\ta\tX\tX\t_\t1\troot\t_\t_\n":                       `line 1: head "1"`,
		"1\ta\ta\tX\tX\t_\t9\troot\t_\t_\n\n":                     "head 9 of word 1 is beyond",
		"1-x\ta\t_\t_\t_\t_\t_\t_\t_\t_\n":                        "line 1: contraction",
		"1\ta\ta\tX\tX\t_\t0\troot\t_\t_\n\n1\tb\t_\t_\t_\t_\t\n": "line 3: 7 columns",
	} {
		if _, err := Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("1-9\ta\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\ta\tX\tX\t_\t0\troot\t_\t_\n")
	f.Fuzz(func(t *testing.T, text string) {
		sentences, _ := Read(strings.NewReader(text))
		for _, s := range sentences {
			s.Text()
			for _, w := range s.Words {
				if w.Head < 0 || w.Head > len(s.Words) {
					t.Fatalf("head %d in a sentence of %d words", w.Head, len(s.Words))
				}
			}
		}
	})
}
