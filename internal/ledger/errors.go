package ledger

import "errors"

// The errors that every store returns, wrapped with what and where.
var (
	ErrNotFound  = errors.New("not in the ledger")
	ErrInvalid   = errors.New("invalid record")
	ErrBadCursor = errors.New("invalid page cursor")
	ErrBadQuery  = errors.New("invalid search query")
	ErrNewer     = errors.New("the ledger was written by a newer ascribe")
	ErrNotLedger = errors.New("not an ascribe ledger")
)
