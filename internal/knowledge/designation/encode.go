package designation

import (
	"compress/gzip"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
)

// Encode writes a list in the compact form that Decode reads: gob in gzip. The
// same list gives the same bytes.
func Encode(w io.Writer, list List) error {
	zipped, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	if err := gob.NewEncoder(zipped).Encode(list); err != nil {
		return fmt.Errorf("encoding the %s list: %w", list.ID, err)
	}
	return zipped.Close()
}

// Decode reads what Encode wrote. Errors wrap ErrMalformed.
func Decode(r io.Reader) (List, error) {
	var list List
	zipped, err := gzip.NewReader(r)
	if err != nil {
		return List{}, errors.Join(ErrMalformed, err)
	}
	if err := gob.NewDecoder(zipped).Decode(&list); err != nil {
		return List{}, errors.Join(ErrMalformed, err)
	}
	return list, nil
}
