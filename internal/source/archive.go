package source

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"errors"
	"io"

	"ascribe"
	"ascribe/internal/source/warc"
)

// zip reads the files of a zip archive, in its order.
func (c *container) zip(name string, at io.ReaderAt, size int64) bool {
	archive, err := zip.NewReader(at, size)
	if err != nil {
		return c.send(ascribe.Raw{Origin: name}, problem(ErrBroken, name, "the zip archive is damaged", err))
	}
	for i, f := range archive.File {
		switch {
		case i >= mostEntries:
			return c.send(ascribe.Raw{Origin: name}, problem(ErrBomb, name, "it holds too many files", nil))
		case hidden(f.Name) || f.FileInfo().IsDir():
			continue
		case f.Flags&1 != 0:
			if !c.send(ascribe.Raw{Origin: name + "#" + f.Name}, problem(ErrBroken, name+"#"+f.Name, "it needs a password", nil)) {
				return false
			}
			continue
		}
		if !c.zipped(name, f) {
			return false
		}
	}
	return true
}

func (c *container) zipped(name string, f *zip.File) bool {
	in, err := f.Open()
	if err != nil {
		return c.send(ascribe.Raw{Origin: name + "#" + f.Name}, problem(ErrBroken, name+"#"+f.Name, "it can't be unpacked", err))
	}
	defer in.Close()
	return c.entry(name, f.Name, in)
}

// tar reads the files of a tar archive.
func (c *container) tar(name string, in *bufio.Reader) bool {
	archive := tar.NewReader(&bounded{in, &c.left})
	for range mostEntries {
		header, err := archive.Next()
		switch {
		case errors.Is(err, io.EOF):
			return true
		case errors.Is(err, errEnough):
			return c.send(ascribe.Raw{Origin: c.origin}, problem(ErrBomb, c.origin, "", nil))
		case err != nil:
			return c.send(ascribe.Raw{Origin: name}, problem(ErrBroken, name, "the tar archive is damaged or breaks off", err))
		case header.Typeflag != tar.TypeReg || hidden(header.Name):
			continue
		}
		if !c.entry(name, header.Name, archive) {
			return false
		}
	}
	return c.send(ascribe.Raw{Origin: name}, problem(ErrBomb, name, "it holds too many files", nil))
}

// bounded stops a stream when no more may be unpacked.
type bounded struct {
	r    io.Reader
	left *int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if *b.left <= 0 {
		return 0, errEnough
	}
	n, err := b.r.Read(p)
	*b.left -= int64(n)
	return n, err
}

// warc reads the pages of a web archive: what servers answered with 200 and
// called a text, a page or a PDF. Where the archive is damaged the place is
// named, and reading goes on behind it.
func (c *container) warc(name string, in io.Reader) bool {
	archive := warc.NewReader(in)
	for c.ctx.Err() == nil {
		record, err := archive.Next()
		var damage *warc.DamageError
		switch {
		case errors.Is(err, io.EOF):
			return true
		case errors.As(err, &damage):
			if !c.send(ascribe.Raw{Origin: name}, problem(ErrBroken, name, "the web archive is damaged "+damage.Error(), err)) {
				return false
			}
			continue
		case err != nil:
			return c.send(ascribe.Raw{Origin: name}, problem(ErrUnreadable, name, "it can't be read on", err))
		}
		if !c.record(name, record) {
			return false
		}
	}
	return false
}

// record hands on the document that a record holds, if it does.
func (c *container) record(name string, r *warc.Record) bool {
	if r.Type != "response" && r.Type != "resource" && r.Type != "conversion" {
		return true
	}
	origin := name + "#" + r.Address
	if r.Length > c.o.limit()+64<<10 {
		return c.send(ascribe.Raw{Origin: origin}, tooLarge(origin, c.o.limit()))
	}
	block, err := io.ReadAll(r.Body)
	if err != nil {
		return c.send(ascribe.Raw{Origin: origin}, problem(ErrBroken, origin, "its record breaks off", err))
	}
	page, large := warc.Page{Status: 200, ContentType: r.ContentType, Body: block}, false
	if r.Type == "response" {
		if page, large, err = warc.ReadPage(block, c.o.limit()); err != nil {
			return c.send(ascribe.Raw{Origin: origin}, problem(ErrBroken, origin, "its record holds no HTTP response", err))
		}
	}
	switch {
	case page.Status != 200 || !mayBeDocument(page.ContentType) || len(page.Body) == 0:
		return true
	case large:
		return c.send(ascribe.Raw{Origin: origin}, tooLarge(origin, c.o.limit()))
	}
	raw := ascribe.Raw{Bytes: page.Body, ContentType: page.ContentType, Read: r.Date}
	if IsAddress(r.Address) {
		raw.Address = r.Address
	}
	return c.document(origin, raw)
}
