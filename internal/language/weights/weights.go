// Package weights is the container of the embedded model files: named
// sections, compressed as one.
package weights

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
)

const magic = "ascribe-weights-1\n"

// largest is the size in bytes that a file may unpack to.
const largest = 64 << 20

// File is a set of named sections.
type File struct {
	names    []string
	sections map[string][]byte
}

// Put adds or replaces a section.
func (f *File) Put(name string, data []byte) {
	if f.sections == nil {
		f.sections = map[string][]byte{}
	}
	if _, known := f.sections[name]; !known {
		f.names = append(f.names, name)
	}
	f.sections[name] = data
}

// PutJSON adds a section that holds v.
func (f *File) PutJSON(name string, v any) error {
	data, err := json.Marshal(v)
	if err == nil {
		f.Put(name, data)
	}
	return err
}

// PutEncoded adds a section that encode writes.
func (f *File) PutEncoded(name string, encode func(io.Writer) error) error {
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		return err
	}
	f.Put(name, b.Bytes())
	return nil
}

// Sizes gives the bytes of each section.
func (f *File) Sizes() map[string]int {
	out := make(map[string]int, len(f.names))
	for name, data := range f.sections {
		out[name] = len(data)
	}
	return out
}

// Get returns a section, or an error that names it.
func (f *File) Get(name string) ([]byte, error) {
	data, ok := f.sections[name]
	if !ok {
		return nil, fmt.Errorf("weights: no section %q", name)
	}
	return data, nil
}

// GetJSON decodes a section into v.
func (f *File) GetJSON(name string, v any) error {
	data, err := f.Get(name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("weights: section %q: %w", name, err)
	}
	return nil
}

// Encode gives the file's bytes.
func (f *File) Encode() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(magic)
	z, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	for _, name := range f.names {
		head := binary.AppendUvarint(nil, uint64(len(name)))
		head = append(head, name...)
		head = binary.AppendUvarint(head, uint64(len(f.sections[name])))
		if _, err := z.Write(append(head, f.sections[name]...)); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// Decode reads what Encode gave. Damaged bytes give an error.
func Decode(data []byte) (*File, error) {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok {
		return nil, fmt.Errorf("weights: not a weights file of this version")
	}
	raw, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(rest)), largest))
	if err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	f := &File{}
	for len(raw) > 0 {
		var name, section []byte
		if name, raw, ok = cut(raw); ok {
			section, raw, ok = cut(raw)
		}
		if !ok {
			return nil, fmt.Errorf("weights: a section is cut short")
		}
		f.Put(string(name), section)
	}
	return f, nil
}

func cut(raw []byte) (part, rest []byte, ok bool) {
	size, n := binary.Uvarint(raw)
	if n <= 0 || size > uint64(len(raw)-n) {
		return nil, nil, false
	}
	return raw[n:][:size:size], raw[n:][size:], true
}
