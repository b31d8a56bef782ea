// Command pdf lays out the PDF document of the examples from its text:
//
//	go run ./examples/pdf
//
// The page carries what real reports carry beside their prose: a running
// header, page numbers and justified lines. The output is the same bytes on
// every run.
package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

//go:embed costa-rica-review.txt
var review string

const (
	target    = "examples/documents/costa-rica-review.pdf"
	publisher = "Central American Security Forum"
	margin    = 25 // mm
	line      = 5.5
)

func main() {
	if err := write(target, review); err != nil {
		fmt.Fprintln(os.Stderr, "pdf:", err)
		os.Exit(1)
	}
}

// write lays out source, where a line beginning "# " is the title, "= " a
// heading and anything else a paragraph.
func write(path, source string) error {
	doc := fpdf.New("P", "mm", "A4", "")
	made := time.Date(2023, time.October, 2, 9, 0, 0, 0, time.UTC)
	doc.SetCreationDate(made)
	doc.SetModificationDate(made)
	doc.SetCatalogSort(true)
	doc.SetMargins(margin, margin, margin)
	doc.SetAutoPageBreak(true, margin)
	doc.SetAuthor(publisher, true)
	running(doc)
	doc.AddPage()
	for paragraph := range strings.SplitSeq(strings.TrimSpace(source), "\n\n") {
		set(doc, paragraph)
	}
	if err := doc.OutputFileAndClose(filepath.FromSlash(path)); err != nil {
		return fmt.Errorf("%w (run it from the top of the repository)", err)
	}
	return nil
}

// running prints the header and the page number of every page.
func running(doc *fpdf.Fpdf) {
	doc.SetHeaderFunc(func() {
		doc.SetFont("Helvetica", "I", 8)
		doc.SetY(12)
		doc.CellFormat(0, 5, publisher+" | Reviews | October 2023", "", 0, "L", false, 0, "")
		doc.SetY(margin)
	})
	doc.SetFooterFunc(func() {
		doc.SetFont("Helvetica", "", 8)
		doc.SetY(-15)
		doc.CellFormat(0, 5, fmt.Sprintf("Page %d", doc.PageNo()), "", 0, "C", false, 0, "")
	})
}

// set places one paragraph or heading.
func set(doc *fpdf.Fpdf, paragraph string) {
	switch {
	case strings.HasPrefix(paragraph, "# "):
		doc.SetTitle(paragraph[2:], true)
		doc.SetFont("Helvetica", "B", 18)
		doc.MultiCell(0, 9, paragraph[2:], "", "L", false)
	case strings.HasPrefix(paragraph, "= "):
		doc.SetFont("Helvetica", "B", 12)
		doc.MultiCell(0, 7, paragraph[2:], "", "L", false)
	default:
		doc.SetFont("Times", "", 11)
		doc.MultiCell(0, line, paragraph, "", "J", false)
	}
	doc.Ln(3)
}
