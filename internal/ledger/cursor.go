package ledger

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
)

// EncodeCursor makes a cursor of the sort key of a page's last entry.
func EncodeCursor(key ...any) string {
	b, err := json.Marshal(key)
	if err != nil { // keys are strings and numbers
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// DecodeCursor reads the sort key back into pointers, one for each of its parts.
// It fails with ErrBadCursor on anything that EncodeCursor did not make of the
// same types.
func DecodeCursor(cursor string, key ...any) error {
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return fmt.Errorf("%w: %q", ErrBadCursor, cursor)
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(b, &parts); err != nil || len(parts) != len(key) {
		return fmt.Errorf("%w: %q", ErrBadCursor, cursor)
	}
	for i, part := range parts {
		if err := json.Unmarshal(part, key[i]); err != nil || string(part) == "null" {
			return fmt.Errorf("%w: %q", ErrBadCursor, cursor)
		}
	}
	return nil
}
