// Command report reads what `go test -json` prints, from standard input, and
// prints what a person wants of it: each package's closing line, the output of
// failed tests, why tests were skipped, and how many there were of each.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

// event is one line of `go test -json`; see `go doc test2json`.
type event struct {
	Action, Package, Test, Output string
	Elapsed                       float64
}

// report collects what is printed at the end.
type report struct {
	output                  map[string]*bytes.Buffer // of a test or a package, until its end is known
	failures, skips         []string
	passed, failed, skipped int
}

func main() {
	r := report{output: map[string]*bytes.Buffer{}}
	if err := r.read(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "report:", err)
		os.Exit(1)
	}
	for _, f := range r.failures {
		fmt.Printf("\n%s", f)
	}
	if len(r.skips) > 0 {
		fmt.Printf("\nskipped:\n%s", strings.Join(r.skips, ""))
	}
	fmt.Printf("\ntests: %d passed, %d failed, %d skipped\n", r.passed, r.failed, r.skipped)
}

// read takes events and passes on at once what isn't one: build errors.
func (r *report) read(in io.Reader, out io.Writer) error {
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		var e event
		switch {
		case len(line) == 0:
		case line[0] != '{' || json.Unmarshal(line, &e) != nil:
			out.Write(line)
		default:
			r.take(e, out)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (r *report) take(e event, out io.Writer) {
	key := e.Package + " " + e.Test
	if e.Action == "output" || e.Action == "build-output" {
		r.keep(key, e, out)
		return
	}
	said := ""
	if b := r.output[key]; b != nil {
		said = b.String()
	}
	switch {
	case e.Action == "pass" && e.Test != "":
		r.passed++
	case e.Action == "skip" && e.Test != "":
		r.skipped++
		r.skips = append(r.skips, said)
	case e.Action == "fail":
		if e.Test != "" {
			r.failed++
		}
		if said != "" {
			r.failures = append(r.failures, fmt.Sprintf("== %s\n%s", strings.TrimSpace(key), said))
		}
	default:
		return
	}
	delete(r.output, key)
}

// keep holds a line back until the fate of its test is known. Closing lines of
// packages, and what the compiler says, are for all to see.
func (r *report) keep(key string, e event, out io.Writer) {
	noise := strings.HasPrefix(strings.TrimSpace(e.Output), "=== ")
	switch {
	case e.Action == "build-output", e.Test == "" && strings.HasPrefix(e.Output, "ok "), e.Test == "" && strings.HasPrefix(e.Output, "FAIL\t"):
		fmt.Fprint(out, e.Output)
	case noise, e.Test == "" && (e.Output == "PASS\n" || e.Output == "FAIL\n"):
	default:
		if r.output[key] == nil {
			r.output[key] = &bytes.Buffer{}
		}
		r.output[key].WriteString(e.Output)
	}
}
