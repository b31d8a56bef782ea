// Package un is being written.
package un

import "ascribe/internal/knowledge/designation"

const (
	ID      = "un"
	Version = "1"
)

func Parse(files []designation.File) (designation.List, error) {
	return designation.List{}, designation.Malformed(files[0].Name, 0, "not read yet")
}

func Is(head []byte) bool { return false }
