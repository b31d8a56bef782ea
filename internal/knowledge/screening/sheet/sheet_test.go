package sheet

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"reflect"
	"strings"
	"testing"

	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
)

func TestRead(t *testing.T) {
	base := Question{Query: screening.Query{Limit: 3}}
	for in, want := range map[string][]Question{
		"":                   nil,
		"A\n\n B ,x\n":       {{Query: screening.Query{Name: "A", Limit: 3}}, {Query: screening.Query{Name: "B", Limit: 3}}},
		"\ufeffid,Name\n1,A": {{Query: screening.Query{Name: "A", Limit: 3}}},
		"name,type,against\nA,person,B\n,person,\n": {{Query: screening.Query{Name: "A", Limit: 3, Types: []designation.Type{designation.Person}}, Against: "B"}},
	} {
		got, err := Read(strings.NewReader(in), base)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q gives %+v, %v; want %+v", in, got, err, want)
		}
	}
	if _, err := Read(strings.NewReader("name,type\nA,person\nB,ghost"), base); !errors.Is(err, ErrType) || !strings.Contains(err.Error(), "line 3") {
		t.Errorf("error is %v", err)
	}
}

func TestLines(t *testing.T) {
	got := Lines(" A \n\n\r\nB, C", Question{Against: "D"})
	if len(got) != 2 || got[0].Name != "A" || got[1].Name != "B, C" || got[1].Against != "D" {
		t.Errorf("lines are %+v", got)
	}
}

func index(t testing.TB) *screening.Index {
	t.Helper()
	x, err := screening.New(designation.List{ID: "one", Designations: []designation.Designation{
		{UID: "7", Type: designation.Person, Names: []designation.Name{{Text: "Orlan Vestrik", Strength: designation.Primary}}}}})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestAnswersAreInOrder(t *testing.T) {
	var questions []Question
	for i := range 3 * batch {
		questions = append(questions, Question{Query: screening.Query{Name: strings.Repeat("x", i%7+1) + " Vestrik"}})
	}
	questions[batch].Name = "Orlan Vestrik"
	at := 0
	err := Answers(t.Context(), index(t), questions, func(q Question, a screening.Answer) error {
		if a.Query != questions[at].Name {
			t.Errorf("answer %d is to %q", at, a.Query)
		}
		if found := len(a.Matches) > 0; found != (at == batch) {
			t.Errorf("answer %d: %+v", at, a.Matches)
		}
		at++
		return nil
	})
	if err != nil || at != len(questions) {
		t.Errorf("%d answers, %v", at, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Answers(ctx, index(t), questions, func(Question, screening.Answer) error { return context.Canceled }); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
}

func TestWriterDefusesFormulas(t *testing.T) {
	var b bytes.Buffer
	w := NewWriter(&b)
	w.Add(screening.Answer{Query: "=1+1"})
	w.Add(screening.Answer{Query: "Vestrik", Matches: []screening.Match{{Name: "@x", Score: .9}, {Name: "y"}}})
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 4 || rows[1][0] != "'=1+1" || rows[2][3] != "'@x" || rows[2][2] != "0.900" || rows[1][1] != "no" {
		t.Errorf("rows are %q, %v", rows, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("name,type\nA,person")
	f.Add("\"unclosed")
	f.Fuzz(func(t *testing.T, s string) {
		questions, err := Read(strings.NewReader(s), Question{})
		for _, q := range questions {
			if q.Name == "" || err != nil {
				t.Fatalf("%q gives %+v, %v", s, q, err)
			}
		}
	})
}
