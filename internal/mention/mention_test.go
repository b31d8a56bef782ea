package mention

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/knowledge"
)

func find(t testing.TB, content string) []ascribe.Mention {
	t.Helper()
	base, err := knowledge.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	text := ascribe.Text{Content: content, Blocks: []ascribe.Block{{Span: ascribe.Span{End: len(content)}, Kind: ascribe.ParagraphBlock}}}
	return Find(text, nil, base)
}

// TestFind works without a language analysis: what names alone give.
func TestFind(t *testing.T) {
	for _, tc := range []struct {
		text string
		want []string
	}{
		{"Officials in Iran's government spoke.", []string{"Iran's government state IR"}},
		{"the Government of the Netherlands said", []string{"Government of the Netherlands state NL"}},
		{"Iranian hackers hit Albanian state media", []string{"Iranian state IR", "Albanian state AL"}},
		{"Chile's foreign ministry thanked the Danish police", []string{"Chile's foreign ministry organisation CL", "Danish police organisation DK"}},
		{"the Ministry of Defence of Latvia", []string{"Ministry of Defence of Latvia organisation LV"}},
		{"U.S. troops left us a note in the US", []string{"U.S. state US", "US state US"}},
		{"APT 28, APT-28 and APT28 are one key", []string{"APT 28 threat-actor ", "APT-28 threat-actor ", "APT28 threat-actor "}},
		{"He took a rest and a play was on at the beach", nil},
		{"They met the president of Finland", []string{"president of Finland person FI"}},
		{"patched CVE-2021-44228 on 192[.]0[.]2[.]1 and T1566.001", []string{"CVE-2021-44228 technique ", "192[.]0[.]2[.]1 asset ", "T1566.001 technique "}},
		{"a wiper called “BrickDust” and the Ferret Nine gang", []string{"BrickDust malware ", "Ferret Nine threat-actor "}},
		{"the Strelsau Water Authority (SWA) was hit", []string{"Strelsau Water Authority organisation "}},
		{"Android malware, Windows malware and Linux backdoors", nil},
		{"Turkish ransomware crews and the Cuba ransomware", []string{"Turkish state TR", "Cuba malware "}},
		{"Troops from Jordan and Chad met", []string{"Jordan state JO", "Chad state TD"}},
		{"said Jordan Zilch, who left", []string{"Jordan Zilch person "}},
		{"said Jane Q. Doe, who left", []string{"Jane Q. Doe person "}},
	} {
		var got []string
		for _, m := range find(t, tc.text) {
			got = append(got, fmt.Sprintf("%s %s %s", m.Text, m.Type, m.Country))
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%q:\n got %q\nwant %q", tc.text, got, tc.want)
		}
	}
}

// TestFindKeepsOffsets holds that a mention's text is that of its bytes, with
// line wraps, masked markup and letters of several bytes before it.
func TestFindKeepsOffsets(t *testing.T) {
	content := "Ünïcödé — “Côte d’Ivoire” and the Ministry of\n   Intelligence and Security of Iran"
	text := ascribe.Text{Content: content, Blocks: []ascribe.Block{{Span: ascribe.Span{End: len(content)}}}, Markup: []ascribe.Span{{Start: 0, End: 4}}}
	base, err := knowledge.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	mentions := Find(text, nil, base)
	if len(mentions) < 2 {
		t.Fatalf("%d mentions", len(mentions))
	}
	for _, m := range mentions {
		if got := strings.Join(strings.Fields(m.Of(content)), " "); got != m.Text {
			t.Errorf("bytes are %q, text is %q", got, m.Text)
		}
	}
}

func TestTables(t *testing.T) {
	for name, table := range map[string]string{"ministries": ministryTable, "offices": officeTable, "cues": cueTable} {
		width := strings.Count(strings.SplitN(table, "\n", 2)[0], "\t") + 1
		for i, c := range cells(table) {
			if len(c) != width || c[len(c)-1] == "" {
				t.Errorf("%s.tsv:%d: %d columns, want %d with a source", name, i+2, len(c), width)
			}
		}
	}
	for _, c := range cells(cueTable) {
		for typ := range strings.SplitSeq(c[1], "|") {
			if !ascribe.EntityType(typ).Valid() {
				t.Errorf("cues.tsv: %q has the unknown type %q", c[0], typ)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"", "U.S.", "the 's of ( ) “", "APT\u00ad28 İran", "Ministry of of of"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, content string) {
		content = strings.ToValidUTF8(content, "?")
		end := 0
		for _, m := range find(t, content) {
			if m.Start < end || m.End <= m.Start || m.End > len(content) {
				t.Fatalf("mention %+v after byte %d of %d", m, end, len(content))
			}
			end = m.End
		}
	})
}
