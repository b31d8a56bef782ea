// Package sheet screens many names at once: questions from a CSV file or a list
// of lines, answers in their order, a CSV file of them.
//
// Entry points: Read, Lines, Answers, Write.
package sheet

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
)

// Question is one name to be screened.
type Question struct {
	screening.Query
	Against string // compare with this one name instead of the lists
}

// ErrType is wrapped by errors about a type that lists don't have.
var ErrType = errors.New("unknown type")

// ParseTypes reads types of designations parted by commas; "" is any.
func ParseTypes(s string) ([]designation.Type, error) {
	var types []designation.Type
	for t := range strings.SplitSeq(s, ",") {
		switch t = strings.TrimSpace(t); {
		case t == "":
		case t == "organization" || t == "entity":
			types = append(types, designation.Organisation)
		case designation.Type(t).Valid():
			types = append(types, designation.Type(t))
		default:
			return nil, fmt.Errorf("%w: no type %q; the types are %v", ErrType, t, designation.Types())
		}
	}
	return types, nil
}

// Read takes questions from a CSV file: its column "name", or the first where
// no column is called so; optional columns "type" and "against". What a row does
// not say is taken from base. Rows without a name are left out.
func Read(r io.Reader, base Question) ([]Question, error) {
	reader := csv.NewReader(r)
	reader.FieldsPerRecord = -1
	reader.LazyQuotes = true
	var questions []Question
	columns := map[string]int{"name": 0}
	for first := true; ; first = false {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return questions, nil
		}
		if err != nil {
			return nil, err
		}
		if header := headerOf(row); first && header != nil {
			columns = header
			continue
		}
		q, err := fromRow(base, columns, row)
		if err != nil {
			line, _ := reader.FieldPos(0)
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		if q.Name != "" {
			questions = append(questions, q)
		}
	}
}

// Lines takes a question from every line that is not blank.
func Lines(text string, base Question) []Question {
	var questions []Question
	for line := range strings.Lines(text) {
		if q := base; strings.TrimSpace(line) != "" {
			q.Name = strings.TrimSpace(line)
			questions = append(questions, q)
		}
	}
	return questions
}

// headerOf gives the columns of a header line, nil when it is none.
func headerOf(row []string) map[string]int {
	columns := make(map[string]int)
	for i, field := range row {
		columns[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(field, "\ufeff")))] = i
	}
	if _, ok := columns["name"]; !ok {
		return nil
	}
	return columns
}

func fromRow(base Question, columns map[string]int, row []string) (Question, error) {
	field := func(column string) string {
		if i, ok := columns[column]; ok && i < len(row) {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	q := base
	q.Name = field("name")
	if against := field("against"); against != "" {
		q.Against = against
	}
	if kind := field("type"); kind != "" {
		types, err := ParseTypes(kind)
		if err != nil {
			return q, err
		}
		q.Types = types
	}
	return q, nil
}
