package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ascribe/internal/cli"
)

// lists runs the command line with an empty folder of lists.
func lists(t *testing.T, folder, in string, args ...string) (out, problems string, code int) {
	t.Helper()
	t.Setenv("ASCRIBE_LISTS", folder)
	var stdout, stderr bytes.Buffer
	code = cli.Run(t.Context(), args, cli.Streams{In: strings.NewReader(in), Out: &stdout, Err: &stderr})
	return stdout.String(), stderr.String(), code
}

// sdn is OFAC's old one-file form with the rows given.
func sdn(t *testing.T, name string, rows ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(strings.Join(append(rows, "\x1a"), "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

const rest = `,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- `

func TestScreenAsOf(t *testing.T) {
	folder := t.TempDir()
	out, _, code := lists(t, folder, "", "screen", "--as-of", "2022-09-08", "Esmail Khatib")
	if code != 0 || !strings.Contains(out, "not listed as of 2022-09-08") || !strings.Contains(out, "listed later") {
		t.Errorf("code %d: %s", code, out)
	}
	out, _, code = lists(t, folder, "", "screen", "--json", "--as-of", "2022-09-09", "Esmail Khatib")
	var answer struct {
		Query   string
		Matches []struct {
			Name, Matched, Strength, Type, Authority, UID, Since string
			ListDate                                             string `json:"list_date"`
			Score                                                float64
			Programmes, Reasons                                  []string
		}
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil || code != 0 || strings.Count(out, "\n") != 1 {
		t.Fatalf("code %d, %v: %s", code, err, out)
	}
	if len(answer.Matches) != 1 {
		t.Fatalf("matches: %s", out)
	}
	m := answer.Matches[0]
	if m.UID != "39017" || m.Since != "2022-09-09" || m.Type != "person" || m.Score != 1 || strings.Join(m.Programmes, " ") != "IFSR CYBER2" ||
		m.ListDate == "" || len(m.Reasons) == 0 || !strings.Contains(m.Authority, "OFAC") {
		t.Errorf("match: %+v", m)
	}
}

func TestScreenFile(t *testing.T) {
	out, _, code := lists(t, t.TempDir(), "name,type\nEsmail Khatib,person\nNobody Atall,\nMERCURY,vessel\n", "screen", "--json", "--file", "-")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != 0 || len(lines) != 3 {
		t.Fatalf("code %d: %s", code, out)
	}
	for i, want := range []string{`"uid":"39017"`, `"matches":[]`, `"type":"vessel"`} {
		if !strings.Contains(lines[i], want) {
			t.Errorf("line %d lacks %s: %s", i, want, lines[i])
		}
	}
}

func TestScreenAgainst(t *testing.T) {
	folder := t.TempDir()
	if out, _, _ := lists(t, folder, "", "screen", "--type", "organisation", "Quarron Aktiengesellschaft", "--against", "Quarron AG"); !strings.Contains(out, "why:") {
		t.Errorf("not matched: %s", out)
	}
	if out, _, _ := lists(t, folder, "", "screen", "--type", "organisation", "Quarron AG", "--against", "Meridiol AG"); !strings.Contains(out, "not the same name") {
		t.Errorf("matched: %s", out)
	}
}

func TestScreenUsage(t *testing.T) {
	for _, args := range [][]string{{"screen"}, {"screen", "--type", "ghost", "x"}, {"screen", "--as-of", "yesterday", "x"}, {"screen", "--min", "2", "x"},
		{"screen", "--list", "nowhere", "x"}, {"kb", "update", "nowhere"}, {"kb", "add", "/no/such/file"}} {
		if _, problems, code := lists(t, t.TempDir(), "", args...); code != 2 || problems == "" {
			t.Errorf("%v: code %d, %q", args, code, problems)
		}
	}
}

func TestKB(t *testing.T) {
	folder := t.TempDir()
	older := sdn(t, "sdn-2020-01-01.csv", `101,"QUARRON LINES",-0- ,"TESTA"`+rest, `102,"TIHONYA","vessel","TESTA"`+rest)
	newer := sdn(t, "sdn-2020-01-02.csv", `101,"QUARRON LINES",-0- ,"TESTA] [TESTB"`+rest, `103,"OSTROVETS, Kvinton","individual","TESTB"`+rest)
	for _, file := range []string{older, newer} {
		if out, problems, code := lists(t, folder, "", "kb", "add", file); code != 0 || !strings.Contains(out, "2 entries") {
			t.Fatalf("add: code %d: %s%s", code, out, problems)
		}
	}
	byFile, _, _ := lists(t, folder, "", "kb", "diff", older, newer)
	byRef, _, code := lists(t, folder, "", "kb", "diff", "ofac@2020-01-01", "ofac@2020-01-02")
	if code != 0 || byFile != byRef {
		t.Errorf("diff of files and of versions differ:\n%s\n%s", byFile, byRef)
	}
	for _, want := range []string{"1 came, 1 went, 1 changed programme", "QUARRON LINES (organisation, entry 101): +TESTB", "OSTROVETS, Kvinton", "TIHONYA"} {
		if !strings.Contains(byRef, want) {
			t.Errorf("diff lacks %q: %s", want, byRef)
		}
	}
	if _, _, code := lists(t, folder, "", "kb", "pin", "ofac@2020-01-02"); code != 0 {
		t.Errorf("pin: code %d", code)
	}
	if out, _, _ := lists(t, folder, "", "screen", "Kvinton Ostrovets"); !strings.Contains(out, "since 2020-01-02") {
		t.Errorf("screened against another version: %s", out)
	}
	if out, _, _ := lists(t, folder, "", "kb", "list"); !strings.Contains(out, "pinned") || !strings.Contains(out, "embedded") || !strings.Contains(out, "not loaded") {
		t.Errorf("list: %s", out)
	}
	if out, _, _ := lists(t, folder, "", "kb", "show", "ofac", "103"); !strings.Contains(out, "TESTB") {
		t.Errorf("show: %s", out)
	}
	cut := filepath.Join(t.TempDir(), "sdn-2020-01-03.csv")
	if err := os.WriteFile(cut, []byte(`101,"QUARRON`), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, problems, code := lists(t, folder, "", "kb", "add", cut); code != 1 || !strings.Contains(problems, "cut short") || !strings.Contains(problems, "as they were") {
		t.Errorf("cut: code %d: %s", code, problems)
	}
}

// TestPublishedDiff compares two published versions of the OFAC list, where
// they are at hand.
func TestPublishedDiff(t *testing.T) {
	shared := filepath.Join("..", "..", "..", "shared", "kb", "ofac")
	older, newer := filepath.Join(shared, "sdn-2022-09-08.csv"), filepath.Join(shared, "sdn-2022-09-09.csv")
	if _, err := os.Stat(older); err != nil {
		t.Skipf("the published lists are not at hand: %v", err)
	}
	out, _, code := lists(t, t.TempDir(), "", "kb", "diff", older, newer)
	if code != 0 || strings.Count(out, "\n") != 3 || !strings.Contains(out, "entry 12111): +CYBER2") || !strings.Contains(out, "KHATIB, Esmail (person, entry 39017)") {
		t.Errorf("code %d: %s", code, out)
	}
}
