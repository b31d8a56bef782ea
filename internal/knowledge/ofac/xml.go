package ofac

import (
	"bytes"
	"encoding/xml"
	"strings"
	"time"

	"ascribe"
	"ascribe/internal/knowledge/designation"
)

// parseXML reads SDN.XML or SDN_ADVANCED.XML, told apart by their outermost element.
func parseXML(list *designation.List, f designation.File) error {
	if err := designation.CheckText(f.Name, f.Bytes); err != nil {
		return err
	}
	var err error
	if bytes.Contains(f.Bytes[:min(len(f.Bytes), 4096)], []byte("<Sanctions")) {
		err = readAdvanced(list, f)
	} else {
		err = readStandard(list, f)
	}
	if err == nil && len(list.Designations) == 0 {
		err = designation.Malformed(f.Name, 0, "no entries")
	}
	return err
}

// sdnEntry is an entry of SDN.XML.
type sdnEntry struct {
	UID        string   `xml:"uid"`
	First      string   `xml:"firstName"`
	Last       string   `xml:"lastName"`
	Type       string   `xml:"sdnType"`
	Programmes []string `xml:"programList>program"`
	Remarks    string   `xml:"remarks"`
	Akas       []struct {
		Type     string `xml:"type"`     // a.k.a., f.k.a., n.k.a.
		Category string `xml:"category"` // strong, weak
		First    string `xml:"firstName"`
		Last     string `xml:"lastName"`
	} `xml:"akaList>aka"`
	Addresses []struct {
		Country string `xml:"country"`
	} `xml:"addressList>address"`
	Nationalities []string `xml:"nationalityList>nationality>country"`
	Citizenships  []string `xml:"citizenshipList>citizenship>country"`
	Born          []string `xml:"dateOfBirthList>dateOfBirthItem>dateOfBirth"`
	Flag          string   `xml:"vesselInfo>vesselFlag"`
	Numbers       []struct {
		Type   string `xml:"idType"`
		Number string `xml:"idNumber"`
	} `xml:"idList>id"`
}

func readStandard(list *designation.List, f designation.File) error {
	return designation.EachElement(f, "sdnList", func(decoder *xml.Decoder, start xml.StartElement) error {
		line, _ := decoder.InputPos()
		switch start.Name.Local {
		case "Publish_Date":
			var day string
			if err := decoder.DecodeElement(&day, &start); err != nil {
				return err
			}
			date, err := time.Parse("01/02/2006", strings.TrimSpace(day))
			if err != nil {
				return designation.Malformed(f.Name, line, "Publish_Date %q is not a day", day)
			}
			list.Date, list.DateFrom = ascribe.DayOf(date), "the list gives it (Publish_Date)"
		case "sdnEntry":
			var e sdnEntry
			if err := decoder.DecodeElement(&e, &start); err != nil {
				return err
			}
			d, err := e.designation(f.Name, line)
			list.Designations = append(list.Designations, d)
			return err
		}
		return nil
	})
}

func (e sdnEntry) designation(file string, line int) (designation.Designation, error) {
	kind, ok := typeOf(e.Type)
	d := designation.Designation{UID: strings.TrimSpace(e.UID), Type: kind, Programmes: e.Programmes, Born: e.Born}
	d.AddName(designation.Name{Text: lastFirst(e.Last, e.First), Strength: designation.Primary})
	switch {
	case !ok:
		return d, designation.Malformed(file, line, "sdnType %q is not known", e.Type)
	case d.UID == "" || len(d.Names) == 0:
		return d, designation.Malformed(file, line, "an entry without uid or name")
	}
	for _, a := range e.Akas {
		n := designation.Name{Text: lastFirst(a.Last, a.First), Strength: designation.Strong, Former: strings.HasPrefix(a.Type, "f.k.a")}
		if a.Category == "weak" {
			n.Strength = designation.Weak
		}
		d.AddName(n)
	}
	for _, c := range append(e.Nationalities, append(e.Citizenships, e.Flag)...) {
		addCountry(&d, c)
	}
	for _, a := range e.Addresses {
		addCountry(&d, a.Country)
	}
	for _, n := range e.Numbers {
		if n.Type == "Vessel Registration Identification" {
			designation.AddOnce(&d.Identified, n.Number)
		}
	}
	readRemarks(&d, e.Remarks)
	return d, nil
}

// lastFirst writes a name as the CSV files do.
func lastFirst(last, first string) string {
	if last == "" || first == "" {
		return last + first
	}
	return last + ", " + first
}
