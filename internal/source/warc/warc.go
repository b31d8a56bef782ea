// Package warc reads web archives (WARC 1.0 and 1.1, ISO 28500), plain or
// compressed record by record, as crawlers write them.
//
// Reader.Next gives one record after the other and holds no more than its header.
// What is damaged is told with its place, and reading goes on at the next record
// that can be found.
package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

const (
	buffer      = 64 << 10 // bytes; a header line may be as long
	mostHeaders = 200      // lines of a record's header
	farthest    = 64 << 20 // bytes of a record that are skipped rather than abandoned
	trial       = 4096     // bytes that must tell whether a record begins
)

// Record is one record. Body is good until the next call of Next.
type Record struct {
	Type        string // "response", "request", "warcinfo" …
	Address     string // WARC-Target-URI
	Date        time.Time
	ContentType string // of the record's block
	Length      int64  // of the block, in bytes
	Offset      int64  // of the record in the file, in bytes
	Body        io.Reader
}

// DamageError is a place that can't be read. Next may be called again behind it.
type DamageError struct {
	Offset int64
	Why    string
	Cause  error
}

func (e *DamageError) Error() string { return fmt.Sprintf("at byte %d: %s", e.Offset, e.Why) }

// Unwrap gives the cause.
func (e *DamageError) Unwrap() error { return e.Cause }

// Reader reads records.
type Reader struct {
	count  *counter
	in     *bufio.Reader // the file
	member *gzip.Reader  // nil in a plain file, and before the first
	body   *bufio.Reader // what records are read from: the file, or a member
	zipped bool
	began  bool
	rest   io.Reader // of the current record's block
	lost   bool      // a record must be looked for
}

type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// NewReader reads from r, which is compressed or not.
func NewReader(r io.Reader) *Reader {
	c := &counter{r: r}
	out := &Reader{count: c, in: bufio.NewReaderSize(c, buffer)}
	head, _ := out.in.Peek(2)
	out.zipped = bytes.Equal(head, []byte{0x1f, 0x8b})
	out.body = out.in
	return out
}

// offset is the place in the file that is read next.
func (r *Reader) offset() int64 { return r.count.n - int64(r.in.Buffered()) }

// Next gives the next record; io.EOF behind the last. A *DamageError tells what
// could not be read; the next call goes on behind it.
func (r *Reader) Next() (*Record, error) {
	if err := r.skipRest(); err != nil {
		return nil, r.damaged(r.offset(), "a record breaks off", err)
	}
	if r.lost {
		if err := r.seek(); err != nil {
			return nil, err
		}
	}
	if err := r.arrive(); err != nil {
		return nil, err
	}
	at := r.offset()
	record, why, err := r.header()
	if err != nil || why != "" {
		return nil, r.damaged(at, why, err)
	}
	record.Offset = at
	r.rest = io.LimitReader(r.body, record.Length)
	record.Body = &whole{r.rest, record.Length}
	return record, nil
}

// whole turns an end before the block's length into an error.
type whole struct {
	r    io.Reader
	left int64
}

func (w *whole) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	w.left -= int64(n)
	if errors.Is(err, io.EOF) && w.left > 0 {
		return n, io.ErrUnexpectedEOF
	}
	return n, err
}

func (r *Reader) damaged(at int64, why string, cause error) error {
	r.lost, r.rest = true, nil
	if why == "" {
		why = "the record can't be read"
	}
	if errors.Is(cause, io.EOF) {
		cause = io.ErrUnexpectedEOF // an end of the file means the end of the archive to a caller
	}
	return &DamageError{Offset: at, Why: why, Cause: cause}
}

