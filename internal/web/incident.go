package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ascribe"
	"ascribe/internal/dossier"
)

// incidentExtra is what the incident's page needs besides the dossier.
type incidentExtra struct {
	byRef map[string]dossier.Citation
	Link  string        // permalink, without the day
	AsOf  string        // the day, as a query
	Days  []ascribe.Day // on which something was said or published
	Step  int           // which of them the page is as of; len(Days) is none
	Chart *chart        // nil where no moments are dated

	Relayed []relayed // who is carried by which documents
	Relays  *relays   // a picture of it; nil where there is nothing to see
	Exports []Export

	columns map[string]string // names by key
}

// Column is the name of a column of the matrix, "" where there is none.
func (x incidentExtra) Column(key string) string { return x.columns[key] }

// First is the anchor of the first of some references.
func (incidentExtra) First(refs []string) string {
	if len(refs) == 0 {
		return "quotes"
	}
	return anchor(refs[0])
}

// Anchors are those of all references of a cell, parted by spaces.
func (incidentExtra) Anchors(c dossier.Cell) string {
	var out []string
	for _, m := range c.Marks {
		for _, ref := range m.Refs {
			if a := anchor(ref); !slices.Contains(out, a) {
				out = append(out, a)
			}
		}
	}
	return strings.Join(out, " ")
}

// cite is a reference behind a line.
type cite struct {
	Ref, Anchor, Says string
}

// Cite resolves a line's references for the page.
func (x incidentExtra) Cite(refs []string) []cite {
	var out []cite
	for _, ref := range refs {
		c := x.byRef[ref]
		out = append(out, cite{Ref: ref, Anchor: anchor(ref), Says: c.Source + ": “" + squash(c.Quote.Text) + "”"})
	}
	return out
}

// asked builds the dossier that a request names.
func (s *site) asked(r *http.Request) (dossier.Dossier, error) {
	asOf, err := dayParameter(r, "as-of")
	if err != nil {
		return dossier.Dossier{}, err
	}
	return s.Dossier(r.Context(), r.PathValue("id"), asOf)
}

// dossierFile answers with a dossier as text of some kind.
func (s *site) dossierFile(media string, write func(dossier.Dossier, io.Writer) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		d, err := s.asked(r)
		var b bytes.Buffer
		if err == nil {
			err = write(d, &b)
		}
		if err != nil {
			s.page(func(*http.Request) (answer, error) { return answer{}, err }).ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", media+"; charset=utf-8")
		w.Write(b.Bytes()) //nolint:errcheck // the reader went away
	}
}

// download is a dossier as a file of some kind. What would be a page of ours in a
// browser is a download, as its style stands within.
func (s *site) download(file, media string, write func(dossier.Dossier, io.Writer) error) Export {
	return Export{File: file, Media: media, Write: func(ctx context.Context, w io.Writer, incident string, asOf ascribe.Day) error {
		d, err := s.Dossier(ctx, incident, asOf)
		if err != nil {
			return err
		}
		return write(d, w)
	}}
}

// export answers with an incident in another format, as a download.
func (s *site) export(e Export) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		asOf, err := dayParameter(r, "as-of")
		var b bytes.Buffer
		if err == nil {
			err = e.Write(r.Context(), &b, r.PathValue("id"), asOf)
		}
		if err != nil {
			s.page(func(*http.Request) (answer, error) { return answer{}, err }).ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", e.Media)
		w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", r.PathValue("id")+"."+e.File))
		w.Write(b.Bytes()) //nolint:errcheck // the reader went away
	}
}

func (s *site) incident(r *http.Request) (answer, error) {
	d, err := s.asked(r)
	if err != nil {
		return answer{}, err
	}
	x := incidentExtra{byRef: map[string]dossier.Citation{}, Link: "/incidents/" + url.PathEscape(d.ID), Chart: newChart(d.Timeline),
		Relayed: relayedBy(d), Exports: s.Exports, columns: map[string]string{}}
	x.Relays = newRelays(x.Relayed)
	for _, c := range d.Matrix.Columns {
		x.columns[c.Key] = c.Name
	}
	for _, c := range d.Citations {
		x.byRef[c.Ref] = c
	}
	all := d
	if d.AsOf != "" {
		x.AsOf = "?as-of=" + string(d.AsOf)
		if all, err = s.Dossier(r.Context(), d.ID, ""); err != nil {
			return answer{}, err
		}
	}
	x.Days = daysOf(all)
	x.Step = len(x.Days)
	if d.AsOf != "" { // the last day that is not later
		x.Step, _ = slices.BinarySearch(x.Days, d.AsOf+"~")
		x.Step = max(x.Step-1, 0)
	}
	return answer{Template: "incident", Title: d.Title, Value: d, Extra: x}, nil
}

// step answers the slider's form, which knows the number of a day only.
func (s *site) step(w http.ResponseWriter, r *http.Request) (done bool) {
	n, err := strconv.Atoi(r.URL.Query().Get("step"))
	if err != nil {
		return false
	}
	d, err := s.Dossier(r.Context(), r.PathValue("id"), "")
	if err != nil {
		return false // the page says what is wrong
	}
	to := "/incidents/" + url.PathEscape(d.ID)
	if days := daysOf(d); n >= 0 && n < len(days) {
		to += "?as-of=" + string(days[n])
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return true
}

// dayParameter reads a parameter that is a day or empty.
func dayParameter(r *http.Request, name string) (ascribe.Day, error) {
	return dayOf(name, r.URL.Query().Get(name))
}

// dayOf reads the value of a parameter that is a day or empty.
func dayOf(name, value string) (ascribe.Day, error) {
	if value == "" {
		return "", nil
	}
	day, err := ascribe.ParseDay(value)
	if err != nil || len(value) != len(day) {
		return "", fmt.Errorf("%w: %s=%q is not a day; write it like 2022-09-08", errBadRequest, name, value)
	}
	return day, nil
}

// mostDays is how many days a page offers to go back to.
const mostDays = 16

// daysOf lists the days on which what a dossier knows changed: when somebody
// said something or a document came out; the last of them where there are many.
func daysOf(d dossier.Dossier) []ascribe.Day {
	var days []ascribe.Day
	for _, m := range d.Timeline {
		if m.Lane != "deed" {
			days = append(days, m.From)
		}
	}
	for _, row := range d.Matrix.Rows {
		days = append(days, row.Said)
	}
	for _, doc := range d.Documents {
		days = append(days, doc.Published)
	}
	slices.Sort(days)
	days = slices.Compact(days)
	if len(days) > 0 && days[0] == "" {
		days = days[1:]
	}
	return days[max(len(days)-mostDays, 0):]
}
