package arch

import (
	"encoding/json"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestDataFiles lints tables and word lists like code: embedded data has no
// compiler to complain.
func TestDataFiles(t *testing.T) {
	for _, name := range files(t) {
		ext := path.Ext(name)
		if !slices.Contains([]string{".txt", ".tsv", ".csv", ".json", ".sql", ".css", ".html", ".md", ".go", ".yml"}, ext) ||
			strings.Contains(name, "testdata/") || strings.HasPrefix(name, "examples/documents/") {
			continue
		}
		text := read(t, name)
		switch {
		case !utf8.ValidString(text):
			t.Errorf("%s is not UTF-8", name)
		case strings.HasPrefix(text, "\ufeff"):
			t.Errorf("%s begins with a byte order mark", name)
		case strings.Contains(text, "\r"):
			t.Errorf("%s has carriage returns", name)
		case text == "":
			t.Errorf("%s is empty", name)
		case !strings.HasSuffix(text, "\n"):
			t.Errorf("%s doesn't end with a newline", name)
		}
		switch {
		case ext == ".json" && !json.Valid([]byte(text)):
			t.Errorf("%s is not JSON", name)
		case ext == ".tsv":
			lintTable(t, name, text)
		case ext == ".txt" && strings.HasPrefix(name, "internal/"):
			lintList(t, name, text)
		}
	}
}

// lintTable asks for as many columns in each row as in the first, and for no
// row twice.
func lintTable(t *testing.T, name, text string) {
	t.Helper()
	columns, seen := 0, map[string]int{}
	for i, line := range rows(text) {
		if n := strings.Count(line, "\t") + 1; columns == 0 {
			columns = n
		} else if n != columns {
			t.Errorf("%s:%d has %d columns, the first row %d", name, i, n, columns)
		}
		if seen[line] > 0 {
			t.Errorf("%s:%d repeats line %d", name, i, seen[line])
		}
		seen[line] = i
	}
}

// lintList asks for no entry twice under one heading. Lines that end in a
// colon or stand in brackets are headings.
func lintList(t *testing.T, name, text string) {
	t.Helper()
	seen := map[string]int{}
	for i, line := range rows(text) {
		if strings.HasSuffix(line, ":") || strings.HasPrefix(line, "[") {
			clear(seen)
			continue
		}
		if seen[line] > 0 {
			t.Errorf("%s:%d repeats line %d: %s", name, i, seen[line], line)
		}
		seen[line] = i
	}
}

// rows yields numbered lines that are neither blank nor comments. Trailing
// white space counts, since it is invisible and splits columns.
func rows(text string) func(func(int, string) bool) {
	return func(yield func(int, string) bool) {
		i := 0
		for line := range strings.Lines(text) {
			i++
			line = strings.TrimSuffix(line, "\n")
			if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
				continue
			}
			if !yield(i, line) {
				return
			}
		}
	}
}
