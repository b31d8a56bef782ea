package stix

import (
	"io"

	"ascribe/internal/selection"
)

// Write writes what was chosen of a ledger as one bundle, document by document,
// then the incidents, each with a Grouping of its claims' objects.
func Write(w io.Writer, s *selection.Selection, markings []*Marking) error {
	out, err := NewEncoder(w)
	if err != nil {
		return err
	}
	e := NewExporter(Options{Entity: s.Entity, Asserted: s.Asserted, Markings: markings})
	if err := out.Write(e.Definitions()...); err != nil {
		return err
	}
	said := map[string]string{} // claim → its Relationship or Opinion
	for d, err := range s.Documents() {
		if err != nil {
			return err
		}
		for _, c := range d.Claims {
			said[c.ID] = SaidID(c)
		}
		if err := out.Write(e.Document(d)...); err != nil {
			return err
		}
	}
	for _, in := range s.Incidents {
		var refs []string
		for _, claim := range in.Claims {
			if id, ok := said[claim]; ok {
				refs = append(refs, id)
			}
		}
		if err := out.Write(e.Incident(in, refs)...); err != nil {
			return err
		}
	}
	if err := s.Err(); err != nil {
		return err
	}
	return out.Close()
}
