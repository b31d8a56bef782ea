package dossier

import (
	"encoding/json"
	"io"
)

// JSON writes the dossier as one indented object. The error is the writer's.
func (d Dossier) JSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(d)
}
