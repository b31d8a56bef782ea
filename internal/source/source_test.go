package source

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ascribe"
)

// folderOf writes files into a new folder; names that end in "/" are folders.
func folderOf(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "/") {
			if err := os.MkdirAll(path, 0o750); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// opened lists what Open gives, as "name: content" or "name! problem".
func opened(args []string, o Options) []string {
	var out []string
	for raw, err := range Open(context.Background(), args, o) {
		var problem *ascribe.Problem
		switch {
		case err == nil:
			out = append(out, filepath.Base(raw.Origin)+": "+string(raw.Bytes))
		case errors.As(err, &problem):
			out = append(out, filepath.Base(problem.Input)+"! "+problem.Name)
		default:
			out = append(out, "unnamed: "+err.Error())
		}
	}
	return out
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestFolder(t *testing.T) {
	root := folderOf(t, map[string]string{"b.txt": "B", "a/2.txt": "A2", "a/1.md": "A1", "a/1.md.meta.json": `{"title": "One"}`,
		".hidden": "H", ".git/config": "G", "c/": ""})
	expect(t, opened([]string{root}, Options{}), "1.md: A1", "2.txt: A2", "b.txt: B")
	if got := Count([]string{root}); got != 3 {
		t.Errorf("counted %d; want 3", got)
	}
	expect(t, opened([]string{filepath.Join(root, "c")}, Options{}), "c! nothing")
	expect(t, opened([]string{filepath.Join(root, ".hidden")}, Options{}), ".hidden: H")
}

func TestPatternsAndRepeats(t *testing.T) {
	root := folderOf(t, map[string]string{"b.txt": "B", "a.txt": "A", "a.txt.meta.json": "{}", "sub/c.txt": "C", "odd[1].txt": "O"})
	expect(t, opened([]string{filepath.Join(root, "*.txt")}, Options{}), "a.txt: A", "b.txt: B", "odd[1].txt: O")
	expect(t, opened([]string{filepath.Join(root, "s*"), filepath.Join(root, "a.txt"), filepath.Join(root, "[ab].txt")}, Options{}), "c.txt: C", "a.txt: A", "b.txt: B")
	expect(t, opened([]string{filepath.Join(root, "odd[1].txt")}, Options{}), "odd[1].txt: O")
	expect(t, opened([]string{filepath.Join(root, "a.txt"), filepath.Join(root, "a.txt.meta.json")}, Options{}), "a.txt: A")
	expect(t, opened([]string{filepath.Join(root, "*.pdf"), filepath.Join(root, "[")}, Options{}), "*.pdf! nothing", "[! nothing")
}

func TestProblemsDontEndTheSequence(t *testing.T) {
	root := folderOf(t, map[string]string{"a.txt": "A", "big.txt": "0123456789", "empty.txt": "", "bad.txt": "B", "bad.txt.meta.json": `{"published": "soon"}`})
	path := func(name string) string { return filepath.Join(root, name) }
	got := opened([]string{path("missing.txt"), path("a.txt"), path("big.txt"), path("empty.txt"), path("bad.txt"), "ftp://example.org/x", "-"},
		Options{Limit: 9, Stdin: strings.NewReader("in")})
	expect(t, got, "missing.txt! missing", "a.txt: A", "big.txt! too-large", "empty.txt: ", "bad.txt.meta.json! sidecar", "x! scheme", "-: in")
}

func TestUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	root := folderOf(t, map[string]string{"a.txt": "A", "b.txt": "B"})
	if err := os.Chmod(filepath.Join(root, "a.txt"), 0); err != nil {
		t.Fatal(err)
	}
	expect(t, opened([]string{root}, Options{}), "a.txt! forbidden", "b.txt: B")
}

func TestLinks(t *testing.T) {
	root := folderOf(t, map[string]string{"a.txt": "A"})
	for name, target := range map[string]string{"again.txt": "a.txt", "loop": ".", "nowhere.txt": "gone.txt"} {
		if err := os.Symlink(target, filepath.Join(root, name)); err != nil {
			t.Skip("no symbolic links here")
		}
	}
	expect(t, opened([]string{root}, Options{}), "a.txt: A", "again.txt: A", "nowhere.txt! missing")
}

func TestMetadata(t *testing.T) {
	root := folderOf(t, map[string]string{"a.txt": "A", "a.txt.meta.json": `{"title": "Side", "publisher": "Wire", "published": "2021-02-03", "url": null}`})
	when := time.Date(2022, 1, 2, 3, 4, 5, 0, time.FixedZone("", 3600))
	for raw, err := range Open(context.Background(), []string{filepath.Join(root, "a.txt")},
		Options{Given: ascribe.Metadata{Title: "Flag"}, Now: func() time.Time { return when }}) {
		if err != nil {
			t.Fatal(err)
		}
		if want := (ascribe.Metadata{Title: "Flag", Publisher: "Wire", Published: "2021-02-03"}); raw.Given != want {
			t.Errorf("given %+v; want %+v", raw.Given, want)
		}
		if !raw.Read.Equal(when) || raw.Read.Location() != time.UTC {
			t.Errorf("read %v; want %v in UTC", raw.Read, when)
		}
	}
	expect(t, opened([]string{filepath.Join(root, "a.txt")}, Options{Given: ascribe.Metadata{URL: "nowhere"}}), "a.txt! given")
}

func TestParseSidecar(t *testing.T) {
	cases := map[string]bool{
		`{}`: true, `{"title": "T", "published": "2021-02-03T10:00:00Z"}`: true, "\xef\xbb\xbf{}": true, `{"title": null}`: true,
		``: false, `[]`: false, `{"titel": "T"}`: false, `{"published": "3 May"}`: false, `{"url": "javascript:alert(1)"}`: false,
		`{"url": "https://"}`: false, `{"title": 3}`: false, `{} {}`: false, `{`: false, `{"published": "2021-02-30"}`: false,
	}
	for raw, ok := range cases {
		if _, err := ParseSidecar([]byte(raw)); (err == nil) != ok {
			t.Errorf("%s: error %v", raw, err)
		}
	}
}

func FuzzParseSidecar(f *testing.F) {
	f.Add([]byte(`{"title": "T", "published": "2021-02-03", "url": "https://example.org/"}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if m, err := ParseSidecar(raw); err == nil && m.Published != "" {
			if _, err := ascribe.ParseDay(m.Published); err != nil {
				t.Errorf("%s passes with the date %q", raw, m.Published)
			}
		}
	})
}
