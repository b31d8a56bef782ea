// Package access says who may use a server: accounts with roles, API tokens,
// sessions, protection against other sites' pages, rate limits, and the log of
// what was done.
//
// Store keeps accounts, tokens and sessions as small files in a folder, so that
// what the command line changes counts at the very next request. Guard stands
// before every other handler: it identifies the request, or turns it away.
package access

import (
	"context"
	"errors"
)

// The errors that callers tell apart, wrapped with what and where.
var (
	ErrInvalid = errors.New("invalid")       // a name, role or password that is not allowed
	ErrExists  = errors.New("exists")        // an account of that name
	ErrUnknown = errors.New("not known")     // no such account or token
	ErrDenied  = errors.New("not permitted") // wrong password, revoked or expired
)

// Identity is who makes a request. The zero Identity may do nothing.
type Identity struct {
	Account string // "local" where there is no login
	Role    Role
	CSRF    string // what a form sends back in its field "csrf"; "" where none is asked for
}

// Local is the account of a server without login.
const Local = "local"

type identityKey struct{}

// With gives a context that carries an identity.
func With(ctx context.Context, id Identity) context.Context {
	return context.WithValue(ctx, identityKey{}, id)
}

// Of is the identity that a context carries, zero where it carries none.
func Of(ctx context.Context) Identity {
	id, _ := ctx.Value(identityKey{}).(Identity)
	return id
}
