// Package eu reads the European Union's consolidated list of persons, groups and
// entities subject to financial sanctions, in its CSV form 1.1: a line for
// every name, address, birth date, number and citizenship of an entry.
package eu

import (
	"bytes"
	"strings"
	"time"

	"ascribe"
	"ascribe/internal/knowledge/designation"
)

// ID is the list's id.
const ID = "eu"

// Version stamps what Parse makes; it grows with every change of meaning.
const Version = "1"

// Is recognises the list by its first bytes.
func Is(head []byte) bool { return bytes.Contains(head, []byte("Entity_LogicalId")) }

var required = []string{"fileGenerationDate", "Entity_LogicalId", "Entity_SubjectType", "Entity_Regulation_Programme",
	"NameAlias_WholeName", "NameAlias_Remark", "NameAlias_NameLanguage"}

// Parse reads one version of the list from its one file. Errors wrap
// designation.ErrMalformed and name file and line.
func Parse(files []designation.File) (designation.List, error) {
	list := designation.List{ID: ID, Authority: "European Union", Title: "EU consolidated list of financial sanctions"}
	if len(files) != 1 {
		return list, designation.Malformed(files[0].Name, 0, "the list is one file; %d were given", len(files))
	}
	f := files[0]
	if err := designation.CheckText(f.Name, f.Bytes); err != nil {
		return list, err
	}
	at := make(map[string]int)
	err := designation.EachRow(f, ';', required, func(row designation.Row) error {
		if list.Date == "" {
			if day, err := time.Parse("02/01/2006", row.Get("fileGenerationDate")); err == nil {
				list.Date, list.DateFrom = ascribe.DayOf(day), "the list gives it (fileGenerationDate)"
			}
		}
		id := row.Get("Entity_LogicalId")
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
	if err != nil {
		return designation.List{}, err
	}
	for i := range list.Designations {
		d := &list.Designations[i]
		if len(d.Names) == 0 {
			return designation.List{}, designation.Malformed(f.Name, 0, "entry %s has no name", d.UID)
		}
	}
	if len(list.Designations) == 0 {
		return designation.List{}, designation.Malformed(f.Name, 0, "no entries")
	}
	list.Sort()
	return list, nil
}

// begin makes an entry of its first line.
func begin(row designation.Row, file string) (designation.Designation, error) {
	d := designation.Designation{UID: row.Get("Entity_EU_ReferenceNumber")}
	if d.UID == "" {
		d.UID = row.Get("Entity_LogicalId")
	}
	if d.UID == "" {
		return d, designation.Malformed(file, row.Line, "an entry without a number")
	}
	switch row.Get("Entity_SubjectType") {
	case "P":
		d.Type = designation.Person
	case "E":
		d.Type = designation.Organisation
	default:
		return d, designation.Malformed(file, row.Line, "Entity_SubjectType is %q; P or E belongs there", row.Get("Entity_SubjectType"))
	}
	if listed := row.Get("Entity_DesignationDate"); listed != "" {
		day, err := ascribe.ParseDay(listed)
		if err != nil {
			return d, designation.Malformed(file, row.Line, "Entity_DesignationDate %q is not a day", listed)
		}
		d.Listed = day
	}
	return d, nil
}

// extend adds what one line says of its entry.
func extend(d *designation.Designation, row designation.Row) {
	designation.AddOnce(&d.Programmes, row.Get("Entity_Regulation_Programme"))
	strength := designation.Strong
	switch remark := strings.ToLower(row.Get("NameAlias_Remark")); {
	case len(d.Names) == 0:
		strength = designation.Primary
	case strings.Contains(remark, "low quality"):
		strength = designation.Weak
	}
	d.AddName(designation.Name{Text: row.Get("NameAlias_WholeName"), Strength: strength})
	if c := row.Get("Citizenship_CountryIso2Code"); c != "00" {
		designation.AddOnce(&d.Countries, c)
	}
	if day := row.Get("BirthDate_BirthDate"); day != "" {
		designation.AddOnce(&d.Born, day)
	} else {
		designation.AddOnce(&d.Born, row.Get("BirthDate_Year"))
	}
}
