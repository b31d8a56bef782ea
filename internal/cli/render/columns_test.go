package render

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"
)

func TestRowsFitTheWidth(t *testing.T) {
	rows := [][]string{
		{"#", "source", "statement", "unused"},
		{"1", "Ministry of Foreign Affairs", strings.Repeat("one two three ", 12), ""},
		{"2", "国家计算机网络应急技术处理协调中心", "Ärger mit " + strings.Repeat("x", 70), ""},
	}
	for _, width := range []int{60, 80, 120} {
		var b strings.Builder
		if err := Rows(&b, rows, width, 2); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if w := uniseg.StringWidth(strings.TrimRight(line, "\n")); w > width {
				t.Errorf("width %d: a line of %d: %s", width, w, line)
			}
		}
		if strings.Contains(b.String(), "unused") {
			t.Errorf("width %d: an empty column is shown", width)
		}
		if got := strings.Count(b.String(), "three"); got != 12 {
			t.Errorf("width %d: %d of 12 words are left", width, got)
		}
	}
}

func TestRowsKeepWholeColumns(t *testing.T) {
	id := "northwestern-polytechnical-uni-2022-09-2"
	rows := [][]string{{"id", "when", "title"}, {id, "September 2022", strings.Repeat("one two three ", 12)}}
	for _, width := range []int{20, 60, 80, 120} {
		var b strings.Builder
		if err := Rows(&b, rows, width, 2, 0); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "\n"+id+" ") {
			t.Errorf("width %d: the id is broken:\n%s", width, b.String())
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in            string
		indent, width int
		want          string
	}{
		{"one two three", 0, 7, "one two\nthree"},
		{"one two three", 2, 7, "one\n  two\n  three"},
		{"abcdefgh", 0, 3, "abc\ndef\ngh"},
		{"日本語", 0, 4, "日本\n語"},
		{"", 0, 4, ""},
		{"日", 0, 1, "日"},
	} {
		if got := wrap(c.in, c.indent, c.width); got != c.want {
			t.Errorf("wrap(%q, %d, %d) = %q, want %q", c.in, c.indent, c.width, got, c.want)
		}
	}
}
