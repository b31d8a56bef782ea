package cli

import (
	"fmt"
	"io"
)

// failures collects the inputs of a command that failed.
type failures struct {
	errors []error
	inputs int // all of them
}

func (f *failures) add(err error) { f.errors = append(f.errors, err) }

// err names how many inputs failed, nil when none did.
func (f *failures) err() error {
	if len(f.errors) == 0 {
		return nil
	}
	return fmt.Errorf("%d of %d inputs failed", len(f.errors), f.inputs)
}

// list writes each failure on a line.
func (f *failures) list(w io.Writer) {
	for _, err := range f.errors {
		fmt.Fprintf(w, "ascribe: failed: %v\n", err)
	}
}
