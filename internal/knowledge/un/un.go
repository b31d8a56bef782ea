// Package un reads the consolidated list of the United Nations Security Council
// (consolidated.xml).
package un

import (
	"bytes"
	"encoding/xml"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge/designation"
)

// ID is the list's id.
const ID = "un"

// Version stamps what Parse makes; it grows with every change of meaning.
const Version = "1"

// root is the outermost element of the list.
const root = "CONSOLIDATED_LIST"

// Is recognises the list by its first bytes.
func Is(head []byte) bool { return bytes.Contains(head, []byte("<"+root)) }

// Parse reads one version of the list from its one file. Errors wrap
// designation.ErrMalformed and name file and line.
func Parse(files []designation.File) (designation.List, error) {
	list := designation.List{ID: ID, Authority: "United Nations Security Council", Title: "United Nations Security Council Consolidated List"}
	if len(files) != 1 {
		return list, designation.Malformed(files[0].Name, 0, "the list is one file; %d were given", len(files))
	}
	f := files[0]
	if err := designation.CheckText(f.Name, f.Bytes); err != nil {
		return list, err
	}
	if err := readDate(&list, f); err != nil {
		return list, err
	}
	err := designation.EachElement(f, root, func(decoder *xml.Decoder, start xml.StartElement) error {
		kind := designation.Person
		switch start.Name.Local {
		case "INDIVIDUAL":
		case "ENTITY":
			kind = designation.Organisation
		default:
			return nil
		}
		line, _ := decoder.InputPos()
		var e entry
		if err := decoder.DecodeElement(&e, &start); err != nil {
			return err
		}
		d, err := e.designation(kind, f.Name, line)
		list.Designations = append(list.Designations, d)
		return err
	})
	if err == nil && len(list.Designations) == 0 {
		err = designation.Malformed(f.Name, 0, "no entries")
	}
	list.Sort()
	return list, err
}

// readDate takes the day from the outermost element's dateGenerated.
func readDate(list *designation.List, f designation.File) error {
	decoder := xml.NewDecoder(bytes.NewReader(f.Bytes))
	for {
		token, err := decoder.Token()
		if err != nil {
			return designation.Malformed(f.Name, 1, "cut short or damaged: %v", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range start.Attr {
			if a.Name.Local == "dateGenerated" {
				if day, err := ascribe.ParseDay(a.Value); err == nil {
					list.Date, list.DateFrom = day, "the list gives it (dateGenerated)"
				}
			}
		}
		return nil
	}
}

// entry is an INDIVIDUAL or an ENTITY.
type entry struct {
	Reference string   `xml:"REFERENCE_NUMBER"`
	DataID    string   `xml:"DATAID"`
	First     string   `xml:"FIRST_NAME"`
	Second    string   `xml:"SECOND_NAME"`
	Third     string   `xml:"THIRD_NAME"`
	Fourth    string   `xml:"FOURTH_NAME"`
	Original  string   `xml:"NAME_ORIGINAL_SCRIPT"`
	Programme string   `xml:"UN_LIST_TYPE"`
	Listed    string   `xml:"LISTED_ON"`
	Countries []string `xml:"NATIONALITY>VALUE"`
	Aliases   []alias  `xml:"INDIVIDUAL_ALIAS"`
	Also      []alias  `xml:"ENTITY_ALIAS"`
	Born      []born   `xml:"INDIVIDUAL_DATE_OF_BIRTH"`
}

type alias struct {
	Quality string `xml:"QUALITY"` // Good, Low; a.k.a., f.k.a. for entities
	Name    string `xml:"ALIAS_NAME"`
}

type born struct {
	Date string `xml:"DATE"`
	Year string `xml:"YEAR"`
	From string `xml:"FROM_YEAR"`
	To   string `xml:"TO_YEAR"`
}

func (e entry) designation(kind designation.Type, file string, line int) (designation.Designation, error) {
	d := designation.Designation{UID: strings.TrimSpace(e.Reference), Type: kind, Programmes: []string{strings.TrimSpace(e.Programme)}}
	if d.UID == "" {
		d.UID = strings.TrimSpace(e.DataID)
	}
	d.AddName(designation.Name{Text: strings.Join([]string{e.First, e.Second, e.Third, e.Fourth}, " "), Strength: designation.Primary})
	if d.UID == "" || len(d.Names) == 0 {
		return d, designation.Malformed(file, line, "an entry without a number or a name")
	}
	if e.Listed != "" {
		day, err := ascribe.ParseDay(strings.TrimSpace(e.Listed))
		if err != nil {
			return d, designation.Malformed(file, line, "LISTED_ON %q is not a day", e.Listed)
		}
		d.Listed = day
	}
	d.AddName(designation.Name{Text: e.Original, Strength: designation.Strong})
	for _, a := range append(e.Aliases, e.Also...) {
		n := designation.Name{Text: a.Name, Strength: designation.Strong, Former: strings.HasPrefix(a.Quality, "f.k.a")}
		if strings.EqualFold(strings.TrimSpace(a.Quality), "low") {
			n.Strength = designation.Weak
		}
		d.AddName(n)
	}
	for _, c := range e.Countries {
		designation.AddOnce(&d.Countries, c)
	}
	for _, b := range e.Born {
		designation.AddOnce(&d.Born, b.String())
	}
	return d, nil
}

func (b born) String() string {
	switch {
	case b.Date != "":
		return b.Date
	case b.From != "" || b.To != "":
		return b.From + " to " + b.To
	}
	return b.Year
}
