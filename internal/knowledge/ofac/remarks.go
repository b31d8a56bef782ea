package ofac

import (
	"strings"

	"ascribe/internal/knowledge/designation"
)

// readRemarks takes from the remarks what a reader of a match needs: weak
// aliases (which the CSV form keeps only there), linked-to edges, countries,
// dates of birth and IMO numbers. Remarks are a list parted by semicolons.
func readRemarks(d *designation.Designation, remarks string) {
	for part := range strings.SplitSeq(remarks, ";") {
		part = strings.TrimPrefix(strings.TrimSpace(part), "alt. ")
		if name, former, ok := weakAlias(part); ok {
			d.AddName(designation.Name{Text: name, Strength: designation.Weak, Former: former})
			continue
		}
		part = strings.Trim(part, "().") // SDN.XML puts some in brackets
		switch {
		case strings.HasPrefix(part, "Linked To: "):
			designation.AddOnce(&d.Links, strings.TrimPrefix(part, "Linked To: "))
		case strings.HasPrefix(part, "nationality "):
			addCountry(d, strings.TrimPrefix(part, "nationality "))
		case strings.HasPrefix(part, "citizen "):
			addCountry(d, strings.TrimPrefix(part, "citizen "))
		case strings.HasPrefix(part, "DOB "):
			designation.AddOnce(&d.Born, strings.TrimPrefix(part, "DOB "))
		case strings.HasPrefix(part, "Vessel Registration Identification IMO "):
			designation.AddOnce(&d.Identified, strings.TrimPrefix(part, "Vessel Registration Identification "))
		}
	}
}

// weakAlias reads "a.k.a. 'MOIS'", "f.k.a. 'ANA I'." and the like.
func weakAlias(part string) (name string, former, ok bool) {
	kind, rest, ok := strings.Cut(part, " ")
	if !ok || kind != "a.k.a." && kind != "f.k.a." && kind != "n.k.a." {
		return "", false, false
	}
	open, closing := strings.IndexByte(rest, '\''), strings.LastIndexByte(rest, '\'')
	if open < 0 || closing <= open {
		return "", false, false
	}
	name = strings.TrimSpace(rest[open+1 : closing])
	return name, kind == "f.k.a.", strings.Trim(name, "' ") != ""
}

func addCountry(d *designation.Designation, country string) {
	if country != "" && country != "undetermined" {
		designation.AddOnce(&d.Countries, country)
	}
}
