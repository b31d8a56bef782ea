package extract

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"ascribe"
)

const prose = "The harbour authority said on Tuesday that the intruders had left. Nobody knows who they were. “We are looking,” an official said."

// malformed lists inputs as they come in practice: empty, of another kind, cut,
// wrongly labelled, hostile. A nil problem means that it is read all the same.
func malformed() []struct {
	name string
	raw  []byte
	want *ascribe.Problem
} {
	type row = struct {
		name string
		raw  []byte
		want *ascribe.Problem
	}
	pdf := makePDF(prose, "")
	rows := []row{
		{"empty.txt", nil, ErrEmpty},
		{"blank.txt", []byte(" \n\t\r\n  \n"), ErrEmpty},
		{"mark-only.txt", []byte("\xef\xbb\xbf"), ErrEmpty},
		{"mark-only-16.txt", []byte("\xff\xfe"), ErrEmpty},
		{"rules.md", []byte("---\n***\n===\n"), ErrNoText},
		{"digits.txt", []byte("1234 5678\n9\n"), ErrNoText},
		{"image-only.md", []byte("![chart](chart.png)\n"), ErrNoText},
		{"noise.bin", noise(4096), ErrBinary},
		{"zeros.bin", make([]byte, 1000), ErrBinary},
		{"nul-inside.txt", []byte("A line of text.\x00And another one behind a zero byte.\n"), ErrBinary},
		{"controls.txt", []byte(strings.Repeat("ab\x01\x02", 50)), ErrBinary},
		{"word.doc", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...), ErrOffice},
		{"word.docx", zipOf("[Content_Types].xml", "word/document.xml"), ErrOffice},
		{"sheet.xlsx", zipOf("xl/workbook.xml"), ErrOffice},
		{"open.odt", zipOf("mimetypeapplication/vnd.oasis.opendocument.text"), ErrOffice},
		{"book.epub", zipOf("mimetypeapplication/epub+zip"), ErrOffice},
		{"rich.rtf", []byte(`{\rtf1\ansi The harbour.}`), ErrOffice},
		{"docx-named.txt", zipOf("word/document.xml"), ErrOffice},
		{"archive.zip", zipOf("a.txt"), ErrArchive},
		{"archive.gz", gzipped(prose), ErrArchive},
		{"archive.7z", []byte("7z\xbc\xaf\x27\x1c\x00\x04data"), ErrArchive},
		{"archive.rar", []byte("Rar!\x1a\x07\x01\x00data"), ErrArchive},
		{"archive.tar", tarHeader(), ErrArchive},
		{"archive.warc", []byte("WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n"), ErrArchive},
		{"picture.png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), ErrImage},
		{"picture.jpg", []byte("\xff\xd8\xff\xe0\x00\x10JFIF"), ErrImage},
		{"picture.gif", []byte("GIF89a\x01\x00"), ErrImage},
		{"picture.webp", []byte("RIFF\x00\x00\x00\x00WEBPVP8 "), ErrImage},
		{"picture-named.html", []byte("\x89PNG\r\n\x1a\n\x00"), ErrImage},
		{"film.mp4", []byte("\x00\x00\x00\x18ftypmp42"), ErrRecording},
		{"sound.mp3", []byte("ID3\x03\x00\x00"), ErrRecording},
		{"program.exe", []byte("MZ\x90\x00\x03"), ErrProgram},
		{"program.elf", []byte("\x7fELF\x02\x01\x01"), ErrProgram},
		{"data.sqlite", []byte("SQLite format 3\x00"), ErrBinary},
		{"bundle.json", []byte(`{"type": "bundle", "id": "bundle--1", "objects": []}`), ErrStructured},
		{"event.json", []byte(`{"Event": {"info": "x", "Attribute": []}}`), ErrStructured},
		{"list.json", []byte(`[1, 2, 3]`), ErrStructured},
		{"lines.jsonl", []byte("{\"a\": 1}\n{\"a\": 2}\n"), ErrStructured},
		{"feed.xml", []byte("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel></channel></rss>"), ErrStructured},
		{"picture.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><text>x</text></svg>`), ErrStructured},
		{"empty.html", []byte("<!DOCTYPE html><html><head><title>Empty</title></head><body></body></html>"), ErrNoText},
		{"scripted.html", []byte("<html><body><div id=app></div><script>render('The harbour authority said nothing at all.')</script></body></html>"), ErrNoText},
		{"header-only.pdf", []byte("%PDF-1.7\n"), ErrBroken},
		{"noise.pdf", append([]byte("%PDF-1.4\n"), noise(2000)...), ErrBroken},
		{"cut.pdf", pdf[:len(pdf)/8], ErrBroken},
		{"no-pages.pdf", []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>"), ErrBroken},
		{"scan.pdf", makePDF("", ""), ErrNoText},
		{"locked.pdf", makePDF(prose, "secret"), ErrEncrypted},
		{"locked-named.txt", makePDF(prose, "secret"), ErrEncrypted},
		{"bare.gz", []byte{0x1f, 0x8b}, ErrArchive},

		{"pdf-named.txt", pdf, nil},
		{"pdf-behind-junk.pdf", append([]byte("junk before\n"), pdf...), nil},
		{"html-named.txt", []byte("<html><body><p>" + prose + "</p></body></html>"), nil},
		{"text-named.pdf", []byte(prose), nil},
		{"text-named.html", []byte(prose), nil},
		{"almost.json", []byte("{" + prose + "}"), nil},
		{"old-mac.txt", []byte(strings.ReplaceAll(prose, ". ", ".\r")), nil},
		{"latin1.txt", encoded(charmap.Windows1252.NewEncoder().String, prose+" É à ü."), nil},
		{"utf16le.txt", encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String, prose), nil},
		{"utf16be-unmarked.txt", encoded(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String, prose), nil},
		{"cut-utf8.txt", []byte(prose)[:len(prose)-1-len(".”")], nil},
		{"broken-utf8.txt", []byte(prose + " caf\xc3 and more words, so that one byte is lost and no more than that one."), nil},
		{"unclosed.html", []byte("<html><body><div><p>" + prose + "<p><b>" + prose), nil},
		{"unclosed-fence.md", []byte("# Title\n\n```\n" + prose), nil},
		{"no-spaces.txt", []byte(strings.Repeat("wordwordword", 20000)), nil},
		{"brackets.md", []byte("[a](b)\n" + strings.Repeat("[", 200000) + " " + prose), nil},
		{"parentheses.md", []byte("[a](b)\n" + strings.Repeat("[x](", 50000) + " " + prose), nil},
		{"stars.md", []byte("**a**\n" + strings.Repeat("*a ", 50000) + prose), nil},
		{"ticks.md", []byte("**a**\n" + strings.Repeat("` `` ", 30000) + prose), nil},
		{"quotes.md", []byte(strings.Repeat(">", 100000) + " " + prose), nil},
		{"newlines.txt", []byte(strings.Repeat("\n", 500000) + prose), nil},
		{"pipes.md", []byte(strings.Repeat("|", 100000) + prose + "|"), nil},
	}
	return rows
}

// TestMalformed reads every malformed input: each gives its named problem or a
// document, and none a panic.
func TestMalformed(t *testing.T) {
	rows := malformed()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			document, text, err := Extract(ascribe.Raw{Origin: row.name, Bytes: row.raw})
			if row.want == nil {
				if err != nil {
					t.Fatalf("not read: %v", err)
				}
				checkText(t, document, text)
				return
			}
			var problem *ascribe.Problem
			if !errors.Is(err, row.want) || !errors.As(err, &problem) {
				t.Fatalf("error %v; want the problem %q", err, row.want.Name)
			}
			if problem.Input != row.name || problem.Why == "" || problem.Do == "" || !strings.Contains(err.Error(), row.name) {
				t.Errorf("%q doesn't say what is wrong, where and what to do", err)
			}
		})
	}
	t.Logf("%d malformed inputs", len(rows))
}

