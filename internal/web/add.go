package web

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/intake"
	"ascribe/internal/ledger"
)

// Intake takes documents into the ledger: *intake.Desk.
type Intake interface {
	Submit(by string, inputs []intake.Input) (intake.Job, error)
	Job(id string) (intake.Job, error)
	Jobs() []intake.Job
}

// formMemory is how much of a form's files stays in memory; the rest lies in
// temporary files until it is read.
const formMemory = 8 << 20

// addView is the form for documents and what was given before.
type addView struct {
	Offered bool         `json:"offered"` // documents can be added here
	Allowed bool         `json:"allowed"` // and this visitor may
	Jobs    []intake.Job `json:"jobs"`
	Wrong   string       `json:"wrong,omitempty"` // with what was just given
}

// newestJobs is how many jobs the form's page shows.
const newestJobs = 15

func (s *site) add(r *http.Request) (answer, error) { return s.addForm(r, ""), nil }

// addForm is the form, with what was wrong in it and what was typed.
func (s *site) addForm(r *http.Request, wrong string) answer {
	v := addView{Offered: s.Intake != nil, Allowed: s.Visitor(r).MayWrite, Jobs: []intake.Job{}, Wrong: wrong}
	a := answer{Template: "add", Title: "Add documents", Extra: r.PostForm}
	if wrong != "" {
		a.Status = http.StatusBadRequest
	}
	if v.Offered && v.Allowed {
		v.Jobs = s.Intake.Jobs()
		v.Jobs = v.Jobs[:min(len(v.Jobs), newestJobs)]
	}
	a.Value = v
	return a
}

// submit takes documents from the form and leads to their progress.
func (s *site) submit(w http.ResponseWriter, r *http.Request) {
	var job intake.Job
	inputs, err := inputsOf(r)
	switch {
	case s.Intake == nil || !s.Visitor(r).MayWrite:
		err = errReadOnly
	case err == nil:
		job, err = s.Intake.Submit(s.Visitor(r).Name, inputs)
	}
	if err == nil {
		http.Redirect(w, r, "/intake/"+url.PathEscape(job.ID), http.StatusSeeOther)
		return
	}
	s.page(func(r *http.Request) (answer, error) {
		var problem *ascribe.Problem
		if errors.As(err, &problem) {
			return s.addForm(r, problem.Error()), nil
		}
		return answer{}, err
	}).ServeHTTP(w, r)
}

// inputsOf reads the form: files, a pasted text, addresses, one a line.
func inputsOf(r *http.Request) ([]intake.Input, error) {
	if err := readForm(r, formMemory); err != nil {
		return nil, err
	}
	given := ascribe.Metadata{Title: formText(r, "title"), Publisher: formText(r, "publisher"), Published: formText(r, "published"), URL: formText(r, "url")}
	var inputs []intake.Input
	if r.MultipartForm != nil {
		for _, head := range r.MultipartForm.File["file"] {
			file, err := head.Open()
			if err != nil {
				return nil, fmt.Errorf("%w: %s can't be read: %w", errBadRequest, head.Filename, err)
			}
			raw, err := io.ReadAll(file)
			if err = errors.Join(err, file.Close()); err != nil {
				return nil, fmt.Errorf("%w: %s can't be read: %w", errBadRequest, head.Filename, err)
			}
			inputs = append(inputs, intake.Input{Name: head.Filename, Bytes: raw})
		}
	}
	if text := r.PostFormValue("text"); strings.TrimSpace(text) != "" {
		inputs = append(inputs, intake.Input{Name: pastedName(given.Title), Bytes: []byte(strings.ReplaceAll(text, "\r\n", "\n"))})
	}
	for address := range strings.FieldsSeq(r.PostFormValue("addresses")) {
		inputs = append(inputs, intake.Input{Address: address})
	}
	if len(inputs) > 1 { // these are one document's alone
		given.Title, given.URL = "", ""
	}
	for i := range inputs {
		inputs[i].Given = given
	}
	return inputs, nil
}

// readForm reads a form with or without files; what is larger than memory lies
// in temporary files, which the server removes.
func readForm(r *http.Request, memory int64) error {
	err := r.ParseForm()
	if err == nil {
		err = r.ParseMultipartForm(memory)
	}
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return fmt.Errorf("%w: the form can't be read: %w", errBadRequest, err)
	}
	return nil
}

func formText(r *http.Request, name string) string { return strings.TrimSpace(r.PostFormValue(name)) }

// pastedName is what a pasted text is called in the ledger.
func pastedName(title string) string {
	if title == "" {
		return "pasted text"
	}
	return "pasted: " + strings.NewReplacer("/", " ", `\`, " ").Replace(title)
}

// jobView is a job with the incidents that its documents tell of.
type jobView struct {
	intake.Job
	About []ledger.IncidentEntry `json:"about"`
}

// Percent is how much of the job is done, 0 to 100.
func (v jobView) Percent() int { return 100 * len(v.Outcomes) / max(len(v.Inputs), 1) }

// Running reports whether there is progress to wait for.
func (v jobView) Running() bool { return v.State != intake.Done }

func (s *site) job(r *http.Request) (answer, error) {
	if s.Intake == nil || !s.Visitor(r).MayWrite {
		return answer{}, errReadOnly
	}
	job, err := s.Intake.Job(r.PathValue("id"))
	if err != nil {
		return answer{}, err
	}
	v := jobView{Job: job, About: []ledger.IncidentEntry{}}
	if !v.Running() {
		for _, o := range job.Outcomes {
			if o.Document == "" || o.Failure != nil {
				continue
			}
			page, err := s.Incidents(r.Context(), ledger.IncidentFilter{Document: o.Document})
			if err != nil {
				return answer{}, err
			}
			for _, i := range page.Items {
				if !slices.ContainsFunc(v.About, func(e ledger.IncidentEntry) bool { return e.ID == i.ID }) {
					v.About = append(v.About, i)
				}
			}
		}
	}
	return answer{Template: "job", Title: "Adding documents", Value: v}, nil
}
