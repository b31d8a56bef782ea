// Package ofac reads the Specially Designated Nationals list of the US
// Treasury's Office of Foreign Assets Control, in every form it is published
// in: the CSV files (sdn, alt, add, comments; sdn alone is the old one-file
// form), SDN.XML and SDN_ADVANCED.XML. It reads first-seen histories too.
//
// The CSV forms bear no date; Parse leaves List.Date empty for them.
package ofac

import (
	"bytes"
	"strconv"
	"strings"

	"ascribe/internal/knowledge/designation"
)

// ID is the list's id.
const ID = "ofac"

// Version stamps what Parse makes; it grows with every change of meaning.
const Version = "1"

// Blank is an empty list with its names.
func Blank() designation.List {
	return designation.List{ID: ID, Authority: "US Treasury, Office of Foreign Assets Control (OFAC)",
		Title: "Specially Designated Nationals and Blocked Persons List"}
}

// Parse reads one version of the list from the files that make it up, in any
// order; each is recognised by its content. Errors wrap
// designation.ErrMalformed and name file and line.
func Parse(files []designation.File) (designation.List, error) {
	list := Blank()
	var err error
	if len(files) == 1 && isXML(files[0].Bytes) {
		err = parseXML(&list, files[0])
	} else {
		err = parseCSV(&list, files)
	}
	if err != nil {
		return designation.List{}, err
	}
	list.Sort()
	return list, nil
}

func isXML(raw []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(raw[:min(len(raw), 256)], "\ufeff \t\r\n"), []byte("<"))
}

// typeOf reads a party's type, which OFAC leaves out for organisations.
func typeOf(s string) (designation.Type, bool) {
	switch strings.ToLower(s) {
	case "individual":
		return designation.Person, true
	case "", "entity":
		return designation.Organisation, true
	case "vessel":
		return designation.Vessel, true
	case "aircraft":
		return designation.Aircraft, true
	}
	return "", false
}

// Is recognises any of the list's files by its first bytes.
func Is(head []byte) bool {
	if isXML(head) {
		return bytes.Contains(head, []byte("<sdnList")) || bytes.Contains(head, []byte("<Sanctions"))
	}
	uid, rest, ok := bytes.Cut(head, []byte(","))
	_, err := strconv.Atoi(string(uid))
	return ok && err == nil && len(rest) > 0
}
