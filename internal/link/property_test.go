package link_test

import (
	"os"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/language"
	"ascribe/internal/link"
	"ascribe/internal/mention"
)

// whole links a text with everything embedded.
func whole(t testing.TB) func(content string) link.Result {
	t.Helper()
	base, err := knowledge.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	parser, err := language.New(language.Options{Gazetteer: base})
	if err != nil {
		t.Fatal(err)
	}
	return func(content string) link.Result {
		text := plain(content)
		a := parser.Parse(text.Prose())
		return link.Link(ascribe.Document{Published: "2022-09-10"}, text, a, mention.Find(text, a, base), base)
	}
}

// story is about two states, given by name, adjective and capital.
func story(attacker, victim [3]string) string {
	return strings.NewReplacer("{A}", attacker[0], "{Aj}", attacker[1], "{Ac}", attacker[2], "{V}", victim[0], "{Vj}", victim[1], "{Vc}", victim[2]).Replace(
		`The {Vj} government said on Friday that {A} was behind the attack. {Ac} denied it.
{V}'s foreign ministry blamed {Aj} hackers. {Aj} officials called the claim baseless, and the {Aj} interior ministry asked {V} for proof.
Reporters in {Ac} heard nothing. {Vc} cut its ties with {A}, the {Vj} prime minister said.`)
}

// TestSwap holds that no state is treated in another way than the next: with
// the names of two states swapped the links are the same, swapped.
func TestSwap(t *testing.T) {
	run := whole(t)
	states := [][3]string{
		{"Iran", "Iranian", "Tehran"}, {"Albania", "Albanian", "Tirana"}, {"Peru", "Peruvian", "Lima"}, {"Norway", "Norwegian", "Oslo"},
		{"Vietnam", "Vietnamese", "Hanoi"}, {"Ghana", "Ghanaian", "Accra"}, {"Russia", "Russian", "Moscow"}, {"Ukraine", "Ukrainian", "Kyiv"},
	}
	var want []string
	for i, x := range states {
		y := states[(i+1)%len(states)]
		got := shape(run(story(x, y)), x, y)
		if want == nil {
			want = got
			continue
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s and %s:\n%s\nwant as for %s and %s:\n%s", x[0], y[0], strings.Join(got, "\n"), states[0][0], states[1][0], strings.Join(want, "\n"))
		}
	}
}

// shape prints the mentions with both states' words replaced by A and V, and
// ids by their kind.
func shape(r link.Result, a, v [3]string) []string {
	codes := map[string]string{"Iran": "IR", "Albania": "AL", "Peru": "PE", "Norway": "NO", "Vietnam": "VN", "Ghana": "GH", "Russia": "RU", "Ukraine": "UA"}
	var out []string
	for _, m := range r.Mentions {
		who := map[string]string{codes[a[0]]: "A", codes[v[0]]: "V"}[m.Country]
		words := strings.NewReplacer(a[1], "{Aj}", v[1], "{Vj}", a[0], "{A}", v[0], "{V}", a[2], "{Ac}", v[2], "{Vc}").Replace(m.Text)
		if m.Entity == "" {
			who = "none"
		}
		out = append(out, words+" | "+string(m.Type)+" | "+string(m.Role)+" | "+who)
	}
	return out
}

// check holds what is true of every result: mentions in order, apart, within the
// text, equal to its words; every entity that is referred to is given.
func check(t *testing.T, content string, r link.Result) {
	t.Helper()
	entities := map[string]bool{}
	for _, e := range r.Entities {
		entities[e.ID] = true
		if e.Name == "" || !e.Type.Valid() {
			t.Errorf("entity %+v", e)
		}
	}
	end := 0
	for _, m := range r.Mentions {
		if m.Start < end || m.End <= m.Start || m.End > len(content) {
			t.Fatalf("mention %+v after byte %d of %d", m, end, len(content))
		}
		end = m.End
		if m.Entity != "" && !entities[m.Entity] {
			t.Errorf("mention %q refers to %s, which is not given", m.Text, m.Entity)
		}
		if m.Score < 0 || m.Score > 1 {
			t.Errorf("mention %q has score %v", m.Text, m.Score)
		}
	}
	for id, chain := range r.SpeaksFor {
		for _, c := range chain {
			if !entities[c] {
				t.Errorf("%s speaks for %s, which is not given", id, c)
			}
		}
	}
	for _, f := range r.Flags {
		if f.Quote == nil || f.Quote.Of(content) != f.Quote.Text {
			t.Errorf("flag %+v does not quote the text", f)
		}
	}
}

func FuzzLink(f *testing.F) {
	run := whole(f)
	f.Add(story([3]string{"Iran", "Iranian", "Tehran"}, [3]string{"Albania", "Albanian", "Tirana"}))
	f.Add("The U.S. Treasury’s Office of Foreign Assets Control (OFAC) … “we” — it\n\n# APT-C-36’s \x00 (THE) hxxp://x[.]y/z")
	f.Add("'s 's “ ( ) Ministry of Prime Minister president of of the the group")
	f.Fuzz(func(t *testing.T, content string) {
		content = strings.ToValidUTF8(content, "?")
		check(t, content, run(content))
	})
}

// TestGoldHolds checks every labelled document for what always holds.
func TestGoldHolds(t *testing.T) {
	files, _ := os.ReadDir(gold + "/texts")
	if len(files) == 0 {
		t.Skip("labelled documents are not beside this checkout: " + gold)
	}
	run := whole(t)
	for _, f := range files {
		if strings.HasSuffix(f.Name(), ".txt") {
			raw, err := os.ReadFile(gold + "/texts/" + f.Name())
			if err != nil {
				t.Fatal(err)
			}
			check(t, string(raw), run(string(raw)))
		}
	}
}

func BenchmarkLink(b *testing.B) {
	base, err := knowledge.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	parser, err := language.New(language.Options{Gazetteer: base})
	if err != nil {
		b.Fatal(err)
	}
	text := plain(strings.Repeat(story([3]string{"Iran", "Iranian", "Tehran"}, [3]string{"Albania", "Albanian", "Tirana"})+"\n\n", 10))
	a := parser.Parse(text.Prose())
	b.SetBytes(int64(len(text.Content)))
	for b.Loop() {
		link.Link(ascribe.Document{}, text, a, mention.Find(text, a, base), base)
	}
}
