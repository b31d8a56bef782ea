package extract

import (
	"bytes"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"ascribe"
	"ascribe/internal/extract/layout"
)

// The media types that are read.
const (
	plainText = "text/plain"
	markdown  = "text/markdown"
	webPage   = "text/html"
	pdfFile   = "application/pdf"
)

//go:embed signatures.tsv
var signatureTable string

// magic is a signature: bytes at an offset that tell a format.
type magic struct {
	problem *ascribe.Problem
	name    string
	offset  int
	bytes   string
}

var signatures = sync.OnceValues(func() ([]magic, error) { return parseSignatures(signatureTable) })

func parseSignatures(table string) ([]magic, error) {
	kinds := map[string]*ascribe.Problem{}
	for _, p := range []*ascribe.Problem{ErrOffice, ErrArchive, ErrImage, ErrRecording, ErrProgram, ErrBinary} {
		kinds[p.Name] = p
	}
	var out []magic
	for l := range strings.Lines(table) {
		f := strings.Split(strings.TrimSuffix(l, "\n"), "\t")
		if len(f) != 4 || strings.HasPrefix(l, "#") {
			continue
		}
		raw, err := hex.DecodeString(f[3])
		if err != nil {
			return nil, err
		}
		offset, err := strconv.Atoi(f[2])
		if err != nil {
			return nil, err
		}
		out = append(out, magic{kinds[f[0]], f[1], offset, string(raw)})
	}
	return out, nil
}

// unreadable says why bytes are of no kind that is read, nil when they may be.
func unreadable(origin string, raw []byte) error {
	if len(bytes.TrimSpace(raw)) == 0 {
		return problem(ErrEmpty, origin, "", nil)
	}
	known, err := signatures()
	if err != nil {
		return err
	}
	if bytes.HasPrefix(raw, []byte("PK\x03\x04")) || bytes.HasPrefix(raw, []byte("PK\x05\x06")) {
		return unreadableZip(origin, raw)
	}
	for _, m := range known {
		if len(raw) >= m.offset+len(m.bytes) && string(raw[m.offset:m.offset+len(m.bytes)]) == m.bytes {
			return problem(m.problem, origin, "it is "+m.name, nil)
		}
	}
	return nil
}

// unreadableZip tells office files from archives by the names in the zip's
// local headers, which stand uncompressed.
func unreadableZip(origin string, raw []byte) error {
	head := raw[:min(len(raw), 1<<16)]
	for _, mark := range []string{"[Content_Types].xml", "word/", "xl/", "ppt/", "mimetypeapplication/vnd.oasis", "mimetypeapplication/epub"} {
		if bytes.Contains(head, []byte(mark)) {
			return problem(ErrOffice, origin, "it is an office file or e-book (zipped XML)", nil)
		}
	}
	return problem(ErrArchive, origin, "it is a zip archive", nil)
}

func isPDF(raw []byte) bool { return bytes.Contains(raw[:min(len(raw), 1024)], []byte("%PDF-")) }

var (
	htmlStart = regexp.MustCompile(`(?i)^(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body|meta|script|article|main|div|section|p|h1|table)\b`)
	htmlTag   = regexp.MustCompile(`(?i)<(?:html|body)[\s>]`)
	xmlStart  = regexp.MustCompile(`(?i)^\s*(?:<\?xml|<(?:rss|feed|svg|STIX|stix)\b)`)
)

// mediaType recognises a decoded text, or says why it can't be read as prose.
func mediaType(origin, text string) (string, error) {
	trimmed := strings.TrimSpace(text)
	switch head := trimmed[:min(len(trimmed), 4096)]; {
	case trimmed == "":
		return "", problem(ErrEmpty, origin, "", nil)
	case isBinary(text):
		return "", problem(ErrBinary, origin, "", nil)
	case htmlStart.MatchString(head) || htmlTag.MatchString(head):
		return webPage, nil
	case xmlStart.MatchString(head):
		return "", problem(ErrStructured, origin, "it is XML data, which is not read yet", nil)
	case (trimmed[0] == '{' || trimmed[0] == '[') && json.Valid([]byte(trimmed)):
		return "", structured(origin, head)
	case (trimmed[0] == '{') && looksLikeJSONLines(trimmed):
		return "", problem(ErrStructured, origin, "it is JSON lines, which are not read yet", nil)
	case layout.IsMarkdown(text):
		return markdown, nil
	default:
		return plainText, nil
	}
}

// structured says what a JSON file is, and who takes it where somebody does.
func structured(origin, head string) error {
	switch {
	case strings.Contains(head, `"bundle"`) || strings.Contains(head, `"spec_version"`):
		return problem(ErrBundle, origin, "", nil)
	case strings.Contains(head, `"Event"`) && strings.Contains(head, `"uuid"`):
		return problem(ErrEvent, origin, "", nil)
	default:
		return problem(ErrStructured, origin, "it is JSON data, which is not read yet", nil)
	}
}

func looksLikeJSONLines(text string) bool {
	first, _, _ := strings.Cut(text, "\n")
	return json.Valid([]byte(first))
}

// isBinary reports whether a text holds control characters that no text has:
// any NUL, or more than one in a hundred characters.
func isBinary(text string) bool {
	controls, all := 0, 0
	for _, r := range text {
		all++
		switch {
		case r == 0:
			return true
		case r < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1b\b", r) || r == 0x7f || r >= 0x80 && r < 0xa0 || r == '\ufffd':
			controls++
		}
	}
	return controls*100 > all
}
