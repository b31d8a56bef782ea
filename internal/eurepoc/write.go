package eurepoc

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"

	"ascribe/internal/wording"
)

// separator stands between the values of a cell, as in the dataset.
const separator = "; "

// CSV writes codings as RFC 4180 with a heading: id, title, then two columns a
// variable, its values and behind it "…_citations" with the claims of each value, in
// the same order, a space between claims. The error is the writer's.
func CSV(w io.Writer, codings []Coding) error {
	out := csv.NewWriter(w)
	head := []string{"incident_id", "name"}
	for _, v := range Variables() {
		head = append(head, string(v), string(v)+"_citations")
	}
	if err := out.Write(head); err != nil {
		return err
	}
	for _, c := range codings {
		row := []string{wording.Cell(c.Incident), wording.Cell(c.Title)}
		for _, cell := range c.Cells {
			var values, citations []string
			cites := 0
			for _, v := range cell.Values {
				values, citations = append(values, v.Value), append(citations, strings.Join(v.Claims, " "))
				cites += len(v.Claims)
			}
			if cites == 0 {
				citations = nil
			}
			row = append(row, wording.Cell(strings.Join(values, separator)), strings.Join(citations, separator))
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// JSON writes codings as one indented list. The error is the writer's.
func JSON(w io.Writer, codings []Coding) error {
	if codings == nil {
		codings = []Coding{}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(codings)
}
