// Package uk reads the consolidated list of asset freeze targets of the UK's
// Office of Financial Sanctions Implementation (ConList.csv, format of 2022): a
// line for every name and address of a target, grouped by Group ID.
package uk

import (
	"bytes"
	"strings"
	"time"

	"ascribe"
	"ascribe/internal/knowledge/designation"
)

// ID is the list's id.
const ID = "uk"

// Version stamps what Parse makes; it grows with every change of meaning.
const Version = "1"

// opening begins the first line, which gives the day of the list.
const opening = "Last Updated,"

// Is recognises the list by its first bytes.
func Is(head []byte) bool {
	return bytes.HasPrefix(head, []byte(opening)) || bytes.Contains(head, []byte("Group ID")) && bytes.Contains(head, []byte("Regime"))
}

var required = []string{"Name 6", "Name 1", "Group Type", "Alias Type", "Alias Quality", "Regime", "Listed On", "Group ID"}

// Parse reads one version of the list from its one file. Errors wrap
// designation.ErrMalformed and name file and line.
func Parse(files []designation.File) (designation.List, error) {
	list := designation.List{ID: ID, Authority: "UK Office of Financial Sanctions Implementation (OFSI)",
		Title: "UK consolidated list of asset freeze targets"}
	if len(files) != 1 {
		return list, designation.Malformed(files[0].Name, 0, "the list is one file; %d were given", len(files))
	}
	f := files[0]
	if err := designation.CheckText(f.Name, f.Bytes); err != nil {
		return list, err
	}
	table, err := readDate(&list, f)
	if err != nil {
		return list, err
	}
	at := make(map[string]int)
	err = designation.EachRow(table, ',', required, func(row designation.Row) error {
		id := row.Get("Group ID")
		i, known := at[id]
		if !known {
			d, err := begin(row, f.Name)
			if err != nil {
				return err
			}
			i = len(list.Designations)
			at[id] = i
			list.Designations = append(list.Designations, d)
		}
		extend(&list.Designations[i], row)
		return nil
	})
	if err == nil && len(list.Designations) == 0 {
		err = designation.Malformed(f.Name, 0, "no entries")
	}
	if err != nil {
		return designation.List{}, err
	}
	for i := range list.Designations {
		d := &list.Designations[i]
		d.PrimaryFirst()
		if len(d.Names) == 0 {
			return designation.List{}, designation.Malformed(f.Name, 0, "entry %s has no name", d.UID)
		}
		d.Names[0].Strength = designation.Primary
	}
	list.Sort()
	return list, nil
}

// readDate takes the first line off, which says when the list was last updated.
func readDate(list *designation.List, f designation.File) (designation.File, error) {
	text := bytes.TrimPrefix(f.Bytes, []byte("\ufeff"))
	first, rest, ok := bytes.Cut(text, []byte("\n"))
	day, dated := strings.CutPrefix(strings.TrimSpace(string(first)), opening)
	if !dated {
		return f, nil
	}
	date, err := time.Parse("02/01/2006", strings.Trim(day, ", "))
	if err != nil || !ok {
		return f, designation.Malformed(f.Name, 1, "%q is not a day", day)
	}
	list.Date, list.DateFrom = ascribe.DayOf(date), "the list gives it (Last Updated)"
	blank := append([]byte("\n"), rest...) // in the first line's place, so that lines keep their numbers
	return designation.File{Name: f.Name, Bytes: blank}, nil
}

// begin makes an entry of its first line.
func begin(row designation.Row, file string) (designation.Designation, error) {
	d := designation.Designation{UID: row.Get("Group ID")}
	if d.UID == "" {
		return d, designation.Malformed(file, row.Line, "an entry without a Group ID")
	}
	switch row.Get("Group Type") {
	case "Individual":
		d.Type = designation.Person
	case "Entity":
		d.Type = designation.Organisation
	case "Ship":
		d.Type = designation.Vessel
	default:
		return d, designation.Malformed(file, row.Line, "Group Type is %q; Individual, Entity or Ship belongs there", row.Get("Group Type"))
	}
	if listed := row.Get("Listed On"); listed != "" {
		day, err := time.Parse("02/01/2006", listed)
		if err != nil {
			return d, designation.Malformed(file, row.Line, "Listed On %q is not a day", listed)
		}
		d.Listed = ascribe.DayOf(day)
	}
	return d, nil
}

// extend adds what one line says of its entry. Name 6 is the family name or the
// whole name of a body, Name 1 to Name 5 are the others in order.
func extend(d *designation.Designation, row designation.Row) {
	designation.AddOnce(&d.Programmes, row.Get("Regime"))
	name := row.Get("Name 6")
	var given []string
	for _, column := range []string{"Name 1", "Name 2", "Name 3", "Name 4", "Name 5"} {
		designation.AddOnce(&given, row.Get(column))
	}
	if len(given) > 0 {
		name = strings.TrimPrefix(name+", ", ", ") + strings.Join(given, " ")
	}
	n := designation.Name{Text: name, Strength: designation.Strong}
	switch {
	case row.Get("Alias Type") == "Primary name":
		n.Strength = designation.Primary
	case row.Get("Alias Quality") == "Low quality":
		n.Strength = designation.Weak
	case row.Get("Alias Type") == "FKA":
		n.Former = true
	}
	d.AddName(n)
	d.AddName(designation.Name{Text: row.Get("Name Non-Latin Script"), Strength: designation.Strong})
	designation.AddOnce(&d.Countries, row.Get("Nationality"))
	designation.AddOnce(&d.Born, row.Get("DOB"))
}
