package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ascribe"
)

func zipOf(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarOf(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		if err := w.WriteHeader(&tar.Header{Name: files[i], Size: int64(len(files[i+1])), Mode: 0o600, Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipOf(content []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(content)
	_ = w.Close()
	return b.Bytes()
}

func warcOf(pages ...string) []byte {
	var b bytes.Buffer
	for i := 0; i < len(pages); i += 2 {
		block := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + pages[i+1]
		fmt.Fprintf(&b, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2022-09-10T10:00:00Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", pages[i], len(block), block)
	}
	return b.Bytes()
}

const letter = "From: =?utf-8?q?Ann_M=C3=BCller?= <ann@example.org>\r\nSubject: =?utf-8?b?QXR0YWNr?= on port\r\nDate: Fri, 09 Sep 2022 10:00:00 +0200\r\nMessage-ID: <1@example.org>\r\n" +
	"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe port was =\r\nattacked.\r\n" +
	"--b\r\nContent-Type: text/html; name=\"note.html\"\r\nContent-Disposition: attachment; filename=\"note.html\"\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+bm90ZTwvcD4=\r\n--b\r\nContent-Type: image/png; name=x.png\r\nContent-Disposition: attachment; filename=x.png\r\n\r\nxx\r\n--b--\r\n"

// unpackAll writes a file and reads it: origins (from the file's name on) with
// what they hold, or the problem's name.
func unpackAll(t testing.TB, name string, content []byte, o Options) (out []string, raws []ascribe.Raw) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	for raw, err := range Open(t.Context(), []string{path}, o) {
		var problem *ascribe.Problem
		switch {
		case errors.As(err, &problem):
			out = append(out, "!"+problem.Name)
		case err != nil:
			out = append(out, err.Error())
		default:
			out = append(out, strings.TrimPrefix(raw.Origin, filepath.Dir(path)+string(filepath.Separator))+"="+string(raw.Bytes))
			raws = append(raws, raw)
		}
	}
	return out, raws
}

func TestContainers(t *testing.T) {
	big := strings.Repeat("x", 3000)
	for name, c := range map[string]struct {
		file    string
		content []byte
		want    []string
	}{
		"zip":                {"a.zip", zipOf(t, "b.txt", "one", "c/d.html", "two", ".hidden", "no", "__MACOSX/x", "no", "b.txt.meta.json", "{}", "e/", ""), []string{"a.zip#b.txt=one", "a.zip#c/d.html=two"}},
		"large entry":        {"a.zip", zipOf(t, "b.txt", big, "c.txt", "two"), []string{"!too-large", "a.zip#c.txt=two"}},
		"damaged zip":        {"a.zip", zipOf(t, "b.txt", "one")[:60], []string{"!broken"}},
		"tar":                {"a.tar", tarOf(t, "b.txt", "one", "c.txt", big, "d.txt", "three"), []string{"a.tar#b.txt=one", "!too-large", "a.tar#d.txt=three"}},
		"tar.gz":             {"a.tgz", gzipOf(tarOf(t, "b.txt", "one")), []string{"a.tgz#b.txt=one"}},
		"cut tar":            {"a.tar", tarOf(t, "b.txt", "one", "c.txt", "two")[:1100], []string{"a.tar#b.txt=one", "!broken"}},
		"gzip":               {"a.txt.gz", gzipOf([]byte("one")), []string{"a.txt.gz#a.txt=one"}},
		"cut gzip":           {"a.txt.gz", gzipOf([]byte("one two three four"))[:20], []string{"!broken"}},
		"zip in tar in gzip": {"a.tgz", gzipOf(tarOf(t, "b.zip", string(zipOf(t, "c.txt", "one")))), []string{"a.tgz#b.zip#c.txt=one"}},
		"too deep": {"a.zip", zipOf(t, "b.zip", string(zipOf(t, "c.zip", string(zipOf(t, "d.zip", string(zipOf(t, "e.zip", string(zipOf(t, "f.txt", "no")))))))), "z.txt", "yes"),
			[]string{"!bomb", "a.zip#z.txt=yes"}},
		"warc":     {"a.warc", warcOf("https://example.org/1", "one", "https://example.org/2", "two"), []string{"a.warc#https://example.org/1=one", "a.warc#https://example.org/2=two"}},
		"warc.gz":  {"a.warc.gz", gzipOf(warcOf("https://example.org/1", "one", "https://example.org/2", big+big)), []string{"a.warc.gz#https://example.org/1=one", "!too-large"}},
		"mail":     {"a.eml", []byte(letter), []string{"a.eml=The port was attacked.", "a.eml#note.html=<p>note</p>"}},
		"mailbox":  {"a.mbox", []byte("From ann Fri Sep  9 10:00:00 2022\nFrom: a@b.org\nSubject: x\n\n>From here on\n\nFrom bob Fri Sep  9 10:00:01 2022\nFrom: b@b.org\n\nsecond\n"), []string{"a.mbox#1=From here on\n\n", "a.mbox#2=second\n"}},
		"document": {"a.txt", []byte("From: nobody\nto nowhere"), []string{"a.txt=From: nobody\nto nowhere"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got, _ := unpackAll(t, c.file, c.content, Options{Limit: 2000}); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestCustodyOfEntries(t *testing.T) {
	_, raws := unpackAll(t, "a.warc", warcOf("https://example.org/1", "one"), Options{Given: ascribe.Metadata{Publisher: "Daily"}})
	if len(raws) != 1 || raws[0].Address != "https://example.org/1" || raws[0].Read.Format("2006-01-02") != "2022-09-10" || raws[0].ContentType != "text/html; charset=utf-8" || raws[0].Given.Publisher != "Daily" {
		t.Errorf("got %+v", raws)
	}
	_, raws = unpackAll(t, "a.eml", []byte(letter), Options{})
	if len(raws) != 2 || raws[0].Given != (ascribe.Metadata{Title: "Attack on port", Publisher: "Ann Müller", Published: "2022-09-09"}) {
		t.Errorf("got %+v", raws)
	}
}

// TestBombs: what unpacks to far more than it should is stopped.
func TestBombs(t *testing.T) {
	zeros := bytes.Repeat([]byte{'0'}, 1<<20)
	var files []string
	for i := range 40 {
		files = append(files, fmt.Sprintf("%d.txt", i), string(zeros))
	}
	path := filepath.Join(t.TempDir(), "bomb.zip")
	bomb := zipOf(t, files...)
	if err := os.WriteFile(path, bomb, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"zip", "tgz"} {
		content := bomb
		if kind == "tgz" {
			content = gzipOf(tarOf(t, files...))
		}
		documents, stopped := 0, false
		c := &container{ctx: t.Context(), origin: "bomb", left: 5 << 20, send: func(_ ascribe.Raw, err error) bool {
			stopped = stopped || errors.Is(err, ErrBomb)
			documents++
			return true
		}}
		c.unpackBytes("bomb."+kind, content)
		if !stopped || documents > 10 {
			t.Errorf("%s: %d entries came out, stopped %v", kind, documents, stopped)
		}
	}
}

func TestAConsumerMayStop(t *testing.T) {
	for name, content := range map[string][]byte{"a.zip": zipOf(t, "a", "1", "b", "2"), "a.tar": tarOf(t, "a", "1", "b", "2"), "a.warc": warcOf("a", "1", "b", "2"),
		"a.mbox": []byte("From a Fri Sep  9 10:00:00 2022\nFrom: a\n\nx\n\nFrom a Fri Sep  9 10:00:00 2022\nFrom: a\n\ny\n")} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		n := 0
		for range Open(t.Context(), []string{path, path + "-not-there"}, Options{}) {
			n++
			break
		}
		if n != 1 {
			t.Errorf("%s: %d after the first", name, n)
		}
	}
}

func FuzzContainer(f *testing.F) {
	f.Add([]byte(letter))
	f.Add(zipOf(f, "a.txt", "one"))
	f.Add(gzipOf(tarOf(f, "a.txt", "one")))
	f.Add(warcOf("https://example.org", "page"))
	f.Add([]byte("From ann Fri Sep  9 10:00:00 2022\nFrom: a@b.org\n\n>From here\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		c := &container{ctx: t.Context(), origin: "x", left: 1 << 20, o: Options{Limit: 1 << 16}, send: func(raw ascribe.Raw, err error) bool {
			if err == nil && len(raw.Bytes) > 1<<16 {
				t.Errorf("%d bytes", len(raw.Bytes))
			}
			return true
		}}
		c.unpackBytes("x", content)
	})
}
