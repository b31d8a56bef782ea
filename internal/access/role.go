package access

import (
	"fmt"
	"slices"
)

// Role is what an account may do. Each role may do what those before it may.
type Role string

// The roles.
const (
	Reader  Role = "reader"  // reads everything that the ledger holds
	Analyst Role = "analyst" // adds documents and judges
	Admin   Role = "admin"   // sees accounts and the audit log
)

// Roles lists the roles, least first.
func Roles() []Role { return []Role{Reader, Analyst, Admin} }

// ParseRole reads a role's name.
func ParseRole(name string) (Role, error) {
	if !slices.Contains(Roles(), Role(name)) {
		return "", fmt.Errorf("%w: role %q; the roles are %v", ErrInvalid, name, Roles())
	}
	return Role(name), nil
}

// Allows reports whether r may do what needs the other role. The empty role may
// do nothing.
func (r Role) Allows(needed Role) bool {
	have, need := slices.Index(Roles(), r), slices.Index(Roles(), needed)
	return need >= 0 && have >= need
}
