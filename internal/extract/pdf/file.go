package pdf

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"

	"ascribe"
)

// file is an opened PDF.
type file struct {
	instance pdfium.Pdfium
	document references.FPDF_DOCUMENT
}

// sheet is one page: its runs of text in the order they are drawn, in points
// from the lower left corner.
type sheet struct {
	width, height float64
	runs          []run
}

// run is text in one font on one line.
type run struct {
	text                     string
	left, right, top, bottom float64
	size                     float64 // of the font; 0 when not known
	bold                     bool
}

const mostPages = 5000

func (f file) pages() ([]sheet, error) {
	count, err := f.instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: f.document})
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", ErrBroken, err)
	}
	var out []sheet
	var failed error
	for i := range min(count.PageCount, mostPages) {
		s, err := f.sheet(i)
		if err != nil { // one bad page is no reason to lose the others
			failed = fmt.Errorf("%w: page %d (%w)", ErrBroken, i+1, err)
			continue
		}
		out = append(out, s)
	}
	if len(out) == 0 {
		return nil, failed
	}
	return out, nil
}

func (f file) sheet(index int) (sheet, error) {
	page := requests.Page{ByIndex: &requests.PageByIndex{Document: f.document, Index: index}}
	size, err := f.instance.GetPageSize(&requests.GetPageSize{Page: page})
	if err != nil {
		return sheet{}, err
	}
	found, err := f.instance.GetPageTextStructured(&requests.GetPageTextStructured{Page: page,
		Mode: requests.GetPageTextStructuredModeRects, CollectFontInformation: true})
	if err != nil {
		return sheet{}, err
	}
	s := sheet{width: size.Width, height: size.Height}
	for _, r := range found.Rects {
		if text := clean(r.Text); strings.TrimSpace(text) != "" {
			s.runs = append(s.runs, newRun(text, r))
		}
	}
	return s, nil
}

const semibold = 600 // of OpenType's weights

func newRun(text string, r *responses.GetPageTextStructuredRect) run {
	out := run{text: text, left: r.PointPosition.Left, right: r.PointPosition.Right, top: r.PointPosition.Top, bottom: r.PointPosition.Bottom}
	if font := r.FontInformation; font != nil {
		out.size = font.RenderedSize
		out.bold = font.Weight >= semibold || strings.Contains(strings.ToLower(font.Name), "bold")
	}
	return out
}

// softHyphen stands for every mark by which a hyphen at a line's end may come.
const softHyphen = '\u00ad'

var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

// clean makes letters of ligatures and drops characters that are no text.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\x02' || r == '\ufffe' || r == softHyphen:
			return softHyphen
		case r == '\uf0b7' || r == '\uf0a7' || r == '\uf0d8': // bullets of symbol fonts
			return '•'
		case r < ' ' || r == '\u00a0' || r >= 0x7f && r < 0xa0:
			return ' '
		case r == '\u200b' || r == '\ufeff' || r == '\ufffd' || r >= '\ue000' && r <= '\uf8ff':
			return -1
		default:
			return r
		}
	}, strings.ToValidUTF8(s, ""))
	return ligatures.Replace(s)
}

// madeDate is a PDF date (ISO 32000-1, 7.9.4): D:YYYYMMDD…
var madeDate = regexp.MustCompile(`^D?:?\s*(\d{4})(\d\d)(\d\d)`)

// hollowTitle is a title that a program wrote rather than an author.
var hollowTitle = regexp.MustCompile(`(?i)^(?:microsoft (?:word|powerpoint)|untitled|document\d*|powerpoint|slide \d|print|.*\.(?:docx?|pdf|indd|qxd|tex|rtf|odt|html?)$|\W*$)`)

// describe adds what the file's information dictionary says. The largest words
// of the first page are a surer title.
func (f file) describe(d *Document) {
	found, err := f.instance.GetMetaData(&requests.GetMetaData{Document: f.document})
	if err != nil {
		return
	}
	for _, tag := range found.Tags {
		value := strings.Join(strings.Fields(clean(tag.Value)), " ")
		switch tag.Tag {
		case "Title":
			if d.Metadata.Title == "" && !hollowTitle.MatchString(value) {
				d.Metadata.Title = value
			}
		case "Author":
			d.Byline = value
		case "CreationDate":
			if m := madeDate.FindStringSubmatch(value); m != nil {
				d.Made, _ = ascribe.ParseDay(m[1] + "-" + m[2] + "-" + m[3])
			}
		}
	}
}
