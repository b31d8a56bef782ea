package ofac

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge/designation"
)

// SDN_ADVANCED.XML keeps names, relations and entries of lists apart and joins
// them by numbers: a DistinctParty has names, a SanctionsEntry gives its
// programmes and the day it was listed, a ProfileRelationship its links. The
// form follows the United Nations' "Advanced Sanctions Data Model".

// advanced collects what is joined at the end.
type advanced struct {
	file      string
	types     map[string]string // PartySubType → name, such as "Vessel"
	parties   map[string]string // PartySubType → PartyType name
	partyType map[string]string
	nameParts map[string]string // NamePartType → name, such as "Last Name"
	profiles  map[string]*designation.Designation
	order     []string
	entries   []sanctionsEntry
	links     []profileRelationship
}

type value struct {
	ID    string `xml:"ID,attr"`
	Party string `xml:"PartyTypeID,attr"`
	Text  string `xml:",chardata"`
}

type date struct {
	Year  int `xml:"Year"`
	Month int `xml:"Month"`
	Day   int `xml:"Day"`
}

func (d date) day() ascribe.Day {
	day, err := ascribe.ParseDay(fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day))
	if err != nil {
		return ""
	}
	return day
}

type distinctParty struct {
	Profiles []struct {
		ID         string     `xml:"ID,attr"`
		SubType    string     `xml:"PartySubTypeID,attr"`
		Identities []identity `xml:"Identity"`
	} `xml:"Profile"`
}

type identity struct {
	Aliases []struct {
		Type    string `xml:"AliasTypeID,attr"`
		Primary bool   `xml:"Primary,attr"`
		Low     bool   `xml:"LowQuality,attr"`
		Names   []struct {
			Parts []struct {
				Value struct {
					Group string `xml:"NamePartGroupID,attr"`
					Text  string `xml:",chardata"`
				} `xml:"NamePartValue"`
			} `xml:"DocumentedNamePart"`
		} `xml:"DocumentedName"`
	} `xml:"Alias"`
	Groups []struct {
		ID   string `xml:"ID,attr"`
		Type string `xml:"NamePartTypeID,attr"`
	} `xml:"NamePartGroups>MasterNamePartGroup>NamePartGroup"`
}

type sanctionsEntry struct {
	Profile string `xml:"ProfileID,attr"`
	Events  []struct {
		Date date `xml:"Date"`
	} `xml:"EntryEvent"`
	Measures []struct {
		Comment string `xml:"Comment"`
	} `xml:"SanctionsMeasure"`
}

type profileRelationship struct {
	From   string `xml:"From-ProfileID,attr"`
	To     string `xml:"To-ProfileID,attr"`
	Former string `xml:"Former,attr"`
}

func readAdvanced(list *designation.List, f designation.File) error {
	a := advanced{file: f.Name, types: map[string]string{}, parties: map[string]string{}, partyType: map[string]string{},
		nameParts: map[string]string{}, profiles: map[string]*designation.Designation{}}
	err := designation.EachElement(f, "Sanctions", func(decoder *xml.Decoder, start xml.StartElement) error {
		line, _ := decoder.InputPos()
		return a.read(list, decoder, start, line)
	})
	if err != nil {
		return err
	}
	a.join()
	for _, id := range a.order {
		if d := a.profiles[id]; len(d.Programmes) > 0 {
			list.Designations = append(list.Designations, *d)
		}
	}
	return nil
}

// read takes one element; those that are not named here are walked through.
func (a *advanced) read(list *designation.List, decoder *xml.Decoder, start xml.StartElement, line int) error {
	switch start.Name.Local {
	case "DateOfIssue":
		var d date
		if err := decoder.DecodeElement(&d, &start); err != nil {
			return err
		}
		if list.Date = d.day(); list.Date != "" {
			list.DateFrom = "the list gives it (DateOfIssue)"
		}
	case "PartyType", "PartySubType", "NamePartType":
		var v value
		if err := decoder.DecodeElement(&v, &start); err != nil {
			return err
		}
		a.keep(start.Name.Local, v)
	case "DistinctParty":
		var p distinctParty
		if err := decoder.DecodeElement(&p, &start); err != nil {
			return err
		}
		return a.party(p, line)
	case "SanctionsEntry":
		var e sanctionsEntry
		if err := decoder.DecodeElement(&e, &start); err != nil {
			return err
		}
		a.entries = append(a.entries, e)
	case "ProfileRelationship":
		var r profileRelationship
		if err := decoder.DecodeElement(&r, &start); err != nil {
			return err
		}
		a.links = append(a.links, r)
	}
	return nil
}

