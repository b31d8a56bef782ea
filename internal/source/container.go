package source

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"ascribe"
)

// Bounds against archives that are made to be unpacked forever.
const (
	deepest     = 3       // archives within archives
	mostEntries = 200_000 // of a zip or tar archive
	swollen     = 300     // times its packed size an archive may unpack to, beyond the slack
	slack       = 1 << 30 // bytes
	sniffed     = 4 << 10 // bytes that tell a container
)

// send is the consumer of what a container holds; false stops.
type send func(ascribe.Raw, error) bool

// container unpacks one file.
type container struct {
	ctx    context.Context
	o      Options
	origin string           // of the file
	given  ascribe.Metadata // for everything in it
	left   int64            // bytes that may still be unpacked
	depth  int
	send   send
}

// unpacked reads a file that may be a container. It reports false when the file
// holds one document, which is then to be read as a whole.
func unpacked(ctx context.Context, input Input, o Options, yield send) bool {
	if input.Kind != File {
		return false
	}
	f, err := os.Open(input.Origin)
	if err != nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	in := bufio.NewReaderSize(f, 64<<10)
	head, _ := in.Peek(sniffed)
	if kindOf(input.Origin, head) == "" {
		return false
	}
	sidecar, err := readSidecar(input.Origin)
	if err != nil {
		yield(ascribe.Raw{Origin: input.Origin}, err)
		return true
	}
	c := &container{ctx: ctx, o: o, origin: input.Origin, given: o.Given.Or(sidecar), left: slack + swollen*info.Size(), send: yield}
	c.unpack(input.Origin, head, in, f, info.Size())
	return true
}

// kindOf tells a container from its first bytes: "warc", "gzip", "zip", "tar",
// "mbox", "mail", or "" for a document.
func kindOf(name string, head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("WARC/")):
		return "warc"
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b, 8}):
		return "gzip"
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) && !isOffice(head):
		return "zip"
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return "tar"
	case isMailbox(head):
		return "mbox"
	case isMail(head) || strings.EqualFold(path.Ext(name), ".eml"):
		return "mail"
	default:
		return ""
	}
}

// isOffice reports whether a zip is an office file or e-book, which is one document.
func isOffice(head []byte) bool {
	for _, mark := range []string{"[Content_Types].xml", "word/", "xl/", "ppt/", "mimetypeapplication/"} {
		if bytes.Contains(head, []byte(mark)) {
			return true
		}
	}
	return false
}

// unpack gives what a container holds. It reports false when the consumer has had
// enough. A zip is read through at, all others as a stream.
func (c *container) unpack(name string, head []byte, in *bufio.Reader, at io.ReaderAt, size int64) bool {
	switch kindOf(name, head) {
	case "warc":
		return c.warc(name, in)
	case "gzip":
		return c.gzip(name, in)
	case "zip":
		return c.zip(name, at, size)
	case "tar":
		return c.tar(name, in)
	case "mbox":
		return c.mbox(name, in)
	default:
		return c.mail(name, in)
	}
}

// gzip is a compressed web archive, a compressed tar, or one compressed file.
func (c *container) gzip(name string, in *bufio.Reader) bool {
	packed, _ := in.Peek(sniffed)
	if trial, err := gzip.NewReader(bytes.NewReader(packed)); err == nil {
		first := make([]byte, 5)
		if _, err := io.ReadFull(trial, first); err == nil && string(first) == "WARC/" {
			return c.warc(name, in)
		}
	}
	unpacked, err := gzip.NewReader(in)
	if err != nil {
		return c.send(ascribe.Raw{Origin: name}, problem(ErrBroken, name, "the compression is damaged", err))
	}
	inner := bufio.NewReaderSize(unpacked, 64<<10)
	head, _ := inner.Peek(sniffed)
	if len(head) > 262 && string(head[257:262]) == "ustar" {
		return c.tar(name, inner)
	}
	return c.entry(name, strings.TrimSuffix(filepath.Base(name), ".gz"), inner)
}

// entry reads one thing that a container holds: a document, or a container again.
func (c *container) entry(outer, name string, in io.Reader) bool {
	if c.ctx.Err() != nil {
		return false
	}
	origin := outer + "#" + name
	body, err := io.ReadAll(io.LimitReader(in, min(c.o.limit(), max(c.left, 0))+1))
	c.left -= int64(len(body))
	switch {
	case c.left < 0:
		c.send(ascribe.Raw{Origin: c.origin}, problem(ErrBomb, c.origin, "", nil))
		return false
	case err != nil:
		return c.send(ascribe.Raw{Origin: origin}, problem(ErrBroken, origin, "it breaks off in the archive", err))
	case int64(len(body)) > c.o.limit():
		return c.send(ascribe.Raw{Origin: origin}, tooLarge(origin, c.o.limit()))
	}
	head := body[:min(len(body), sniffed)]
	if kindOf(name, head) == "" {
		return c.document(origin, ascribe.Raw{Bytes: body})
	}
	if c.depth >= deepest {
		return c.send(ascribe.Raw{Origin: origin}, problem(ErrBomb, origin, "archives are nested too deep", nil))
	}
	c.depth++
	defer func() { c.depth-- }()
	return c.unpackBytes(origin, body)
}

// unpackBytes is unpack of a container that is in memory.
func (c *container) unpackBytes(name string, body []byte) bool {
	head := body[:min(len(body), sniffed)]
	return c.unpack(name, head, bufio.NewReaderSize(bytes.NewReader(body), 64<<10), bytes.NewReader(body), int64(len(body)))
}

// document hands on one document with its custody.
func (c *container) document(origin string, raw ascribe.Raw) bool {
	raw.Origin = origin
	raw.Given = c.given.Or(raw.Given)
	if raw.Read.IsZero() {
		raw.Read = c.o.now()
	}
	return c.send(raw, nil)
}

// hidden reports whether an entry is none of the documents: a folder, a hidden
// file, a sidecar, what an operating system leaves.
func hidden(name string) bool {
	if strings.HasSuffix(name, "/") || strings.HasSuffix(name, sidecarSuffix) {
		return true
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") && part != "." || part == "__MACOSX" {
			return true
		}
	}
	return false
}

var errEnough = errors.New("enough")
