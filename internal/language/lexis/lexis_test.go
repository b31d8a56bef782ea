package lexis

import (
	"testing"

	"ascribe/internal/language/weights"
)

func TestKindAndCase(t *testing.T) {
	l := NewLexicon(nil)
	for form, want := range map[string]struct {
		kind Kind
		how  Case
	}{
		"attack": {Ordinary, Small}, "Iran": {Ordinary, Title}, "NATO": {Ordinary, Upper}, "iPhone": {Camel, Other}, "2022": {Number, Other},
		"update[.]example[.]com": {Dotted, Small}, "hxxp://a.b/c": {Location, Small}, "a@example.org": {Mail, Small},
		"CVE-2019-0604": {Weakness, Upper}, "d41d8cd98f00b204e9800998ecf8427e": {Digest, Small}, "APT34": {Mixed, Upper}, ",": {Mark, Other}, "": {Mark, Other},
	} {
		if w := l.Word(form); w.Kind != want.kind || CaseOf(form) != want.how {
			t.Errorf("%s: kind %d case %d, want %d %d", form, w.Kind, CaseOf(form), want.kind, want.how)
		}
	}
}

func TestDigitsAndAddressesAreOneWord(t *testing.T) {
	l := NewLexicon(nil)
	if l.Word("2021").Lower != l.Word("2022").Lower || l.Word("2021").Form == l.Word("2022").Form {
		t.Error("years share the lower form and nothing more")
	}
	if l.Word("http://a.example/1") != l.Word("https://b.example/22") {
		t.Error("addresses are not one word")
	}
}

func TestSaveAndLoad(t *testing.T) {
	clusters := map[string][3]uint16{"dog": {1, 1, 1}, "cat": {1, 1, 2}, "oslo": {2, 3, 3}}
	f := &weights.File{}
	NewLexicon(clusters).Save(f)
	l, err := Load(f)
	if err != nil {
		t.Fatal(err)
	}
	for w, want := range clusters {
		if got := l.Word(w).Clusters; got != want {
			t.Errorf("%s is in %v, want %v", w, got, want)
		}
	}
	f.Put("lexis/groups", []byte{9, 0, 9, 0, 9, 0})
	if _, err := Load(f); err == nil {
		t.Error("unknown groups give no error")
	}
}
