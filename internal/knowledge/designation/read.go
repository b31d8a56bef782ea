package designation

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
)

// AddName adds a name unless the designation bears it already; a second entry
// of a name keeps the better strength.
func (d *Designation) AddName(name Name) {
	name.Text = strings.Join(strings.Fields(name.Text), " ")
	if name.Text == "" {
		return
	}
	for i := range d.Names {
		if old := &d.Names[i]; old.Text == name.Text {
			if name.Strength.Rank() < old.Strength.Rank() {
				old.Strength = name.Strength
			}
			return
		}
	}
	d.Names = append(d.Names, name)
}

// AddOnce adds a word to a list unless it is empty or there already.
func AddOnce(list *[]string, s string) {
	if s = strings.TrimSpace(s); s != "" && !slices.Contains(*list, s) {
		*list = append(*list, s)
	}
}

// PrimaryFirst puts the primary name before the others.
func (d *Designation) PrimaryFirst() {
	slices.SortStableFunc(d.Names, func(a, b Name) int { return min(a.Strength.Rank(), 1) - min(b.Strength.Rank(), 1) })
}

// Row is a line of a table whose first line names the columns.
type Row struct {
	Line    int
	columns map[string]int
	fields  []string
}

// Get is a field, without white space about it; "" for a column that is not there.
func (r Row) Get(column string) string {
	if i, ok := r.columns[column]; ok && i < len(r.fields) {
		return strings.TrimSpace(r.fields[i])
	}
	return ""
}

// EachRow calls visit with every row of a table. The columns may stand in any
// order, but those required must be there, and every row must be as long as the
// first.
func EachRow(f File, comma rune, required []string, visit func(Row) error) error {
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(f.Bytes, []byte("\ufeff"))))
	reader.Comma, reader.FieldsPerRecord = comma, -1
	header, err := reader.Read()
	if err != nil {
		return Malformed(f.Name, 1, "the first line must name the columns: %v", err)
	}
	columns := make(map[string]int, len(header))
	for i, name := range header {
		columns[strings.TrimSpace(name)] = i
	}
	for _, name := range required {
		if _, ok := columns[name]; !ok {
			return Malformed(f.Name, 1, "no column %q; the list may have got a new form, or the file is another one", name)
		}
	}
	for count := 0; ; count++ {
		fields, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Malformed(f.Name, 0, "cut short or damaged: %v", err)
		}
		line, _ := reader.FieldPos(0)
		switch {
		case len(fields) != len(header):
			return Malformed(f.Name, line, "%d columns where the first line names %d: cut short or damaged", len(fields), len(header))
		case count >= MaxEntries:
			return Malformed(f.Name, line, "more than %d rows; no list is that long", MaxEntries)
		}
		if err := visit(Row{line, columns, fields}); err != nil {
			return err
		}
	}
	if !bytes.HasSuffix(f.Bytes, []byte("\n")) {
		return Malformed(f.Name, 0, "cut short: the last line has no end")
	}
	return nil
}

// EachElement calls visit at the start of every XML element that it is not told
// to skip; visit may decode the element whole. root names the outermost
// element that the file must have. Errors of the XML itself name their line.
func EachElement(f File, root string, visit func(*xml.Decoder, xml.StartElement) error) error {
	decoder := xml.NewDecoder(bytes.NewReader(f.Bytes))
	decoder.CharsetReader = func(charset string, _ io.Reader) (io.Reader, error) {
		return nil, errors.New("encoding " + charset + "; the list is published as UTF-8")
	}
	began := false
	for {
		token, err := decoder.Token()
		line, _ := decoder.InputPos()
		if errors.Is(err, io.EOF) && began {
			return nil
		}
		if err != nil {
			return Malformed(f.Name, line, "cut short or damaged: %v", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if !began {
			if start.Name.Local != root {
				return Malformed(f.Name, line, "the outermost element is <%s>, not <%s>", start.Name.Local, root)
			}
			began = true
			continue
		}
		if err := visit(decoder, start); err != nil {
			if errors.Is(err, ErrMalformed) {
				return err
			}
			line, _ := decoder.InputPos()
			return Malformed(f.Name, line, "cut short or damaged: %v", err)
		}
	}
}
