package web

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
	"ascribe/internal/knowledge/screening/sheet"
)

// The bounds of a screening by page.
const (
	mostNames     = 20_000
	mostShown     = 200 // answers on a page; the CSV file has all
	screenBytes   = 4 << 20
	screenMemory  = 1 << 20
	screenMatches = 10 // for a name
)

// screenView is what names were asked for and what the lists say.
type screenView struct {
	Name    string             `json:"name,omitempty"`
	Type    string             `json:"type,omitempty"`
	AsOf    ascribe.Day        `json:"as_of,omitempty"`
	Asked   int                `json:"asked"`
	Found   int                `json:"found"` // names with a match
	Answers []screening.Answer `json:"answers"`
	Lists   []designation.List `json:"lists"`
}

// screenExtra is what the forms show again.
type screenExtra struct {
	Types []designation.Type
	Names string // a list that was asked for, to be asked again as CSV
	Off   bool   // no lists are at hand
}

// screenOne screens the name that an address has; without one it shows the forms.
func (s *site) screenOne(r *http.Request) (answer, error) {
	base, err := screenBase(r)
	if err != nil {
		return answer{}, err
	}
	var questions []sheet.Question
	if base.Name = strings.TrimSpace(r.URL.Query().Get("name")); base.Name != "" {
		questions = []sheet.Question{base}
	}
	v, err := s.screenAll(r, base, questions)
	return answer{Template: "screen", Title: strings.TrimSuffix("Screening: "+base.Name, ": "), Value: v, Extra: screenExtra{Types: designation.Types(), Off: s.Screening == nil}}, err
}

func screenBase(r *http.Request) (sheet.Question, error) {
	types, err := sheet.ParseTypes(r.FormValue("type"))
	if err != nil {
		return sheet.Question{}, fmt.Errorf("%w: %w", errBadRequest, err)
	}
	asOf, err := dayOf("as-of", r.FormValue("as-of"))
	return sheet.Question{Query: screening.Query{Types: types, AsOf: asOf, Limit: screenMatches}}, err
}

// screenAll answers questions; it shows no more than a page bears.
func (s *site) screenAll(r *http.Request, base sheet.Question, questions []sheet.Question) (screenView, error) {
	v := screenView{Name: base.Name, AsOf: base.AsOf, Asked: len(questions), Type: r.FormValue("type"), Answers: []screening.Answer{}}
	if s.Screening == nil {
		return v, nil
	}
	index, err := s.Screening()
	if err != nil {
		return v, err
	}
	v.Lists = index.Lists()
	err = sheet.Answers(r.Context(), index, questions, func(_ sheet.Question, a screening.Answer) error {
		if len(a.Matches) > 0 {
			v.Found++
		}
		if len(v.Answers) < mostShown {
			v.Answers = append(v.Answers, a)
		}
		return nil
	})
	return v, err
}

// screenMany screens a pasted list or a CSV file. Nothing of it is kept.
func (s *site) screenMany(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, screenBytes)
	base, questions, err := screenForm(r)
	if err == nil && r.FormValue("as") == "csv" && s.Screening != nil {
		var b bytes.Buffer
		if err = s.screenFile(r, &b, questions); err == nil {
			w.Header().Set("Content-Type", "text/csv; charset=utf-8")
			w.Header().Set("Content-Disposition", `attachment; filename="screening.csv"`)
			w.Write(b.Bytes()) //nolint:errcheck // the reader went away
			return
		}
	}
	s.page(func(r *http.Request) (answer, error) {
		if err != nil {
			return answer{}, err
		}
		v, err := s.screenAll(r, base, questions)
		x := screenExtra{Types: designation.Types(), Names: namesOf(questions), Off: s.Screening == nil}
		return answer{Template: "screen", Title: "Screening of a list", Value: v, Extra: x}, err
	}).ServeHTTP(w, r)
}

// screenForm reads the form of a list.
func screenForm(r *http.Request) (base sheet.Question, questions []sheet.Question, err error) {
	if err := readForm(r, screenMemory); err != nil {
		return base, nil, fmt.Errorf("%w; a list may have %d MiB", err, screenBytes>>20)
	}
	if base, err = screenBase(r); err != nil {
		return base, nil, err
	}
	questions = sheet.Lines(r.FormValue("names"), base)
	file, _, err := r.FormFile("file")
	if err == nil {
		defer file.Close() //nolint:errcheck // only read
		fromFile, err := sheet.Read(file, base)
		if err != nil {
			return base, nil, fmt.Errorf("%w: the CSV file can't be read: %w", errBadRequest, err)
		}
		questions = append(questions, fromFile...)
	}
	if len(questions) > mostNames {
		return base, nil, fmt.Errorf("%w: %d names are too many at once; screen up to %d here, or all with `ascribe screen --file`", errBadRequest, len(questions), mostNames)
	}
	return base, questions, nil
}

// screenFile writes the answers as CSV.
func (s *site) screenFile(r *http.Request, w io.Writer, questions []sheet.Question) error {
	index, err := s.Screening()
	if err != nil {
		return err
	}
	out := sheet.NewWriter(w)
	err = sheet.Answers(r.Context(), index, questions, func(_ sheet.Question, a screening.Answer) error {
		out.Add(a)
		return nil
	})
	return errors.Join(err, out.Flush())
}

func namesOf(questions []sheet.Question) string {
	var names []string
	for _, q := range questions {
		names = append(names, q.Name)
	}
	return strings.Join(slices.Compact(names), "\n")
}
