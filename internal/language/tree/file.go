package tree

import (
	"fmt"

	"ascribe/internal/language/linear"
	"ascribe/internal/language/weights"
)

// Save adds the parser's sections to f.
func (p *Parser) Save(f *weights.File) error {
	if err := f.PutJSON("tree/relations", p.Rels); err != nil {
		return err
	}
	if err := f.PutEncoded("tree/moves", p.Moves.Encode); err != nil {
		return err
	}
	return f.PutEncoded("tree/labels", p.Labels.Encode)
}

// Load reads what Save added.
func Load(f *weights.File) (*Parser, error) {
	p := &Parser{}
	if err := f.GetJSON("tree/relations", &p.Rels); err != nil {
		return nil, err
	}
	for name, m := range map[string]**linear.Model{"tree/moves": &p.Moves, "tree/labels": &p.Labels} {
		data, err := f.Get(name)
		if err != nil {
			return nil, err
		}
		if *m, err = linear.Decode(data); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	if p.Moves.Classes != moves || p.Labels.Classes != len(p.Rels) {
		return nil, fmt.Errorf("tree: %d moves and %d labels, want %d and %d", p.Moves.Classes, p.Labels.Classes, moves, len(p.Rels))
	}
	return p.Prepare(), nil
}
