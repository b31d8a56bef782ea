package catalogue

import (
	"bytes"
	_ "embed"
	"sync"

	"ascribe/internal/knowledge/designation"
)

//go:embed snapshot/ofac.gob.gz
var ofacSnapshot []byte

// Embedded are the lists that come with the program: OFAC's, with the record of
// when its entries came, changed and went. It takes some 50 ms the first time;
// what it returns is shared and must not be changed.
func Embedded() ([]designation.List, error) { return decoded() }

// decoded reads the snapshot once.
var decoded = sync.OnceValues(func() ([]designation.List, error) {
	list, err := designation.Decode(bytes.NewReader(ofacSnapshot))
	if err != nil {
		return nil, err
	}
	return []designation.List{list}, nil
})
