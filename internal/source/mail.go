package source

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"regexp"
	"strings"

	"golang.org/x/text/encoding/htmlindex"

	"ascribe"
)

var (
	mailHeader = regexp.MustCompile(`(?im)^(message-id|mime-version|received|delivered-to):`)
	mailFrom   = regexp.MustCompile(`(?im)^from:`)
	firstLine  = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]*:[ \t]`)
	mboxLine   = regexp.MustCompile(`^From \S+.*\d\d:\d\d.*\d{4}`)
)

// isMail reports whether bytes begin like a message: header lines, one of them
// who it is from, another that only mail has.
func isMail(head []byte) bool {
	if !firstLine.Match(head) {
		return false
	}
	header, _, _ := bytes.Cut(bytes.ReplaceAll(head, []byte("\r"), nil), []byte("\n\n"))
	return mailFrom.Match(header) && mailHeader.Match(header)
}

// isMailbox reports whether bytes begin like an mbox file (RFC 4155).
func isMailbox(head []byte) bool {
	line, rest, _ := bytes.Cut(head, []byte("\n"))
	return mboxLine.Match(line) && firstLine.Match(rest)
}

// mbox reads the messages of a mailbox, one at a time.
func (c *container) mbox(name string, in *bufio.Reader) bool {
	var message bytes.Buffer
	number, whole := 0, true
	flush := func() bool {
		if message.Len() == 0 {
			return true
		}
		number++
		entry := fmt.Sprintf("%s#%d", name, number)
		if !whole {
			return c.send(ascribe.Raw{}, tooLarge(entry, c.o.limit()))
		}
		return c.message(entry, message.Bytes())
	}
	blank := true
	for c.ctx.Err() == nil {
		line, err := in.ReadSlice('\n')
		if blank && mboxLine.Match(line) {
			if !flush() {
				return false
			}
			message.Reset()
			whole = true
		} else if whole = whole && int64(message.Len()+len(line)) <= c.o.limit(); whole {
			message.Write(unquoted(line))
		}
		blank = len(bytes.TrimRight(line, "\r\n")) == 0
		switch {
		case errors.Is(err, io.EOF):
			return flush()
		case err != nil && !errors.Is(err, bufio.ErrBufferFull):
			return c.send(ascribe.Raw{Origin: name}, problem(ErrUnreadable, name, "it can't be read on", err))
		}
	}
	return false
}

// unquoted undoes ">From " at a line's beginning.
func unquoted(line []byte) []byte {
	if rest := bytes.TrimLeft(line, ">"); len(rest) < len(line) && bytes.HasPrefix(rest, []byte("From ")) {
		return line[1:]
	}
	return line
}

// mail reads one message of a file.
func (c *container) mail(name string, in io.Reader) bool {
	body, err := readLimited(in, name, c.o.limit())
	if err != nil {
		return c.send(ascribe.Raw{}, err)
	}
	return c.message(name, body)
}

// message hands on the text of a message, with its subject, sender and day, and
// then the documents attached to it.
func (c *container) message(origin string, raw []byte) bool {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return c.send(ascribe.Raw{Origin: origin}, problem(ErrBroken, origin, "it is no whole message", err))
	}
	parts := &parts{limit: c.o.limit()}
	parts.read(textproto.MIMEHeader(m.Header), m.Body, 0)
	given := ascribe.Metadata{Title: words(m.Header.Get("Subject"))}
	if from, err := mail.ParseAddress(words(m.Header.Get("From"))); err == nil {
		given.Publisher = from.Name
		if given.Publisher == "" {
			given.Publisher = from.Address
		}
	}
	if day, err := m.Header.Date(); err == nil {
		given.Published = string(ascribe.DayOf(day))
	}
	if text := parts.text(); text != nil {
		if !c.document(origin, ascribe.Raw{Bytes: text.body, ContentType: text.kind, Given: given}) {
			return false
		}
	} else if len(parts.attached) == 0 {
		return c.send(ascribe.Raw{Origin: origin}, problem(ErrBroken, origin, "the message holds no text", nil))
	}
	for _, a := range parts.attached {
		if mayBeDocument(a.kind) && !c.entry(origin, a.name, bytes.NewReader(a.body)) {
			return false
		}
	}
	return true
}

// part is one body of a message.
type part struct {
	kind string // content type
	name string // of an attachment
	body []byte
}

// parts are the bodies of a message.
type parts struct {
	limit       int64
	plain, page *part
	attached    []part
}

// text is the message's own: its plain text where it has one, else its page.
func (p *parts) text() *part {
	if p.plain != nil {
		return p.plain
	}
	return p.page
}

const (
	deepestPart = 8
	mostParts   = 100
)

// read collects bodies; what can't be decoded is left out.
func (p *parts) read(header textproto.MIMEHeader, body io.Reader, depth int) {
	kind, parameters, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		kind, parameters = "text/plain", nil
	}
	if strings.HasPrefix(kind, "multipart/") {
		if depth >= deepestPart {
			return
		}
		several := multipart.NewReader(body, parameters["boundary"])
		for range mostParts {
			next, err := several.NextRawPart()
			if err != nil {
				return
			}
			p.read(next.Header, next, depth+1)
		}
		return
	}
	p.add(header, kind, parameters, body)
}

func (p *parts) add(header textproto.MIMEHeader, kind string, parameters map[string]string, body io.Reader) {
	switch strings.ToLower(strings.TrimSpace(header.Get("Content-Transfer-Encoding"))) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	decoded, _ := io.ReadAll(io.LimitReader(body, p.limit)) // what came before a fault is kept
	_, disposition, _ := mime.ParseMediaType(header.Get("Content-Disposition"))
	name := words(disposition["filename"])
	if name == "" {
		name = words(parameters["name"])
	}
	whole := part{kind: header.Get("Content-Type"), name: name, body: decoded}
	switch {
	case len(bytes.TrimSpace(decoded)) == 0:
	case name != "" || strings.HasPrefix(strings.ToLower(header.Get("Content-Disposition")), "attachment"):
		whole.name = strings.ReplaceAll(name, "/", "_")
		p.attached = append(p.attached, whole)
	case kind == "text/plain" && p.plain == nil:
		p.plain = &whole
	case kind == "text/html" && p.page == nil:
		p.page = &whole
	}
}

// words decodes a header's encoded words.
func words(header string) string {
	decoder := mime.WordDecoder{CharsetReader: func(charset string, in io.Reader) (io.Reader, error) {
		encoding, err := htmlindex.Get(charset)
		if err != nil {
			return nil, err
		}
		return encoding.NewDecoder().Reader(in), nil
	}}
	if decoded, err := decoder.DecodeHeader(header); err == nil {
		header = decoded
	}
	return strings.Join(strings.Fields(header), " ")
}

// mayBeDocument reports whether a content type is of a kind that is read, or says nothing.
func mayBeDocument(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind = strings.ToLower(strings.TrimSpace(contentType))
	}
	switch kind {
	case "", "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf", "application/octet-stream", "application/zip", "message/rfc822":
		return true
	}
	return false
}
