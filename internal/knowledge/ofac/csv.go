package ofac

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"ascribe/internal/knowledge/designation"
)

// columns of the CSV files, as OFAC's "SDN data specification" (dat_spec) lists them.
const (
	sdnColumns     = 12 // uid, name, type, programme, title, call sign, vessel type, tonnage, GRT, flag, owner, remarks
	altColumns     = 5  // uid, alias number, type of alias, name, remarks
	addColumns     = 6  // uid, address number, address, city, country, remarks
	commentColumns = 2  // uid, what did not fit into the remarks

	endOfFile = "\x1a" // the last line of every file holds this byte alone
)

func parseCSV(list *designation.List, files []designation.File) error {
	sorted, err := sortFiles(files)
	if err != nil {
		return err
	}
	comments, err := readComments(sorted[commentColumns])
	if err != nil {
		return err
	}
	if sorted[sdnColumns].Bytes == nil {
		return designation.Malformed(files[0].Name, 0, "no sdn.csv among the files; it is the one with %d columns", sdnColumns)
	}
	if err := readSDN(list, sorted[sdnColumns], comments); err != nil {
		return err
	}
	at := make(map[string]int, len(list.Designations))
	for i, d := range list.Designations {
		at[d.UID] = i
	}
	if err := readAliases(list, sorted[altColumns], at); err != nil {
		return err
	}
	return readAddresses(list, sorted[addColumns], at)
}

// sortFiles tells the CSV files apart by their number of columns.
func sortFiles(files []designation.File) (map[int]designation.File, error) {
	sorted := make(map[int]designation.File)
	for _, f := range files {
		if err := designation.CheckText(f.Name, bytes.TrimRight(f.Bytes, endOfFile)); err != nil {
			return nil, err
		}
		row, err := csv.NewReader(bytes.NewReader(f.Bytes)).Read()
		if err != nil {
			return nil, designation.Malformed(f.Name, 1, "cut short, or not CSV: %v", err)
		}
		n := len(row)
		if n != sdnColumns && n != altColumns && n != addColumns && n != commentColumns {
			return nil, designation.Malformed(f.Name, 1, "%d columns; OFAC's files have %d (sdn), %d (alt), %d (add) or %d (comments)",
				n, sdnColumns, altColumns, addColumns, commentColumns)
		}
		if sorted[n].Bytes != nil {
			return nil, designation.Malformed(f.Name, 0, "the same kind of file as %s; give one of each", sorted[n].Name)
		}
		sorted[n] = f
	}
	return sorted, nil
}

// eachRow calls visit with every row of one file, "-0-" read as empty. It
// refuses rows of another length and a file without OFAC's closing byte.
func eachRow(f designation.File, columns int, visit func(line int, row []string) error) error {
	if f.Bytes == nil {
		return nil
	}
	reader := csv.NewReader(bytes.NewReader(f.Bytes))
	reader.ReuseRecord, reader.FieldsPerRecord = true, -1
	for count := 0; ; count++ {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return designation.Malformed(f.Name, 0, "cut short: OFAC ends its files with the byte 0x1A, and this one does not; download it again")
		}
		if err != nil {
			return designation.Malformed(f.Name, 0, "cut short or damaged: %v", err)
		}
		line, _ := reader.FieldPos(0)
		switch {
		case len(row) == 1 && row[0] == endOfFile:
			return nil
		case len(row) != columns:
			return designation.Malformed(f.Name, line, "%d columns where the other rows have %d", len(row), columns)
		case count >= designation.MaxEntries:
			return designation.Malformed(f.Name, line, "more than %d rows; the list has some 20,000", designation.MaxEntries)
		}
		for i, field := range row {
			if field = strings.TrimSpace(field); field == "-0-" {
				field = ""
			}
			row[i] = field
		}
		if _, err := strconv.Atoi(row[0]); err != nil {
			return designation.Malformed(f.Name, line, "the first column holds %q where the entry's number belongs: columns may have been reordered", clip(row[0]))
		}
		if err := visit(line, row); err != nil {
			return err
		}
	}
}

func readComments(f designation.File) (map[string]string, error) {
	comments := make(map[string]string)
	err := eachRow(f, commentColumns, func(_ int, row []string) error {
		comments[row[0]] += row[1]
		return nil
	})
	return comments, err
}

func readSDN(list *designation.List, f designation.File, comments map[string]string) error {
	seen := make(map[string]int)
	err := eachRow(f, sdnColumns, func(line int, row []string) error {
		kind, ok := typeOf(row[2])
		if !ok {
			return designation.Malformed(f.Name, line, "the third column holds %q where a type (individual, vessel, aircraft) belongs: columns may have been reordered", clip(row[2]))
		}
		programmes, err := splitProgrammes(row[3])
		if err != nil {
			return designation.Malformed(f.Name, line, "%v", err)
		}
		if row[1] == "" {
			return designation.Malformed(f.Name, line, "no name")
		}
		if first, again := seen[row[0]]; again {
			return designation.Malformed(f.Name, line, "entry %s stands on line %d already", row[0], first)
		}
		seen[strings.Clone(row[0])] = line
		d := designation.Designation{UID: row[0], Type: kind, Programmes: programmes,
			Names: []designation.Name{{Text: row[1], Strength: designation.Primary}}}
		if row[9] != "" {
			d.Countries = []string{row[9]}
		}
		readRemarks(&d, row[11]+comments[row[0]])
		list.Designations = append(list.Designations, d)
		return nil
	})
	if err == nil && len(list.Designations) == 0 {
		return designation.Malformed(f.Name, 0, "no entries")
	}
	return err
}

// splitProgrammes reads "SDGT] [IFSR] [CYBER2", as the files write several.
func splitProgrammes(s string) ([]string, error) {
	var out []string
	for p := range strings.SplitSeq(s, "] [") {
		p = strings.Trim(p, "[] ")
		if p == "" || strings.ToUpper(p) != p && strings.Contains(p, " ") || len(p) > 40 {
			return nil, fmt.Errorf("the fourth column holds %q where a programme belongs: columns may have been reordered", clip(s))
		}
		out = append(out, p)
	}
	return out, nil
}

func readAliases(list *designation.List, f designation.File, at map[string]int) error {
	return eachRow(f, altColumns, func(line int, row []string) error {
		i, ok := at[row[0]]
		switch {
		case !ok:
			return designation.Malformed(f.Name, line, "alias of entry %s, which sdn.csv does not hold: the files are of different days", row[0])
		case row[2] != "aka" && row[2] != "fka" && row[2] != "nka":
			return designation.Malformed(f.Name, line, "the third column holds %q where aka, fka or nka belongs: columns may have been reordered", clip(row[2]))
		case row[3] == "":
			return designation.Malformed(f.Name, line, "no name")
		}
		d := &list.Designations[i]
		d.AddName(designation.Name{Text: row[3], Strength: designation.Strong, Former: row[2] == "fka"})
		return nil
	})
}

// readAddresses takes the countries of an entry's addresses; the rest is not kept.
func readAddresses(list *designation.List, f designation.File, at map[string]int) error {
	return eachRow(f, addColumns, func(line int, row []string) error {
		i, ok := at[row[0]]
		if !ok {
			return designation.Malformed(f.Name, line, "address of entry %s, which sdn.csv does not hold: the files are of different days", row[0])
		}
		addCountry(&list.Designations[i], row[4])
		return nil
	})
}

func clip(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}
