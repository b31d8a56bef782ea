package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"ascribe"
)

// reader is shared, since starting PDFium takes seconds where its compiled code
// is not kept yet.
var reader = NewReader(CacheFolder())

func newPDF() *fpdf.Fpdf {
	doc := fpdf.New("P", "mm", "A4", "")
	doc.SetAutoPageBreak(true, 20)
	doc.SetFont("Helvetica", "", 11)
	return doc
}

func output(t testing.TB, doc *fpdf.Fpdf) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := doc.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t *testing.T, doc *fpdf.Fpdf) Document {
	t.Helper()
	d, err := reader.Read(output(t, doc))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// listed writes blocks as "kind: words" lines.
func listed(text ascribe.Text) string {
	var out []string
	for _, b := range text.Blocks {
		out = append(out, string(b.Kind)+": "+b.Of(text.Content))
	}
	return strings.Join(out, "\n")
}

const (
	first = "The inquiry found that the intruders had been in the ministry's network since the spring, that they had copied " +
		"several hundred files, and that they had left behind a tool which nobody had seen before."
	second = "Three other ministries are still searching their machines, and the parliament has asked for a report by the " +
		"end of the month. It will not be made public, a member of the committee said."
	third = "A state-backed group is believed to be behind the attack. The group's supposed sponsor has denied it, and its " +
		"embassy called the report a fabrication that serves somebody else's interests."
)

func TestParagraphsAndHeadings(t *testing.T) {
	doc := newPDF()
	doc.AddPage()
	doc.SetTitle("Microsoft Word - report.docx", true)
	doc.SetAuthor("Committee on Networks", true)
	doc.SetCreationDate(time.Date(2021, 3, 4, 0, 0, 0, 0, time.UTC))
	doc.SetFont("Helvetica", "B", 20)
	doc.MultiCell(0, 10, "What the inquiry found in the network", "", "L", false)
	doc.SetFont("Helvetica", "", 11)
	doc.Ln(6)
	doc.MultiCell(0, 6, first, "", "L", false)
	doc.Ln(4)
	doc.SetFont("Helvetica", "B", 13)
	doc.MultiCell(0, 8, "Who else", "", "L", false)
	doc.SetFont("Helvetica", "", 11)
	doc.MultiCell(0, 6, second, "", "L", false)
	d := read(t, doc)
	want := "heading: What the inquiry found in the network\nparagraph: " + first + "\nheading: Who else\nparagraph: " + second
	if got := listed(d.Text); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if d.Metadata.Title != "What the inquiry found in the network" || d.Byline != "Committee on Networks" || d.Made != "2021-03-04" {
		t.Errorf("got title %q, byline %q, made %s", d.Metadata.Title, d.Byline, d.Made)
	}
}

func TestColumns(t *testing.T) {
	for _, columns := range []int{2, 3} {
		t.Run(fmt.Sprint(columns), func(t *testing.T) {
			doc := newPDF()
			doc.SetFont("Helvetica", "", 9)
			doc.AddPage()
			width := 180.0 / float64(columns)
			top := doc.GetY()
			for i, p := range []string{first, second, third}[:columns] {
				doc.SetXY(15+float64(i)*width, top)
				doc.MultiCell(width-8, 5, p, "", "L", false)
			}
			want := "paragraph: " + first + "\nparagraph: " + second
			if columns == 3 {
				want += "\nparagraph: " + third
			}
			if got := listed(read(t, doc).Text); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestColumnsDrawnLineByLine reads two columns whose lines were drawn alternately.
func TestColumnsDrawnLineByLine(t *testing.T) {
	doc := newPDF()
	doc.SetFont("Helvetica", "", 10)
	doc.AddPage()
	left, right := doc.SplitText(first, 78), doc.SplitText(second, 78)
	for i := range max(len(left), len(right)) {
		for column, lines := range [][]string{left, right} {
			if i < len(lines) {
				doc.Text(15+float64(column)*92, 40+float64(i)*5, lines[i])
			}
		}
	}
	want := "paragraph: " + first + "\nparagraph: " + second
	if got := listed(read(t, doc).Text); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestRunningHeadsAndPageNumbers(t *testing.T) {
	doc := newPDF()
	doc.SetHeaderFunc(func() {
		doc.SetFont("Helvetica", "", 8)
		doc.CellFormat(0, 6, "Committee on Networks | Report 12", "", 1, "L", false, 0, "")
		doc.Ln(8)
		doc.SetFont("Helvetica", "", 11)
	})
	doc.SetFooterFunc(func() {
		doc.SetY(-12)
		doc.SetFont("Helvetica", "", 8)
		doc.CellFormat(0, 6, fmt.Sprintf("Page %d", doc.PageNo()), "", 0, "C", false, 0, "")
	})
	doc.AddPage()
	var want []string
	for i := range 9 {
		want = append(want, strings.Repeat("Again and ", i)+first+" "+second+" "+third)
		doc.MultiCell(0, 6, want[i], "", "L", false)
		doc.Ln(4)
	}
	d := read(t, doc)
	paragraphs, furniture := 0, 0
	for _, b := range d.Text.Blocks {
		words := b.Of(d.Text.Content)
		switch {
		case b.Kind == ascribe.BoilerplateBlock:
			furniture++
		case paragraphs < len(want) && words == want[paragraphs]:
			paragraphs++
		default:
			t.Errorf("%s: %q", b.Kind, words)
		}
	}
	if pages := doc.PageCount(); paragraphs != 9 || furniture != 2*pages || pages < 2 {
		t.Errorf("%d whole paragraphs and %d heads and feet on %d pages; want 9 and two a page", paragraphs, furniture, pages)
	}
}

func TestHyphensAtLineEnds(t *testing.T) {
	doc := newPDF()
	doc.AddPage()
	y := 30.0
	for _, l := range []string{"The report says that the govern-", "ment knew of the state-", "sponsored group, and that a zero-", "day flaw was used by the Anglo-", "Norman firm to reach the server."} {
		doc.Text(20, y, l)
		y += 6
	}
	want := "The report says that the government knew of the state-sponsored group, and that a zero-day flaw was used by the Anglo-Norman firm to reach the server."
	if got := strings.ReplaceAll(strings.TrimSpace(read(t, doc).Text.Content), "\n\n", " "); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestTableRows(t *testing.T) {
	doc := newPDF()
	doc.AddPage()
	for _, row := range [][]string{{"Firm", "Harmed"}, {"Northern Rail", "9,000"}, {"Harbour Wire", "12"}, {"Eastern Gas", "401"}, {"City Library", "77"}} {
		for _, cell := range row {
			doc.CellFormat(60, 7, cell, "", 0, "L", false, 0, "")
		}
		doc.Ln(-1)
	}
	want := "table: Firm Harmed\ntable: Northern Rail 9,000\ntable: Harbour Wire 12\ntable: Eastern Gas 401\ntable: City Library 77"
	if got := listed(read(t, doc).Text); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestListItems(t *testing.T) {
	doc := newPDF()
	doc.AddPage()
	doc.MultiCell(0, 6, "The inquiry found three things:", "", "L", false)
	for _, item := range []string{"1. The network had no second factor.", "2. Nobody read the alarms.", "3. Backups were kept elsewhere."} {
		doc.MultiCell(0, 6, item, "", "L", false)
	}
	want := "paragraph: The inquiry found three things:\nlist-item: The network had no second factor.\nlist-item: Nobody read the alarms.\nlist-item: Backups were kept elsewhere."
	if got := listed(read(t, doc).Text); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestProblems(t *testing.T) {
	locked := newPDF()
	locked.AddPage()
	locked.SetProtection(0, "secret", "owner's secret")
	locked.Text(20, 20, first)
	restricted := newPDF() // opens without a password, but may not be printed
	restricted.AddPage()
	restricted.SetProtection(0, "", "owner's secret")
	restricted.Text(20, 20, "A file that may not be printed.")
	blank := newPDF()
	blank.AddPage()
	whole := output(t, blank)
	cases := []struct {
		name string
		raw  []byte
		want error
	}{
		{"locked", output(t, locked), ErrEncrypted},
		{"restricted", output(t, restricted), nil},
		{"blank", whole, ErrNoText},
		{"cut", whole[:len(whole)/4], ErrBroken},
		{"no PDF", []byte("no PDF"), ErrBroken},
		{"nothing", nil, ErrBroken},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := reader.Read(c.raw); !errors.Is(err, c.want) {
				t.Errorf("got %v; want %v", err, c.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	doc := newPDF()
	doc.AddPage()
	doc.MultiCell(0, 6, first, "", "L", false)
	f.Add(output(f, doc))
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := reader.Read(raw)
		if err != nil {
			if !errors.Is(err, ErrBroken) && !errors.Is(err, ErrEncrypted) && !errors.Is(err, ErrNoText) {
				t.Fatalf("%v is not a named problem", err)
			}
			return
		}
		end := 0
		for _, b := range d.Text.Blocks {
			if b.Start < end || b.End <= b.Start || b.End > len(d.Text.Content) {
				t.Fatalf("block %v behind %d", b, end)
			}
			end = b.End
		}
	})
}
