package ascribe

import "strings"

// Problem is why an input could not be read: its name (listed in docs/terms.md),
// what is wrong, where, and what to do about it.
type Problem struct {
	Name  string `json:"problem"`         // such as "encrypted"
	Input string `json:"input,omitempty"` // path, URL or "-"
	Why   string `json:"why"`
	Do    string `json:"do,omitempty"`
	Cause error  `json:"-"` // nil where there is none beneath
}

func (p *Problem) Error() string {
	var b strings.Builder
	if p.Input != "" {
		b.WriteString(p.Input + ": ")
	}
	b.WriteString(p.Why)
	if p.Do != "" {
		b.WriteString("; " + p.Do)
	}
	return b.String()
}

// Unwrap gives the cause.
func (p *Problem) Unwrap() error { return p.Cause }

// Is reports whether target is a problem of the same name.
func (p *Problem) Is(target error) bool {
	t, ok := target.(*Problem)
	return ok && t.Name == p.Name
}
