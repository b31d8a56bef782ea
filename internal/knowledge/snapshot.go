package knowledge

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"

	"ascribe"
)

// ErrSnapshot is wrapped by every error of Read.
var ErrSnapshot = errors.New("knowledge snapshot")

// snapshotHeader opens a snapshot; the number changes with the line format.
const snapshotHeader = "ascribe-knowledge 1"

// Write stores entries as gzipped lines: one line an entity (E), followed by its
// names (N), statements (S) and ids elsewhere (X). The same entries give the
// same bytes.
func Write(w io.Writer, entries []Entry) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(z)
	fmt.Fprintln(b, snapshotHeader)
	for _, e := range entries {
		line(b, "E", e.ID, e.Name, e.Country, e.Kind)
		for _, n := range e.Names {
			line(b, "N", n.Name, string(n.Kind), n.Namer, n.Source, n.Relation, string(n.From), string(n.To))
		}
		for _, s := range e.Statements {
			line(b, "S", s.Relation, s.Object, s.Value, s.Namer, s.Source, string(s.From), string(s.To))
		}
		for _, x := range e.External {
			line(b, "X", x.Scheme, x.ID)
		}
	}
	return errors.Join(b.Flush(), z.Close())
}

// line writes tab-separated fields, empty ones at the end left out.
func line(b *bufio.Writer, fields ...string) {
	for i, f := range fields {
		fields[i] = strings.Join(strings.Fields(f), " ")
	}
	for len(fields) > 0 && fields[len(fields)-1] == "" {
		fields = fields[:len(fields)-1]
	}
	b.WriteString(strings.Join(fields, "\t"))
	b.WriteByte('\n')
}

// Read loads what Write stored. Errors wrap ErrSnapshot and name the line.
func Read(compressed []byte) ([]Entry, error) {
	z, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSnapshot, err)
	}
	var all strings.Builder
	if _, err := io.Copy(&all, z); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSnapshot, err)
	}
	header, rest, _ := strings.Cut(all.String(), "\n")
	if header != snapshotHeader {
		return nil, fmt.Errorf("%w: begins with %.40q, want %q: made by another version, build it again", ErrSnapshot, header, snapshotHeader)
	}
	return readLines(rest)
}

func readLines(text string) ([]Entry, error) {
	entries := make([]Entry, 0, strings.Count(text, "\nE\t")+1)
	for number := 2; text != ""; number++ {
		var row string
		row, text, _ = strings.Cut(text, "\n")
		var f fields
		f.split(row)
		if f[0] == "E" {
			prefix, _, _ := strings.Cut(f[1], ":")
			entries = append(entries, Entry{ID: f[1], Name: f[2], Country: f[3], Kind: f[4], Type: ascribe.EntityType(prefix)})
			continue
		}
		if len(entries) == 0 || !entries[len(entries)-1].add(&f) {
			return nil, fmt.Errorf("%w: line %d: unexpected %.60q", ErrSnapshot, number, row)
		}
	}
	return entries, nil
}

// fields are the columns of a line; missing ones are "".
type fields [8]string

func (f *fields) split(row string) {
	for i := range f {
		var more bool
		if f[i], row, more = strings.Cut(row, "\t"); !more {
			return
		}
	}
}

// add appends a name, statement or id line to the entry.
func (e *Entry) add(f *fields) bool {
	switch f[0] {
	case "N":
		e.Names = append(e.Names, Name{Name: f[1], Kind: NameKind(f[2]), Namer: f[3], Source: f[4], Relation: f[5], From: ascribe.Day(f[6]), To: ascribe.Day(f[7])})
	case "S":
		e.Statements = append(e.Statements, Statement{Relation: f[1], Object: f[2], Value: f[3], Namer: f[4], Source: f[5], From: ascribe.Day(f[6]), To: ascribe.Day(f[7])})
	case "X":
		e.External = append(e.External, External{Scheme: f[1], ID: f[2]})
	default:
		return false
	}
	return true
}
