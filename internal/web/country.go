package web

import "ascribe/internal/knowledge"

// country is the name of a state by its ISO 3166-1 code; the code where none is known.
func country(code string) string {
	base, err := knowledge.Embedded()
	if err != nil {
		return code
	}
	id, ok := base.State(code)
	if !ok {
		return code
	}
	e, _ := base.Entity(id)
	return e.Name
}
