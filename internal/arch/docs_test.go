package arch

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestDocumentsThatMustBeThere names what a newcomer looks for.
func TestDocumentsThatMustBeThere(t *testing.T) {
	for _, name := range []string{
		"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "NOTICE", "Makefile", ".ci/run",
		"docs/architecture.md", "docs/terms.md", "docs/measurements.md", "docs/labels.md", "docs/decisions/README.md",
	} {
		if _, err := os.Stat(filepath.Join(top, name)); err != nil {
			t.Errorf("missing: %s", name)
		}
	}
}

// TestDocumentsSpeakOfWhatExists checks links between documents and paths in
// code spans, and that each `make` target named is one.
func TestDocumentsSpeakOfWhatExists(t *testing.T) {
	var (
		link     = regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
		span     = regexp.MustCompile("`([^`\n]+)`")
		place    = regexp.MustCompile(`^(?:\./)?(?:internal|cmd|docs|examples|\.ci)(?:/[A-Za-z0-9_.-]+)*/?$`)
		makes    = regexp.MustCompile("`make ([a-z-]+)")
		makefile = read(t, "Makefile")
	)
	for _, name := range files(t) {
		if path.Ext(name) != ".md" || strings.Contains(name, "testdata/") || strings.HasPrefix(name, "examples/documents/") {
			continue
		}
		text := read(t, name)
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			exists(t, name, path.Join(path.Dir(name), m[1]))
		}
		for _, m := range span.FindAllStringSubmatch(text, -1) {
			if place.MatchString(m[1]) {
				exists(t, name, m[1])
			}
		}
		for _, m := range makes.FindAllStringSubmatch(text, -1) {
			if !regexp.MustCompile(`(?m)^` + m[1] + `:`).MatchString(makefile) {
				t.Errorf("%s: the Makefile has no target %s", name, m[1])
			}
		}
	}
}

func exists(t *testing.T, in, name string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(top, filepath.FromSlash(name))); err != nil {
		t.Errorf("%s speaks of %s, which is not there", in, name)
	}
}

// TestTermsNameEveryPredicateAndStance keeps docs/terms.md whole.
func TestTermsNameEveryPredicateAndStance(t *testing.T) {
	terms := read(t, "docs/terms.md")
	for _, word := range vocabulary() {
		if !strings.Contains(terms, "`"+word+"`") {
			t.Errorf("docs/terms.md doesn't define `%s`", word)
		}
	}
}

// TestTermsNameEveryFlagAndProblem finds the flags that the code raises and
// the problems that it has a name for.
func TestTermsNameEveryFlagAndProblem(t *testing.T) {
	terms, flag := read(t, "docs/terms.md"), regexp.MustCompile(`\b(?:Flag\{\s*(?:Flag:\s*)?|Problem\{Name:\s*)"([a-z-]+)"`)
	for _, s := range sources(t) {
		if s.test() {
			continue
		}
		for _, m := range flag.FindAllStringSubmatch(read(t, s.Path), -1) {
			if !strings.Contains(terms, "`"+m[1]+"`") {
				t.Errorf("%s names %q, which docs/terms.md doesn't define", s.Path, m[1])
			}
		}
	}
}

// TestNothingOfOneMachine keeps out paths of a machine and what only its
// makers have: the folder beside the checkout may be named in tests and the
// build alone, which do without it.
func TestNothingOfOneMachine(t *testing.T) {
	here, err := filepath.Abs(top)
	if err != nil {
		t.Fatal(err)
	}
	patterns := []string{`(?:^|[^\w.~*])/(?:home|root|Users)/\w`, `(?:proxy|sum)\.golang\.org`}
	if parent := filepath.ToSlash(filepath.Dir(here)) + "/"; strings.Count(parent, "/") > 1 && parent != "/tmp/" {
		patterns = append(patterns, regexp.QuoteMeta(parent))
	}
	machine := regexp.MustCompile(strings.Join(patterns, "|"))
	beside := "../" + "shared"
	for _, name := range files(t) {
		if name == "go.sum" || name == "internal/arch/docs_test.go" || slices.Contains([]string{".pdf", ".gz", ".bin", ".png", ".zst", ".db"}, path.Ext(name)) {
			continue
		}
		text := read(t, name)
		if m := machine.FindString(text); m != "" {
			t.Errorf("%s names a machine's path or host: %q", name, m)
		}
		build := strings.HasSuffix(name, "_test.go") || name == "Makefile" || strings.HasPrefix(name, ".ci/")
		if !build && strings.Contains(text, beside) {
			t.Errorf("%s names %s, which a user doesn't have", name, beside)
		}
	}
}
