package warc_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"ascribe/internal/source/warc"
)

// record is a record as a crawler writes it.
func record(kind, address, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2022-09-10T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, address, len(block), block)
}

func response(headers, body string) string {
	return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + headers + "\r\n" + body
}

func zipped(parts ...string) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		w := gzip.NewWriter(&b)
		_, _ = w.Write([]byte(p))
		_ = w.Close()
	}
	return b.Bytes()
}

// read lists addresses and bodies, "!" for damage.
func read(file []byte) (out []string) {
	r := warc.NewReader(bytes.NewReader(file))
	for range 10000 {
		c, err := r.Next()
		var damage *warc.DamageError
		switch {
		case errors.Is(err, io.EOF):
			return out
		case errors.As(err, &damage):
			out = append(out, "!")
			continue
		case err != nil:
			return append(out, err.Error())
		}
		body, err := io.ReadAll(c.Body)
		if err != nil {
			out = append(out, c.Address+" breaks off")
			continue
		}
		out = append(out, c.Address+" "+string(body))
	}
	return append(out, "no end")
}

func TestNext(t *testing.T) {
	a, b, c := record("response", "a", "first"), record("response", "b", ""), record("response", "c", "third\r\n\r\nWARC/ no")
	garbage := strings.Repeat("\x1f\x8b\x08 no record ", 500)
	whole := []string{"a first", "b ", "c third\r\n\r\nWARC/ no"}
	for name, test := range map[string]struct {
		file []byte
		want []string
	}{
		"plain":                {[]byte(a + b + c), whole},
		"zipped":               {zipped(a, b, c), whole},
		"zipped as one":        {zipped(a + b + c), whole},
		"blank lines between":  {[]byte("\r\n" + a + "\r\n\n" + b + c), whole},
		"empty":                {nil, nil},
		"garbage between":      {[]byte(a + garbage + c), []string{"a first", "!", "c third\r\n\r\nWARC/ no"}},
		"zipped, garbage":      {append(append(zipped(a), garbage...), zipped(c)...), []string{"a first", "!", "c third\r\n\r\nWARC/ no"}},
		"zipped, a member cut": {append(zipped(a)[:40], zipped(b, c)...), []string{"!", "c third\r\n\r\nWARC/ no"}}, // the damage shows within b
		"cut":                  {[]byte(a + c[:len(c)-12]), []string{"a first", "c breaks off"}},
		"no length":            {[]byte(strings.Replace(a, "Content-Length", "Content-Size", 1) + b), []string{"!", "b "}},
		"not an archive":       {[]byte("hello"), []string{"!"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(test.file)
			if strings.Join(got, "|") != strings.Join(test.want, "|") {
				t.Errorf("got %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestReadPage(t *testing.T) {
	var br bytes.Buffer
	w := brotli.NewWriter(&br)
	_, _ = w.Write([]byte("page"))
	_ = w.Close()
	for name, block := range map[string]string{
		"plain":             response("", "page"),
		"length":            response("Content-Length: 4\r\n", "page"),
		"chunked":           response("Transfer-Encoding: chunked\r\n", "4\r\npage\r\n0\r\n\r\n"),
		"chunked, undone":   response("Transfer-Encoding: chunked\r\n", "page"),
		"gzip":              response("Content-Encoding: gzip\r\n", string(zipped("page"))),
		"gzip, undone":      response("Content-Encoding: gzip\r\n", "page"),
		"brotli":            response("Content-Encoding: br\r\n", br.String()),
		"shorter than said": response("Content-Length: 400\r\n", "page"),
	} {
		p, large, err := warc.ReadPage([]byte(block), 100)
		if err != nil || large || string(p.Body) != "page" || p.Status != 200 || p.ContentType != "text/html" {
			t.Errorf("%s: %+v %q %v %v", name, p, p.Body, large, err)
		}
	}
	p, large, err := warc.ReadPage([]byte(response("Content-Encoding: gzip\r\n", string(zipped(strings.Repeat("x", 1000))))), 100)
	if err != nil || !large || len(p.Body) != 100 {
		t.Errorf("a page that unpacks beyond the limit: %d bytes, large %v, %v", len(p.Body), large, err)
	}
	if _, _, err := warc.ReadPage([]byte("nothing"), 100); err == nil {
		t.Error("what is no HTTP passes")
	}
}

func FuzzNext(f *testing.F) {
	f.Add([]byte(record("response", "a", "first")))
	f.Add(zipped(record("response", "a", "first"), record("request", "b", "")))
	f.Fuzz(func(t *testing.T, file []byte) {
		if got := read(file); len(got) > 0 && got[len(got)-1] == "no end" {
			t.Error("reading doesn't end")
		}
	})
}

func FuzzReadPage(f *testing.F) {
	f.Add([]byte(response("Content-Encoding: deflate\r\nTransfer-Encoding: chunked\r\n", "4\r\npage\r\n0\r\n\r\n")))
	f.Fuzz(func(t *testing.T, block []byte) {
		if p, _, err := warc.ReadPage(block, 1000); err == nil && len(p.Body) > 1000 {
			t.Errorf("%d bytes", len(p.Body))
		}
	})
}
