package ofac

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge/designation"
)

// History reads a record of daily versions of the list: firstSeen holds, for
// every entry ever seen, its name, type, last programmes and the first and last
// day it was seen (columns uid, name, type, programmes_last, first_seen,
// last_seen); changes holds what changed on which day (date, uid, name, change,
// before, after). The result is a list as of the record's last day, with what
// had gone by then.
func History(firstSeen, changes designation.File) (designation.List, error) {
	seen, err := readTable(firstSeen, "uid", "name", "type", "programmes_last", "first_seen", "last_seen")
	if err != nil {
		return designation.List{}, err
	}
	changed, err := readTable(changes, "date", "uid", "change", "before", "after")
	if err != nil {
		return designation.List{}, err
	}
	record := record{days: days(seen, changed), changes: make(map[string][]map[string]string)}
	for _, row := range changed {
		record.changes[row["uid"]] = append(record.changes[row["uid"]], row)
	}
	list := Blank()
	list.Date, list.DateFrom = record.days[len(record.days)-1], "last day of the record of versions"
	for i, row := range seen {
		d, ok := record.designation(row)
		if !ok {
			return designation.List{}, designation.Malformed(firstSeen.Name, i+2, "unreadable type %q or day", row["type"])
		}
		if d.Presences[0].To == list.Date {
			list.Designations = append(list.Designations, d)
		} else {
			list.Gone = append(list.Gone, d)
		}
	}
	list.Sort()
	return list, nil
}

// record is a history while it is read.
type record struct {
	days    []ascribe.Day // on which a version is known to have been seen, ascending
	changes map[string][]map[string]string
}

func (r record) designation(row map[string]string) (designation.Designation, bool) {
	kind, ok := typeOf(strings.TrimSpace(strings.ReplaceAll(row["type"], "-0-", "")))
	from, errFrom := ascribe.ParseDay(row["first_seen"])
	to, errTo := ascribe.ParseDay(row["last_seen"])
	if !ok || errFrom != nil || errTo != nil {
		return designation.Designation{}, false
	}
	programmes := strings.Split(row["programmes_last"], ";")
	p := designation.Presence{From: from, To: to, Terms: r.terms(row["uid"], from, programmes)}
	at, _ := slices.BinarySearch(r.days, from)
	if at > 0 {
		p.After = r.days[at-1]
	}
	if at, found := slices.BinarySearch(r.days, to); found && at+1 < len(r.days) {
		p.Before = r.days[at+1]
	}
	for _, c := range r.changes[row["uid"]] {
		if c["change"] == "removed" {
			p.Before = ascribe.Day(c["date"])
		}
	}
	return designation.Designation{UID: row["uid"], Type: kind, Programmes: programmes, Presences: []designation.Presence{p},
		Names: []designation.Name{{Text: row["name"], Strength: designation.Primary}}}, true
}

// terms rebuilds which programmes an entry stood under since when.
func (r record) terms(uid string, from ascribe.Day, last []string) []designation.Terms {
	var terms []designation.Terms
	for _, c := range r.changes[uid] {
		if c["change"] != "programme" {
			continue
		}
		if len(terms) == 0 {
			terms = append(terms, designation.Terms{Since: from, Programmes: strings.Split(c["before"], ";")})
		}
		terms = append(terms, designation.Terms{Since: ascribe.Day(c["date"]), Programmes: strings.Split(c["after"], ";")})
	}
	if len(terms) == 0 {
		return []designation.Terms{{Since: from, Programmes: last}}
	}
	return terms
}

// days collects every day on which a version is known to have been seen.
func days(seen, changed []map[string]string) []ascribe.Day {
	set := make(map[ascribe.Day]bool)
	for _, row := range seen {
		set[ascribe.Day(row["first_seen"])], set[ascribe.Day(row["last_seen"])] = true, true
	}
	for _, row := range changed {
		set[ascribe.Day(row["date"])] = true
	}
	out := make([]ascribe.Day, 0, len(set))
	for day := range set {
		out = append(out, day)
	}
	slices.Sort(out)
	return out
}

// readTable reads a CSV file with a header that must name the columns.
func readTable(f designation.File, columns ...string) ([]map[string]string, error) {
	if err := designation.CheckText(f.Name, f.Bytes); err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(f.Bytes)).ReadAll()
	if err != nil {
		return nil, designation.Malformed(f.Name, 0, "cut short or damaged: %v", err)
	}
	if len(rows) < 2 {
		return nil, designation.Malformed(f.Name, 0, "no rows")
	}
	for _, c := range columns {
		if !slices.Contains(rows[0], c) {
			return nil, designation.Malformed(f.Name, 1, "no column %q; the first line must name the columns", c)
		}
	}
	out := make([]map[string]string, 0, len(rows)-1)
	for _, row := range rows[1:] {
		m := make(map[string]string, len(row))
		for i, value := range row {
			m[rows[0][i]] = value
		}
		out = append(out, m)
	}
	return out, nil
}
