package postgres

import (
	"database/sql"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	_ "modernc.org/sqlite" // the driver "sqlite", to compare with

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/relational"
	"ascribe/internal/ledger/synthetic"
)

// TestWordsAreThoseOfSQLite compares the words that indexes have in both stores.
func TestWordsAreThoseOfSQLite(t *testing.T) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	texts := []string{
		"The ministries denied that they had been attacked; attackers, attacking, attacks.",
		"Málaga's café — naïve Ma\u0301laga ÅNGSTRÖM Straße ﬁnance Ĳssel Ελλάδα Москва",
		"TEMP.Zagros CVE-2022-26134 C++ x86_64 10.9.2022 1e5 0x1F user@example.org https://example.org/a?b=c",
		"وزارت اطلاعات 情報 日本語 한국어 हिन्दी ½ ² Ⅷ",
		"generically relational conditional rational valenci hesitanci digitizer conformabli radicalli differentli vileli analogousli",
		"caresses ponies ties caress cats feed agreed plastered bled motoring sing conflated troubled sized hopping tanned falling hissing fizzed failing filing happy sky",
		"a as is x yes' _under_ 'quoted' \"double\" em—dash en–dash non\u00a0breaking zero\u200bwidth soft\u00adhyphen",
	}
	for r := range synthetic.New(1).Records(3) {
		texts = append(texts, r.Text.Content)
	}
	for _, text := range texts {
		for in, tokenize := range map[relational.Index]string{
			relational.ClaimText: "porter unicode61 remove_diacritics 2", relational.EntityText: "unicode61 remove_diacritics 2"} {
			for _, statement := range []string{"DROP TABLE IF EXISTS v", "DROP TABLE IF EXISTS f",
				"CREATE VIRTUAL TABLE f USING fts5 (text, tokenize = '" + tokenize + "')", "CREATE VIRTUAL TABLE v USING fts5vocab (f, 'row')"} {
				if _, err := db.ExecContext(t.Context(), statement); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := db.ExecContext(t.Context(), "INSERT INTO f (text) VALUES (?)", text); err != nil {
				t.Fatal(err)
			}
			var list sql.NullString
			if err := db.QueryRowContext(t.Context(), "SELECT group_concat(term, ' ') FROM v").Scan(&list); err != nil {
				t.Fatal(err)
			}
			want := strings.Fields(list.String)
			slices.Sort(want)
			var have []string
			for w := range wordsOf(in, text) {
				have = append(have, w.text)
			}
			slices.Sort(have)
			if have = slices.Compact(have); !slices.Equal(have, want) {
				t.Errorf("%s of %.40q:\nhere   %q\nSQLite %q", in, text, only(have, want), only(want, have))
			}
		}
	}
}

func only(a, b []string) (out []string) {
	for _, w := range a {
		if !slices.Contains(b, w) {
			out = append(out, w)
		}
	}
	return out
}

func FuzzVectors(f *testing.F) {
	for _, s := range []string{"a b a", "it's \\ 'quoted'", "\x00\xff", strings.Repeat("x ", 600), "Ma\u0301laga ½"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, part := range vectors(relational.ClaimText, []string{a, b}) {
			if strings.ContainsAny(part, "\\\x00") || strings.Count(part, "'")%2 != 0 || !utf8.ValidString(part) {
				t.Fatalf("%q", part)
			}
		}
	})
}

func FuzzShorten(f *testing.F) {
	f.Add("The attack on the ministry. "+strings.Repeat("Nothing. ", 50)+"An attack", `attack "the ministry"`)
	f.Add("", "x")
	f.Add("\xff\x00 é", "e*")
	f.Fuzz(func(t *testing.T, text, query string) {
		q, err := ledger.ParseQuery(query)
		if err != nil {
			return
		}
		passage, marks := shorten(relational.ClaimText, text, q)
		end := 0
		for _, m := range marks {
			if m.Start < end || m.End <= m.Start || m.End > len(passage) {
				t.Fatalf("marks %v of %q", marks, passage)
			}
			end = m.End
		}
		if !strings.Contains(text, strings.TrimSuffix(strings.TrimPrefix(passage, " … "), " … ")) && !strings.Contains(text, "…") {
			t.Fatalf("%q is not from %q", passage, text)
		}
	})
}
