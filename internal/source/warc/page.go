package warc

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"
)

// Page is what a server answered.
type Page struct {
	Status      int
	ContentType string // as the server said
	Body        []byte // transfer and content encodings undone
}

// ReadPage reads an HTTP response out of a record's block of at most limit bytes.
// A body that unpacks to more than limit is cut there, and large is true.
func ReadPage(block []byte, limit int64) (p Page, large bool, err error) {
	response, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(block)), nil)
	if err != nil {
		return p, false, fmt.Errorf("no HTTP response: %w", err)
	}
	defer response.Body.Close()
	p = Page{Status: response.StatusCode, ContentType: response.Header.Get("Content-Type")}
	body, err := io.ReadAll(io.LimitReader(response.Body, limit+1))
	if err != nil { // crawlers undo the chunks and leave the header
		_, body, _ = bytes.Cut(block, []byte("\r\n\r\n"))
	}
	p.Body = unpack(body, response.Header.Get("Content-Encoding"), limit)
	if int64(len(p.Body)) > limit {
		p.Body, large = p.Body[:limit], true
	}
	return p, large, nil
}

// unpack undoes a content encoding. Crawlers undo it and leave the header: bytes
// that aren't so encoded stay as they are.
func unpack(body []byte, encoding string, limit int64) []byte {
	var r io.Reader
	var err error
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "gzip", "x-gzip":
		r, err = gzip.NewReader(bytes.NewReader(body))
	case "deflate":
		if r, err = zlib.NewReader(bytes.NewReader(body)); err != nil {
			r, err = flate.NewReader(bytes.NewReader(body)), nil
		}
	case "br":
		r = brotli.NewReader(bytes.NewReader(body))
	default:
		return body
	}
	if err != nil {
		return body
	}
	out, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil && len(out) == 0 {
		return body
	}
	return out
}
