package extract

import (
	"errors"
	"testing"
	"unicode/utf8"

	"ascribe"
)

// FuzzExtract reads any bytes: each gives a sound document or a named problem.
func FuzzExtract(f *testing.F) {
	for _, row := range malformed() {
		if len(row.raw) < 4096 {
			f.Add(row.raw)
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		document, text, err := Extract(ascribe.Raw{Origin: "fuzzed", Bytes: raw})
		if err != nil {
			if problem := (*ascribe.Problem)(nil); !errors.As(err, &problem) {
				t.Fatalf("%v is not a named problem", err)
			}
			return
		}
		checkText(t, document, text)
	})
}

// FuzzDecode turns any bytes into valid UTF-8 without carriage returns.
func FuzzDecode(f *testing.F) {
	f.Add([]byte("caf\xe9"), "text/plain; charset=iso-8859-1")
	f.Add([]byte("\xff\xfea\x00b\x00"), "")
	f.Add([]byte("a\x00b\x00c\x00d\x00e\x00"), "text/html; charset=nonsense")
	f.Fuzz(func(t *testing.T, raw []byte, contentType string) {
		d := decode(raw, contentType)
		if !utf8.ValidString(d.Text) || d.Encoding == "" {
			t.Errorf("%q decodes to %q from %q", raw, d.Text, d.Encoding)
		}
		for _, r := range d.Text {
			if r == '\r' {
				t.Errorf("%q keeps a carriage return", d.Text)
			}
		}
	})
}
