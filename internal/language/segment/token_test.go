package segment

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTokens(t *testing.T) {
	s := New(nil)
	for text, want := range map[string]string{
		"Iran's actors don't stop.":                     "Iran 's actors do n't stop .",
		"“It’s over,” he said.":                         `" It 's over , " he said .`,
		"TIRANA, Sept 7 (Reuters) — Albania cut":        "TIRANA , Sept 7 ( Reuters ) - Albania cut",
		"the U.S. Cyber Command's Lt. Gen. J. Doe":      "the U.S. Cyber Command 's Lt. Gen. J. Doe",
		"an Iran-linked, pro-Kremlin re-entry":          "an Iran - linked , pro-Kremlin re-entry",
		"at hxxps://evil[.]example[.]com/a.php.":        "at hxxps://evil[.]example[.]com/a.php .",
		"(see update[.]example[.]org)":                  "( see update[.]example[.]org )",
		"203.0.113[.]7:443 and 198.51.100.0/24":         "203.0.113[.]7:443 and 198.51.100.0/24",
		"CVE-2019-0604, T1059.001; MS17-010":            "CVE-2019-0604 , T1059.001 ; MS17-010",
		"mail press@example.gov, or press[at]x[.]org":   "mail press@example.gov , or press[at]x[.]org",
		"ran svchost.exe and C:\\Windows\\Temp\\a.dll":  "ran svchost.exe and C:\\Windows\\Temp\\a.dll",
		"$5 million, 12%, €3bn and 1,200.5":             "$ 5 million , 12 % , € 3bn and 1,200.5",
		"on 9/11 at 10:30 a.m. in 2020-2022":            "on 9/11 at 10:30 a.m. in 2020 - 2022",
		"and/or":                                        "and / or",
		"I cannot say, dont ask":                        "I can not say , do nt ask",
		"wait... what?!":                                "wait ... what ?!",
		"• first\n• second":                             "• first • second",
		"soft\u00adware zero\u200bwidth":                "software zerowidth",
		"attack.The next":                               "attack . The next",
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4, end": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4 , end",
		"AT&T and R&D":                                  "AT&T and R&D",
		"Smith, Jr., of Acme Inc.":                      "Smith , Jr. , of Acme Inc.",
	} {
		var forms []string
		for _, token := range s.Tokens(text) {
			forms = append(forms, token.Form)
		}
		if got := strings.Join(forms, " "); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestEnds(t *testing.T) {
	s := New(nil)
	for text, want := range map[string][]string{
		"One. Two!":         {"One.", "Two!"},
		"Headline\nBody is": {"Headline", "Body is"},
		"":                  nil,
	} {
		tokens := s.Tokens(text)
		var got []string
		first := 0
		for _, end := range s.Ends(tokens) {
			got = append(got, text[tokens[first].Start:tokens[end-1].End])
			first = end
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestEndsAreBounded(t *testing.T) {
	s := New(nil)
	tokens := s.Tokens(strings.Repeat("word ", 5*limit))
	if ends := s.Ends(tokens); len(ends) != 5 {
		t.Errorf("%d sentences of a text five times the limit", len(ends))
	}
}

func FuzzTokens(f *testing.F) {
	for _, text := range []string{"Iran's “x” — a.b", "hxxp://a[.]b/c?d=e", "((([[[", "...--", "a\u00adb", "\xff", "'s 't n't"} {
		f.Add(text)
	}
	s := New(nil)
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, token := range s.Tokens(text) {
			if token.Start < last || token.End <= token.Start || token.End > len(text) {
				t.Fatalf("%+v after byte %d of %q", token, last, text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[token.Start:token.End]) {
				t.Fatalf("%+v cuts a character of %q", token, text)
			}
			last = token.End
		}
	})
}
