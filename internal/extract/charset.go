package extract

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"ascribe"
)

// Decoded is a text in UTF-8 and the encoding that it was in.
type Decoded struct {
	Text     string // valid UTF-8, no byte order mark, lines end in "\n"
	Encoding string // WHATWG name, such as "utf-8", "windows-1252", "utf-16le"
	Guessed  bool   // neither marked nor declared nor UTF-8: told from the bytes
	Lost     int    // bytes that could not be decoded, each now U+FFFD
}

// decode turns text of any encoding into UTF-8. A byte order mark decides, then
// validity as UTF-8, then the pattern of UTF-16, then what the content type or
// an HTML meta element declares, then the bytes themselves.
func decode(raw []byte, contentType string) Decoded {
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		return finish(string(raw[3:]), "utf-8", false)
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return transcode(raw[2:], unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le", false)
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return transcode(raw[2:], unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be", false)
	}
	if order := utf16Order(raw); order != "" {
		e, name := charset.Lookup(order)
		return transcode(raw, e, name, true)
	}
	if utf8.Valid(raw) {
		return finish(string(raw), "utf-8", false)
	}
	const fallback = "windows-1252" // what charset says when nothing is declared
	e, name, certain := charset.DetermineEncoding(raw, contentType)
	switch {
	case name == "utf-8" || mostlyUTF8(raw):
		return finish(string(raw), "utf-8", false)
	case e != nil && (certain || name != fallback): // by the content type, or by a meta element
		return transcode(raw, e, name, false)
	default:
		e, name := guess(raw)
		return transcode(raw, e, name, true)
	}
}

// utf16Order tells UTF-16 without a mark by its zero bytes: in text of European
// languages nearly every other byte is one.
func utf16Order(raw []byte) string {
	sample := raw[:min(len(raw), 4096)&^1]
	if len(sample) < 8 {
		return ""
	}
	var zeros [2]int
	for i, b := range sample {
		if b == 0 {
			zeros[i&1]++
		}
	}
	half := len(sample) / 2
	switch {
	case zeros[1]*10 >= half*7 && zeros[0]*20 <= half:
		return "utf-16le"
	case zeros[0]*10 >= half*7 && zeros[1]*20 <= half:
		return "utf-16be"
	default:
		return ""
	}
}

// mostlyUTF8 reports whether the bytes are UTF-8 with a few broken sequences
// (a file cut or patched), rather than another encoding: whole multi-byte
// sequences outnumber broken ones.
func mostlyUTF8(raw []byte) bool {
	good, bad := 0, 0
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		raw = raw[size:]
	}
	return good > 2*bad
}

// guess chooses among the single-byte encodings of European languages: Cyrillic
// ones when most of the upper half's bytes are letters that come in runs, else
// Windows-1252, which holds ISO 8859-1.
func guess(raw []byte) (encoding.Encoding, string) {
	upper, neighbours := 0, 0
	for i, b := range raw {
		if b < 0x80 {
			continue
		}
		upper++
		if i > 0 && raw[i-1] >= 0x80 {
			neighbours++
		}
	}
	if upper > 20 && neighbours*2 > upper {
		return charmap.Windows1251, "windows-1251"
	}
	return charmap.Windows1252, "windows-1252"
}

func transcode(raw []byte, e encoding.Encoding, name string, guessed bool) Decoded {
	out, err := e.NewDecoder().Bytes(raw)
	if err != nil {
		out = bytes.ToValidUTF8(out, []byte("\ufffd"))
	}
	return finish(string(out), name, guessed)
}

// finish makes valid UTF-8 with one kind of line end.
func finish(s, name string, guessed bool) Decoded {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	s = strings.TrimPrefix(s, "\ufeff")
	valid := strings.ToValidUTF8(s, "\ufffd")
	return Decoded{Text: valid, Encoding: name, Guessed: guessed, Lost: strings.Count(valid, "\ufffd")}
}

// flags says what a reader should know about the decoding.
func (d Decoded) flags() []ascribe.Flag {
	var out []ascribe.Flag
	if d.Guessed {
		out = append(out, ascribe.Flag{Flag: "guessed-encoding", Why: "the encoding is not declared; the bytes look like " + d.Encoding})
	}
	if d.Lost > 0 {
		out = append(out, ascribe.Flag{Flag: "undecodable", Why: fmt.Sprintf("%d characters could not be decoded from %s and stand as U+FFFD", d.Lost, d.Encoding)})
	}
	return out
}
