package extract

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func TestDecode(t *testing.T) {
	const (
		western  = "The café in Genève was closed, “as planned”, the owner said – for €5."
		russian  = "Министерство иностранных дел заявило, что обвинения безосновательны и не подтверждены."
		ascii    = "Nothing but plain letters."
		declared = `<html><head><meta charset="iso-8859-2"></head><body>Ministerstvo řeklo, že útok byl zastaven.</body></html>`
	)
	cases := []struct {
		name        string
		text        string
		encoding    encoding.Encoding
		contentType string
		want        string
		guessed     bool
	}{
		{"UTF-8", western, unicode.UTF8, "", "utf-8", false},
		{"UTF-8 with a mark", western, unicode.UTF8BOM, "", "utf-8", false},
		{"ASCII", ascii, unicode.UTF8, "text/plain; charset=us-ascii", "utf-8", false},
		{"UTF-16 little-endian with a mark", western, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "", "utf-16le", false},
		{"UTF-16 big-endian with a mark", western, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "", "utf-16be", false},
		{"UTF-16 little-endian", western, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "", "utf-16le", true},
		{"UTF-16 big-endian", western, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "", "utf-16be", true},
		{"Windows-1252, undeclared", western, charmap.Windows1252, "", "windows-1252", true},
		{"Windows-1252, by content type", western, charmap.Windows1252, "text/plain; charset=windows-1252", "windows-1252", false},
		{"Windows-1251, undeclared", russian, charmap.Windows1251, "", "windows-1251", true},
		{"KOI8-R, by content type", russian, charmap.KOI8R, "text/plain; charset=koi8-r", "koi8-r", false},
		{"ISO 8859-2, by the page", declared, charmap.ISO8859_2, "text/html", "iso-8859-2", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			raw, err := c.encoding.NewEncoder().Bytes([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			got := decode(raw, c.contentType)
			if got.Text != c.text || got.Encoding != c.want || got.Guessed != c.guessed || got.Lost != 0 {
				t.Errorf("got %+v; want %q from %s, guessed %v", got, c.text, c.want, c.guessed)
			}
		})
	}
}

func TestDecodeKeepsWhatIsSound(t *testing.T) {
	got := decode([]byte("The café\xff was “closed”.\r\nNobody knew – why.\r"), "")
	if want := "The café\ufffd was “closed”.\nNobody knew – why.\n"; got.Text != want || got.Lost != 1 {
		t.Errorf("got %q, %d lost; want %q, 1 lost", got.Text, got.Lost, want)
	}
}