func (a *advanced) keep(kind string, v value) {
	switch v.Text = strings.TrimSpace(v.Text); kind {
	case "PartyType":
		a.partyType[v.ID] = v.Text
	case "PartySubType":
		a.types[v.ID], a.parties[v.ID] = v.Text, v.Party
	case "NamePartType":
		a.nameParts[v.ID] = v.Text
	}
}

// typeOf reads what a PartySubType stands for; the numbers of a file without
// reference values are those that OFAC uses.
func (a *advanced) typeOf(sub string) (designation.Type, bool) {
	name := a.types[sub]
	if name == "" || name == "Unknown" {
		name = a.partyType[a.parties[sub]]
	}
	if name == "" {
		name = map[string]string{"1": "Vessel", "2": "Aircraft", "3": "Entity", "4": "Individual"}[sub]
	}
	return typeOf(name)
}

func (a *advanced) party(p distinctParty, line int) error {
	for _, profile := range p.Profiles {
		kind, ok := a.typeOf(profile.SubType)
		if !ok {
			return designation.Malformed(a.file, line, "PartySubTypeID %q is not known", profile.SubType)
		}
		d := &designation.Designation{UID: profile.ID, Type: kind}
		for _, i := range profile.Identities {
			a.names(d, i)
		}
		if _, err := strconv.Atoi(d.UID); err != nil || len(d.Names) == 0 {
			return designation.Malformed(a.file, line, "a profile without number or name")
		}
		d.PrimaryFirst()
		d.Names[0].Strength = designation.Primary
		a.profiles[d.UID] = d
		a.order = append(a.order, d.UID)
	}
	return nil
}

// names adds the names of an identity, family name first as in the other forms.
func (a *advanced) names(d *designation.Designation, i identity) {
	last := make(map[string]bool)
	for _, g := range i.Groups {
		last[g.ID] = a.nameParts[g.Type] == "Last Name" || a.nameParts[g.Type] == "" && g.Type == "1520"
	}
	for _, alias := range i.Aliases {
		n := designation.Name{Strength: designation.Strong, Former: alias.Type == "1401"}
		if alias.Primary {
			n.Strength = designation.Primary
		} else if alias.Low {
			n.Strength = designation.Weak
		}
		for _, documented := range alias.Names {
			var family, rest []string
			for _, part := range documented.Parts {
				if text := strings.TrimSpace(part.Value.Text); last[part.Value.Group] {
					family = append(family, text)
				} else {
					rest = append(rest, text)
				}
			}
			n.Text = lastFirst(strings.Join(family, " "), strings.Join(rest, " "))
			d.AddName(n)
			if n.Strength == designation.Primary { // the same name in other scripts
				n.Strength = designation.Strong
			}
		}
	}
}

// join gives profiles the programmes, days and links that stand apart.
func (a *advanced) join() {
	for _, e := range a.entries {
		d := a.profiles[e.Profile]
		if d == nil {
			continue
		}
		for _, m := range e.Measures {
			designation.AddOnce(&d.Programmes, m.Comment)
		}
		for _, event := range e.Events {
			if day := event.Date.day(); day != "" && (d.Listed == "" || day < d.Listed) {
				d.Listed = day
			}
		}
	}
	for _, l := range a.links {
		from, to := a.profiles[l.From], a.profiles[l.To]
		if from != nil && to != nil && l.Former != "true" {
			designation.AddOnce(&from.Links, to.Name())
		}
	}
}
