package arch

import (
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"
)

// Ceilings and medians, in lines. The tail is what tells a good code base from
// a bad one; the medians keep the middle honest.
const (
	fileCeiling     = 600
	fileMedian      = 120
	functionCeiling = 80
	functionMedian  = 12
)

func TestFileSizes(t *testing.T) {
	var lines []int
	for _, s := range sources(t) {
		if s.Lines > fileCeiling {
			t.Errorf("%s has %d lines, more than %d: split it by noun, or move tables to data files", s.Path, s.Lines, fileCeiling)
		}
		if !s.test() {
			lines = append(lines, s.Lines)
		}
	}
	if m := median(lines); m > fileMedian {
		t.Errorf("the median file has %d lines, more than %d", m, fileMedian)
	}
}

func TestFunctionSizes(t *testing.T) {
	var lines []int
	for _, s := range sources(t) {
		if s.test() {
			continue
		}
		for _, d := range s.File.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			n := s.Set.Position(f.End()).Line - s.Set.Position(f.Pos()).Line + 1
			lines = append(lines, n)
			if n > functionCeiling {
				t.Errorf("%s: %s has %d lines, more than %d", s.Path, f.Name.Name, n, functionCeiling)
			}
		}
	}
	if m := median(lines); m > functionMedian {
		t.Errorf("the median function has %d lines, more than %d", m, functionMedian)
	}
}

// TestNames keeps out names that say nothing of what belongs under them.
func TestNames(t *testing.T) {
	vague := []string{"util", "utils", "helper", "helpers", "manager", "common", "misc", "base", "shared", "data"}
	for _, s := range sources(t) {
		stem := strings.TrimSuffix(strings.TrimSuffix(path.Base(s.Path), ".go"), "_test")
		if slices.Contains(vague, s.File.Name.Name) {
			t.Errorf("%s: package %s: say what belongs in it", s.Path, s.File.Name.Name)
		}
		if slices.Contains(vague[:7], stem) {
			t.Errorf("%s: say what belongs in this file", s.Path)
		}
	}
}

// TestNoInit keeps registries and other magic at a distance: a program does
// what its main function says.
func TestNoInit(t *testing.T) {
	for _, s := range sources(t) {
		for _, d := range s.File.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: func init: do it where it is needed", s.Path)
			}
		}
	}
}

// TestPackagesSayWhatTheyAre asks for a package comment in each package.
func TestPackagesSayWhatTheyAre(t *testing.T) {
	said := map[string]bool{}
	for _, s := range sources(t) {
		if !s.test() {
			said[s.Pkg] = said[s.Pkg] || s.File.Doc != nil
		}
	}
	for pkg, ok := range said {
		if !ok {
			t.Errorf("package %s has no comment that says what it is", pkg)
		}
	}
}

// TestNoMutableState finds package variables that the package changes.
func TestNoMutableState(t *testing.T) {
	vars := map[string]map[string]bool{} // package → names of its variables
	all := sources(t)
	for _, s := range all {
		if s.test() {
			continue
		}
		if vars[s.Pkg] == nil {
			vars[s.Pkg] = map[string]bool{}
		}
		for _, d := range s.File.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok.String() == "var" {
				for _, spec := range g.Specs {
					for _, name := range spec.(*ast.ValueSpec).Names {
						vars[s.Pkg][name.Name] = name.Name != "_"
					}
				}
			}
		}
	}
	for _, s := range all {
		if !s.test() {
			changed(s, vars[s.Pkg], func(name string) {
				t.Errorf("%s changes the package variable %s: keep state in values", s.Path, name)
			})
		}
	}
}

// changed reports assignments to package variables, their elements and fields.
func changed(s source, vars map[string]bool, report func(string)) {
	ast.Inspect(s.File, func(n ast.Node) bool {
		var targets []ast.Expr
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok.String() != ":=" {
				targets = n.Lhs
			}
		case *ast.IncDecStmt:
			targets = []ast.Expr{n.X}
		}
		for _, target := range targets {
			// An identifier that was declared in a function has an Obj of its own.
			if id := root(target); id != nil && vars[id.Name] && (id.Obj == nil || packageLevel(s.File, id.Obj)) {
				report(id.Name)
			}
		}
		return true
	})
}

// packageLevel reports whether an object is declared at the top of the file.
//
//nolint:staticcheck // what the parser resolves within one file is enough here
func packageLevel(file *ast.File, o *ast.Object) bool { return file.Scope.Lookup(o.Name) == o }

// root is the identifier that an assignable expression starts from.
func root(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.IndexExpr:
		return root(e.X)
	case *ast.SelectorExpr:
		return root(e.X)
	case *ast.StarExpr:
		return root(e.X)
	case *ast.ParenExpr:
		return root(e.X)
	}
	return nil
}
