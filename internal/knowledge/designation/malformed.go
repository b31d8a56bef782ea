package designation

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"
)

// ErrMalformed is wrapped by every error about a list that can't be read.
var ErrMalformed = errors.New("malformed list")

// MaxEntries bounds a list. The longest published ones hold some 50,000
// entries; a file with more than this is something else.
const MaxEntries = 500_000

// Malformed says what is wrong with which line of a list; line 0 is the file.
func Malformed(list string, line int, format string, args ...any) error {
	where := list
	if line > 0 {
		where = fmt.Sprintf("%s, line %d", list, line)
	}
	return fmt.Errorf("%w: %s: %s", ErrMalformed, where, fmt.Sprintf(format, args...))
}

// CheckText refuses bytes that are not the text a list is published as: UTF-8
// (ASCII is UTF-8), not empty, no web page.
func CheckText(list string, raw []byte) error {
	switch {
	case len(bytes.TrimSpace(raw)) == 0:
		return Malformed(list, 0, "the file is empty")
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}), bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		return Malformed(list, 0, "the file is UTF-16; it is published as UTF-8: convert it, or download it again")
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")), bytes.HasPrefix(raw, []byte{0x1f, 0x8b}):
		return Malformed(list, 0, "the file is compressed: unpack it first")
	case looksLikePage(raw):
		return Malformed(list, 0, "the file is a web page, not the list: the server may have refused the download")
	}
	if at := invalidUTF8(raw); at >= 0 {
		return Malformed(list, 1+bytes.Count(raw[:at], []byte("\n")),
			"byte 0x%02x is not UTF-8: the file is in another encoding or damaged; download it again", raw[at])
	}
	return nil
}

func looksLikePage(raw []byte) bool {
	head := bytes.ToLower(bytes.TrimSpace(raw[:min(len(raw), 512)]))
	return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html"))
}

// invalidUTF8 is the offset of the first byte that is not UTF-8, -1 if none.
func invalidUTF8(raw []byte) int {
	if utf8.Valid(raw) {
		return -1
	}
	at := 0
	for at < len(raw) {
		r, size := utf8.DecodeRune(raw[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

// File is one of the files that make up a version of a list.
type File struct {
	Name  string
	Bytes []byte
}
