package handkept

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
)

// row is one line of a table, its cells by column name.
type row struct {
	table string
	line  int
	cells map[string]string
}

// readTable reads tab-separated lines under a header of the given columns;
// lists inside a cell are parted by "|". A row must have a source.
func readTable(folder fs.FS, table string, columns ...string) ([]row, error) {
	raw, err := fs.ReadFile(folder, table)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimRight(string(raw), "\n"), "\n")
	if header := strings.Split(lines[0], "\t"); !slices.Equal(header, columns) {
		return nil, fmt.Errorf("%s: columns are %v, want %v", table, header, columns)
	}
	var out []row
	var faults []error
	for i, l := range lines[1:] {
		cells := strings.Split(l, "\t")
		switch {
		case len(cells) != len(columns):
			faults = append(faults, fmt.Errorf("%s:%d: %d columns, want %d", table, i+2, len(cells), len(columns)))
			continue
		case strings.TrimSpace(cells[len(cells)-1]) == "":
			faults = append(faults, fmt.Errorf("%s:%d: no source", table, i+2))
			continue
		}
		r := row{table: table, line: i + 2, cells: map[string]string{}}
		for j, c := range columns {
			r.cells[c] = strings.TrimSpace(cells[j])
		}
		out = append(out, r)
	}
	return out, errors.Join(faults...)
}

func (r row) where() string              { return fmt.Sprintf("%s:%d", r.table, r.line) }
func (r row) field(column string) string { return r.cells[column] }
func (r row) source() string             { return Source + ": " + r.field("source") }

func (r row) list(column string) []string {
	var out []string
	for s := range strings.SplitSeq(r.cells[column], "|") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (r row) day(column string) ascribe.Day { return ascribe.Day(r.cells[column]) }

func (r row) name(name string, kind knowledge.NameKind) knowledge.Name {
	return knowledge.Name{Name: name, Kind: kind, Source: r.source()}
}