// skipRest passes what wasn't read of the current record. Of a monster in a
// compressed file the rest is abandoned: unpacking it may never end.
func (r *Reader) skipRest() error {
	if r.rest == nil {
		return nil
	}
	rest := r.rest
	r.rest = nil
	if !r.zipped {
		_, err := io.Copy(io.Discard, rest)
		return err
	}
	n, err := io.CopyN(io.Discard, rest, farthest)
	if n == farthest {
		r.lost = true
		return nil
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// arrive brings the body to the beginning of a record: behind blank lines, into
// the next member of a compressed file.
func (r *Reader) arrive() error {
	for {
		if r.zipped && r.member == nil {
			if err := r.open(); err != nil {
				return err
			}
		}
		c, err := r.body.ReadByte()
		switch {
		case errors.Is(err, io.EOF) && r.zipped:
			r.member = nil
		case errors.Is(err, io.EOF):
			return io.EOF
		case err != nil:
			return r.damaged(r.offset(), "the compression is damaged", err)
		case c != '\r' && c != '\n':
			return r.body.UnreadByte()
		}
	}
}

// open begins the next member.
func (r *Reader) open() error {
	at := r.offset()
	if _, err := r.in.Peek(1); err != nil {
		if errors.Is(err, io.EOF) {
			return io.EOF
		}
		return err
	}
	member, err := gzip.NewReader(r.in)
	if err != nil {
		return r.damaged(at, "no compressed record begins here", err)
	}
	member.Multistream(false)
	r.member = member
	if r.began {
		r.body.Reset(member)
	} else {
		r.body, r.began = bufio.NewReaderSize(member, buffer), true
	}
	return nil
}

// header reads a record's first lines.
func (r *Reader) header() (record *Record, why string, err error) {
	if first, _ := r.body.Peek(5); string(first) != "WARC/" {
		return nil, "no record begins here", nil
	}
	if _, err := r.line(); err != nil {
		return nil, "a record's header breaks off", err
	}
	record = &Record{Length: -1}
	for range mostHeaders {
		line, err := r.line()
		if err != nil {
			return nil, "a record's header breaks off", err
		}
		if line == "" {
			if record.Length < 0 {
				return nil, "a record doesn't say its length", nil
			}
			return record, "", nil
		}
		name, value, _ := strings.Cut(line, ":")
		record.set(strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value))
	}
	return nil, "a record's header doesn't end", nil
}

func (c *Record) set(name, value string) {
	switch name {
	case "warc-type":
		c.Type = strings.ToLower(value)
	case "warc-target-uri":
		c.Address = strings.Trim(value, "<>")
	case "warc-date":
		c.Date, _ = time.Parse(time.RFC3339, value)
	case "content-type":
		c.ContentType = value
	case "content-length":
		if n, err := strconv.ParseInt(value, 10, 64); err == nil && n >= 0 {
			c.Length = n
		}
	}
}

func (r *Reader) line() (string, error) {
	line, err := r.body.ReadSlice('\n')
	if err != nil {
		return "", err
	}
	return strings.TrimRight(string(line), "\r\n"), nil
}

// seek looks for the next place where a record begins.
func (r *Reader) seek() error {
	mark := []byte("WARC/1.")
	if r.zipped {
		mark, r.member = []byte{0x1f, 0x8b, 8}, nil
	}
	for {
		window, err := r.in.Peek(buffer)
		i := bytes.Index(window, mark)
		switch {
		case i >= 0 && r.begins(window[i:], err != nil):
			_, _ = r.in.Discard(i)
			r.lost = false
			return nil
		case i >= 0 && len(window)-i < trial && err == nil:
			_, _ = r.in.Discard(i) // too near the window's end to tell
		case i >= 0:
			_, _ = r.in.Discard(i + 1)
		case err != nil:
			_, _ = r.in.Discard(len(window))
			return io.EOF
		default:
			_, _ = r.in.Discard(len(window) - len(mark) + 1)
		}
	}
}

// begins reports whether a record begins with these bytes.
func (r *Reader) begins(head []byte, all bool) bool {
	if len(head) < trial && !all {
		return false
	}
	if !r.zipped {
		return true
	}
	member, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return false
	}
	first := make([]byte, 5)
	_, err = io.ReadFull(member, first)
	return err == nil && string(first) == "WARC/"
}
