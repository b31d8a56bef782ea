package bench

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
)

// What a generated crawl is made of, in thousandths of its records. The rest are
// pages that have nothing to do with the matter.
const (
	onTopic   = 200
	foreign   = 50
	doubled   = 80 // the same page at another address
	packed    = 30 // on-topic pages with a content encoding
	pictures  = 40
	missing   = 30 // answered with 404
	damaged   = 20 // records cut off
	enormous  = 1  // pages beyond any limit
	hugePage  = 48 << 20
	crawlTime = "2022-09-10T10:00:00Z"
)

// WriteCrawl writes a generated crawl of n records as a web archive, compressed
// record by record. The same seed gives the same bytes.
func WriteCrawl(w io.Writer, seed uint64, n int) error {
	g := generator{wordLists(), rand.New(rand.NewPCG(seed, 1))}
	last := []byte("<html><body><p>Nothing yet.</p></body></html>")
	for i := range n {
		address := fmt.Sprintf("https://news.example/%d/%06d.html", seed, i)
		record, page := g.record(address, last)
		if page != nil {
			last = page
		}
		if _, err := w.Write(record); err != nil {
			return err
		}
	}
	return nil
}

// record makes one compressed record, and the page in it where it has a good one.
func (g *generator) record(address string, last []byte) (record, page []byte) {
	kind := g.random.IntN(1000)
	is := func(share int) bool { kind -= share; return kind < 0 }
	switch {
	case is(onTopic):
		page = g.page(strings.Split(g.text(), "\n\n"))
	case is(foreign):
		page = g.page(g.lines("foreign", 12))
	case is(doubled):
		return response(address, "200 OK", "text/html", "", last), nil
	case is(packed):
		page = g.page(strings.Split(g.text(), "\n\n"))
		return response(address, "200 OK", "text/html", "Content-Encoding: gzip\r\n", zipped(page)), page
	case is(pictures):
		return response(address, "200 OK", "image/png", "", []byte("\x89PNG")), nil
	case is(missing):
		return response(address, "404 Not Found", "text/html", "", []byte("<p>gone</p>")), nil
	case is(damaged):
		whole := response(address, "200 OK", "text/html", "", g.page(g.lines("aside", 12)))
		return whole[:len(whole)/2], nil
	case is(enormous):
		return response(address, "200 OK", "text/html", "", bytes.Repeat([]byte{' '}, hugePage)), nil
	default:
		page = g.page(g.lines("aside", 20+g.random.IntN(30)))
	}
	return response(address, "200 OK", "text/html", "", page), page
}

func (g *generator) lines(list string, n int) []string {
	out := []string{g.fill(g.from(list))}
	for range n {
		out = append(out, g.fill(g.from(list))+" "+g.fill(g.from(list)))
	}
	return out
}

// page is a web page of paragraphs, the first its title.
func (g *generator) page(paragraphs []string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<!doctype html><html><head><title>%s</title></head><body><nav><a href=\"/\">Home</a> <a href=\"/about\">About</a></nav><article><h1>%s</h1>", paragraphs[0], paragraphs[0])
	for _, p := range paragraphs[1:] {
		fmt.Fprintf(&b, "<p>%s</p>\n", p)
	}
	b.WriteString("</article><footer>All rights reserved</footer></body></html>")
	return b.Bytes()
}

// response is a compressed record of an HTTP response.
func response(address, status, contentType, further string, body []byte) []byte {
	block := fmt.Sprintf("HTTP/1.1 %s\r\nContent-Type: %s\r\n%sContent-Length: %d\r\n\r\n%s", status, contentType, further, len(body), body)
	return zipped(fmt.Appendf(nil, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: %s\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		address, crawlTime, len(block), block))
}

func zipped(content []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(content) // a buffer takes everything
	_ = w.Close()
	return b.Bytes()
}
