// Package source reads inputs: files, folders, globs, standard input and http(s)
// addresses become bytes with their custody. Web archives, mailboxes, messages, zip and
// tar archives become the documents that they hold, one at a time.
//
// List expands arguments into inputs, so that their number is known; Open reads
// them one after another. What can't be read is an *ascribe.Problem that names
// the input, and the rest goes on.
package source

import (
	"context"
	"io"
	"iter"
	"time"

	"ascribe"
)

// Defaults of Options.
const (
	DefaultLimit   = 64 << 20 // bytes an input
	DefaultTimeout = 30 * time.Second
)

// Options say how inputs are read. The zero value is fit for use.
type Options struct {
	Limit        int64            // most bytes an input may have; 0 is DefaultLimit
	Timeout      time.Duration    // for one address, redirects included; 0 is DefaultTimeout
	AllowPrivate bool             // read addresses of private networks and of this machine too
	Given        ascribe.Metadata // what the user says of every input; overrides sidecars
	Stdin        io.Reader        // what "-" reads; nil is empty
	UserAgent    string           // "" is the product's own
	Now          func() time.Time // nil is time.Now
}

func (o Options) limit() int64 {
	if o.Limit > 0 {
		return o.Limit
	}
	return DefaultLimit
}

func (o Options) timeout() time.Duration {
	if o.Timeout > 0 {
		return o.Timeout
	}
	return DefaultTimeout
}

func (o Options) now() time.Time {
	if o.Now != nil {
		return o.Now().UTC()
	}
	return time.Now().UTC()
}

// Open reads the inputs that the arguments name, in List's order. Each step of
// the sequence is an input or a problem; the sequence goes on behind a problem
// and ends early only when the context does.
func Open(ctx context.Context, args []string, o Options) iter.Seq2[ascribe.Raw, error] {
	return func(yield func(ascribe.Raw, error) bool) {
		client := newClient(o)
		defer client.CloseIdleConnections()
		for input, err := range List(args) {
			if ctx.Err() != nil {
				return
			}
			var raw ascribe.Raw
			if err == nil && checkMetadata(o.Given) == nil {
				more := true
				if unpacked(ctx, input, o, func(r ascribe.Raw, err error) bool { more = yield(r, err); return more }) {
					if !more {
						return
					}
					continue
				}
			}
			if err == nil {
				raw, err = read(ctx, client, input, o)
			}
			if !yield(raw, err) {
				return
			}
		}
	}
}

// Count is how many inputs and problems List gives. What an archive holds is
// known only when it is read.
func Count(args []string) int {
	n := 0
	for range List(args) { //nolint:errcheck // problems are counted too
		n++
	}
	return n
}
