package name

import (
	"fmt"

	"ascribe/internal/language/linear"
	"ascribe/internal/language/weights"
)

// Save adds the recogniser's sections to f.
func (r *Recogniser) Save(f *weights.File) error {
	if err := f.PutJSON("name/types", r.Types); err != nil {
		return err
	}
	return f.PutEncoded("name/model", r.Model.Encode)
}

// Load reads what Save added.
func Load(f *weights.File) (*Recogniser, error) {
	r := &Recogniser{}
	if err := f.GetJSON("name/types", &r.Types); err != nil {
		return nil, err
	}
	data, err := f.Get("name/model")
	if err != nil {
		return nil, err
	}
	if r.Model, err = linear.Decode(data); err != nil {
		return nil, fmt.Errorf("name/model: %w", err)
	}
	if r.Model.Classes != r.labels() {
		return nil, fmt.Errorf("name/model: %d classes, want %d", r.Model.Classes, r.labels())
	}
	return r.Prepare(), nil
}
