package tag

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sort"

	"ascribe/internal/language/linear"
	"ascribe/internal/language/weights"
)

// Save adds the tagger's sections to f.
func (t *Tagger) Save(f *weights.File) error {
	if err := f.PutJSON("tag/tags", t.Tags); err != nil {
		return err
	}
	f.Put("tag/fixed", encodeFixed(t.Fixed))
	if err := f.PutEncoded("tag/first", t.First.Encode); err != nil {
		return err
	}
	if t.Again == nil {
		return nil
	}
	return f.PutEncoded("tag/again", t.Again.Encode)
}

// Load reads what Save added.
func Load(f *weights.File) (*Tagger, error) {
	t := &Tagger{}
	if err := f.GetJSON("tag/tags", &t.Tags); err != nil {
		return nil, err
	}
	data, err := f.Get("tag/fixed")
	if err != nil {
		return nil, err
	}
	if t.Fixed, err = decodeFixed(data, len(t.Tags)); err != nil {
		return nil, err
	}
	if t.First, err = loadModel(f, "tag/first", len(t.Tags)); err != nil {
		return nil, err
	}
	if _, err := f.Get("tag/again"); err == nil {
		if t.Again, err = loadModel(f, "tag/again", len(t.Tags)); err != nil {
			return nil, err
		}
	}
	return t.Prepare(), nil
}

func loadModel(f *weights.File, name string, classes int) (*linear.Model, error) {
	data, err := f.Get(name)
	if err != nil {
		return nil, err
	}
	m, err := linear.Decode(data)
	if err == nil && m.Classes != classes {
		err = fmt.Errorf("%d classes, want %d", m.Classes, classes)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return m, nil
}

func encodeFixed(fixed map[uint64]uint16) []byte {
	forms := make([]uint64, 0, len(fixed))
	for form := range fixed {
		forms = append(forms, form)
	}
	sort.Slice(forms, func(i, j int) bool { return forms[i] < forms[j] })
	var b bytes.Buffer
	for _, form := range forms {
		_ = binary.Write(&b, binary.LittleEndian, form)
		_ = binary.Write(&b, binary.LittleEndian, fixed[form])
	}
	return b.Bytes()
}

func decodeFixed(data []byte, tags int) (map[uint64]uint16, error) {
	out := make(map[uint64]uint16, len(data)/10)
	for r := bytes.NewReader(data); ; {
		var e struct {
			Form uint64
			Tag  uint16
		}
		switch err := binary.Read(r, binary.LittleEndian, &e); {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil || int(e.Tag) >= tags:
			return nil, fmt.Errorf("tag/fixed is damaged")
		}
		out[e.Form] = e.Tag
	}
}
