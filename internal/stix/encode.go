package stix

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash"
	"io"
)

// Encoder writes a bundle object by object, so that one of any size can be
// written. Objects that were written are left out when they come again.
type Encoder struct {
	out  *bufio.Writer
	seen map[string]bool
	ids  hash.Hash // of the objects' identifiers: what the bundle's is made of
}

// NewEncoder begins a bundle.
func NewEncoder(w io.Writer) (*Encoder, error) {
	e := &Encoder{out: bufio.NewWriterSize(w, 1<<16), seen: map[string]bool{}, ids: sha256.New()}
	_, err := e.out.WriteString("{\n\"type\": \"bundle\",\n\"objects\": [")
	return e, err
}

// Write adds objects.
func (e *Encoder) Write(objects ...Object) error {
	for _, o := range objects {
		id := o.Common().ID
		if e.seen[id] {
			continue
		}
		line, err := json.Marshal(o)
		if err != nil {
			return fmt.Errorf("stix: %s: %w", id, err)
		}
		separator := ",\n"
		if len(e.seen) == 0 {
			separator = "\n"
		}
		e.seen[id] = true
		e.ids.Write([]byte(id))
		e.out.WriteString(separator)
		if _, err := e.out.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// Close ends the bundle. Its identifier is made of its objects'.
func (e *Encoder) Close() error {
	e.out.WriteString("\n],\n\"id\": \"" + NewID("bundle", string(e.ids.Sum(nil))) + "\"\n}\n")
	return e.out.Flush()
}
