package cli

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"time"

	"ascribe"
	"ascribe/internal/source"
)

// Inputs are the arguments and flags of commands that read documents.
type Inputs struct {
	Sources []string `arg:"" optional:"" name:"source" help:"Files, folders (with all below), globs, http(s) addresses, or - for standard input."`

	Title     string `group:"What is known of the documents" help:"Title; overrides sidecar and document." placeholder:"TEXT"`
	Publisher string `group:"What is known of the documents" help:"Who published it." placeholder:"NAME"`
	Published string `group:"What is known of the documents" help:"Day of publication." placeholder:"YYYY-MM-DD"`
	URL       string `name:"url" group:"What is known of the documents" help:"Where it was published." placeholder:"URL"`

	Private bool `group:"What is known of the documents" help:"Their text is never sent to a model."`

	Fetching
	Reading

	Workers int `group:"Reading" help:"Documents at once (default: one for each processor)." placeholder:"N"`
}

// Fetching are the flags that say how inputs are read.
type Fetching struct {
	Limit        Size          `group:"Reading" help:"Largest input, such as 500kB or 1GB; bigger ones fail (default: ${default})." default:"32MB" placeholder:"SIZE"`
	Timeout      time.Duration `group:"Reading" help:"Longest wait for a web address." default:"30s"`
	AllowPrivate bool          `group:"Reading" help:"Read web addresses on this machine and in private networks too."`
}

// options are the flags as the source package takes them.
func (f Fetching) options(g *Globals, given ascribe.Metadata) source.Options {
	return source.Options{Limit: int64(f.Limit), AllowPrivate: f.AllowPrivate, Timeout: f.Timeout, Given: given, Stdin: g.In}
}

// given is the metadata of the flags.
func (in Inputs) given() ascribe.Metadata {
	return ascribe.Metadata{Title: in.Title, Publisher: in.Publisher, Published: in.Published, URL: in.URL, Private: in.Private}
}

// check reports what is wrong with the flags together.
func (in Inputs) check() error {
	if len(in.Sources) == 0 {
		return usage("name at least one file, folder or web address, or - for standard input")
	}
	if len(in.Sources) > 1 && (in.Title != "" || in.URL != "") {
		return usage("--title and --url describe one document; %d sources are named", len(in.Sources))
	}
	if in.Published != "" {
		if _, err := ascribe.ParseDay(in.Published); err != nil || len(in.Published) != len("2006-01-02") {
			return usage("--published %s: not a day; write it as 2022-09-10", in.Published)
		}
	}
	if in.Workers < 0 {
		return usage("--workers %d: give 1 or more", in.Workers)
	}
	return nil
}

func (in Inputs) workers() int {
	if in.Workers > 0 {
		return in.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// options are the flags as the source package takes them.
func (in Inputs) options(g *Globals) source.Options { return in.Fetching.options(g, in.given()) }

// Size is a number of bytes, written as 500kB, 32MB, 1GB or a plain number.
type Size int64

// UnmarshalText reads a size.
func (s *Size) UnmarshalText(text []byte) error {
	written := strings.ToLower(strings.TrimSpace(string(text)))
	number := strings.TrimSuffix(written, "b")
	factor := 1.0
	for i, unit := range []string{"k", "m", "g"} {
		if trimmed, ok := strings.CutSuffix(number, unit); ok {
			number, factor = trimmed, []float64{1e3, 1e6, 1e9}[i]
		}
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || !(n*factor >= 1 && n*factor <= 1e15) { // not a number fails both
		return fmt.Errorf("%q is no size; write it as 500kB, 32MB or 1GB", text)
	}
	*s = Size(n * factor)
	return nil
}