// TestDeepPage reads a page whose elements are nested ever deeper: it is read or
// refused, and the program goes on.
func TestDeepPage(t *testing.T) {
	for _, depth := range []int{100, 400, 20000} {
		page := "<html><body>" + strings.Repeat("<div>", depth) + "<p>" + prose + " " + prose + "</p>"
		_, _, err := Extract(ascribe.Raw{Origin: "deep.html", Bytes: []byte(page)})
		if problem := (*ascribe.Problem)(nil); err != nil && !errors.As(err, &problem) {
			t.Errorf("depth %d: %v is not a named problem", depth, err)
		}
	}
}

// checkText checks what holds of every text: valid spans in order, a prose view
// of the same length, a document that describes it.
func checkText(t *testing.T, d ascribe.Document, text ascribe.Text) {
	t.Helper()
	end := 0
	for i, b := range text.Blocks {
		if b.Start < end || b.End <= b.Start || b.End > len(text.Content) {
			t.Fatalf("block %d [%d, %d) is empty, out of order or out of bounds (%d bytes, last ended at %d)", i, b.Start, b.End, len(text.Content), end)
		}
		end = b.End
	}
	for _, m := range text.Markup {
		if m.Start < 0 || m.End < m.Start || m.End > len(text.Content) {
			t.Fatalf("markup [%d, %d) is out of bounds", m.Start, m.End)
		}
	}
	if got := len(text.Prose()); got != len(text.Content) {
		t.Errorf("prose has %d bytes, content %d", got, len(text.Content))
	}
	if strings.ToValidUTF8(text.Content, "") != text.Content {
		t.Error("the content is not valid UTF-8")
	}
	if d.ID == "" || d.TextSHA256 != ascribe.HashOf([]byte(text.Content)) || d.MediaType == "" || d.Language == "" {
		t.Errorf("the document is incomplete: %+v", d)
	}
}

func noise(n int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	out := make([]byte, n)
	for i := range out {
		out[i] = byte(r.UintN(256))
	}
	return out
}

// zipOf is the beginning of a zip archive with the named entries.
func zipOf(names ...string) []byte {
	var b bytes.Buffer
	for _, name := range names {
		fmt.Fprintf(&b, "PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00%c\x00\x00\x00%s", len(name), name)
	}
	return b.Bytes()
}

func gzipped(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	_ = z.Close()
	return b.Bytes()
}

func tarHeader() []byte {
	out := make([]byte, 512)
	copy(out, "a.txt")
	copy(out[257:], "ustar")
	return out
}

func encoded(encode func(string) (string, error), s string) []byte {
	out, err := encode(s)
	if err != nil {
		panic(err)
	}
	return []byte(out)
}

// makePDF sets a text on one page; a password locks it.
func makePDF(text, password string) []byte {
	doc := fpdf.New("P", "mm", "A4", "")
	doc.AddPage()
	if password != "" {
		doc.SetProtection(0, password, password+" of the owner")
	}
	doc.SetFont("Helvetica", "", 11)
	if text == "" {
		doc.Rect(20, 20, 100, 100, "F")
	} else {
		doc.MultiCell(0, 6, strings.NewReplacer("“", `"`, "”", `"`).Replace(text), "", "L", false)
	}
	var b bytes.Buffer
	if err := doc.Output(&b); err != nil {
		panic(err)
	}
	return b.Bytes()
}
