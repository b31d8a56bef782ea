package arch

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "ascribe"

// TestArrows fails on an import that arrows.txt doesn't allow. Tests may import
// more than the code they test: they are not checked.
func TestArrows(t *testing.T) {
	rows := table(t, "arrows.txt")
	for _, s := range sources(t) {
		if s.test() {
			continue
		}
		row, ok := speaker(rows, s.Pkg)
		if !ok {
			t.Errorf("%s: no line of arrows.txt speaks for package %s", s.Path, s.Pkg)
			continue
		}
		for _, imported := range inside(s.File) {
			if !under(imported, row) && !slices.ContainsFunc(rows[row], func(may string) bool { return under(imported, may) }) {
				t.Errorf("%s imports %s: against the arrows (%s may import: %s)", s.Path, imported, row, strings.Join(rows[row], " "))
			}
		}
	}
}

// TestArrowsNameRealPackages keeps arrows.txt free of what is gone.
func TestArrowsNameRealPackages(t *testing.T) {
	pkgs := map[string]bool{"internal": true}
	for _, s := range sources(t) {
		for p := s.Pkg; p != "."; p = p[:max(strings.LastIndexByte(p, '/'), 0)] {
			if p == "" {
				break
			}
			pkgs[p] = true
		}
	}
	pkgs["."] = true
	for row, may := range table(t, "arrows.txt") {
		for _, p := range append(may, row) {
			if !pkgs[p] {
				t.Errorf("arrows.txt speaks of %s, which is no package", p)
			}
		}
	}
}

// TestLibraries fails on an import that libraries.txt keeps to others.
func TestLibraries(t *testing.T) {
	rows := table(t, "libraries.txt")
	for _, s := range sources(t) {
		if s.test() {
			continue
		}
		for _, spec := range s.File.Imports {
			path := unquote(spec)
			may, kept := rows[path]
			if kept && !slices.ContainsFunc(may, func(p string) bool { return under(s.Pkg, p) }) {
				t.Errorf("%s imports %q, which libraries.txt keeps to: %s", s.Path, path, strings.Join(may, " "))
			}
		}
	}
}

// inside lists a file's imports from the module, as folders.
func inside(file *ast.File) []string {
	var pkgs []string
	for _, spec := range file.Imports {
		path := unquote(spec)
		if path == module {
			pkgs = append(pkgs, ".")
		} else if rest, ok := strings.CutPrefix(path, module+"/"); ok {
			pkgs = append(pkgs, rest)
		}
	}
	return pkgs
}

func unquote(spec *ast.ImportSpec) string {
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return spec.Path.Value
	}
	return path
}
