package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// top is the repository, seen from this package.
const top = "../.."

// source is one parsed Go file.
type source struct {
	Path  string // from the top, slashes
	Pkg   string // its folder, "." for the top
	File  *ast.File
	Lines int
	Set   *token.FileSet
}

// test reports whether only tests use the file: it is one, or it belongs to a
// package that serves tests (ledgertest).
func (s source) test() bool {
	return strings.HasSuffix(s.Path, "_test.go") || strings.HasSuffix(s.Pkg, "test")
}

// files lists the repository's files, slashed, without what git or the Makefile keep there.
func files(t *testing.T) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(top, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(top, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if rel == ".git" || rel == "bin" || d.Name() == "node_modules" {
				return filepath.SkipDir
			}
			return nil
		}
		if ext := path.Ext(rel); ext == ".test" || ext == ".prof" || ext == ".out" {
			return nil // what go test leaves behind; git ignores it
		}
		found = append(found, rel)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// sources parses every Go file.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	for _, name := range files(t) {
		if !strings.HasSuffix(name, ".go") || strings.Contains(name, "/testdata/") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, filepath.Join(top, name), nil, parser.ParseComments)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		all = append(all, source{
			Path: name, Pkg: filepath.ToSlash(filepath.Dir(name)), File: file, Set: set,
			Lines: set.File(file.FileStart).LineCount(),
		})
	}
	return all
}

// read returns a file's text.
func read(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(top, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// table reads "key : a b c : rest" lines of a file beside this test.
func table(t *testing.T, name string) map[string][]string {
	t.Helper()
	rows := map[string][]string{}
	for line := range strings.Lines(read(t, "internal/arch/"+name)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.SplitN(line, " : ", 3)
		key := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(cells[0]), ":"))
		if _, twice := rows[key]; twice {
			t.Errorf("%s: %s stands twice", name, key)
		}
		rows[key] = nil
		if len(cells) > 1 {
			rows[key] = strings.Fields(cells[1])
		}
	}
	return rows
}

// under reports whether pkg is root or lies below it; "." is the top alone.
func under(pkg, root string) bool { return pkg == root || strings.HasPrefix(pkg, root+"/") }

// speaker is the longest row that speaks for a package.
func speaker(rows map[string][]string, pkg string) (string, bool) {
	best, found := "", false
	for row := range rows {
		if under(pkg, row) && (!found || len(row) > len(best)) {
			best, found = row, true
		}
	}
	return best, found
}

// median is 0 for no values.
func median(values []int) int {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[len(values)/2]
}
