package relational

import (
	"context"
	"database/sql"

	"ascribe"
	"ascribe/internal/ledger"
)

// Dialect is what an engine does its own way. The schema is the same in all: the
// tables and columns of sqlite/migrations, and a full-text index for each Index,
// in which every entry has the number of the row that it indexes.
type Dialect interface {
	// Words puts a query in the engine's words. Its placeholders are question
	// marks; {rows} is a JSON list of lists bound to one of them, as table j with
	// the column value; {join} is a join that keeps the order of its tables where
	// the engine has one; {json} behind a column that holds JSON makes it ready for ->>.
	Words(query string) string

	// Text is what a text column can hold of a string.
	Text(s string) string

	// Exact is the value of a column that holds a string to the byte.
	Exact(s string) any

	// Isolation is the level of a transaction that sees one state of the ledger.
	Isolation() sql.IsolationLevel

	// Lock keeps other transactions that name one of the keys waiting until tx ends.
	Lock(ctx context.Context, tx Tx, keys []int64) error

	// IndexDocument indexes what Put has written: document, entities, claims.
	IndexDocument(ctx context.Context, tx Tx, r ledger.Record) error

	// IndexClaims indexes the claims of a document, which judgements have changed.
	IndexClaims(ctx context.Context, tx Tx, document string) error

	// IndexIncidents indexes all incidents.
	IndexIncidents(ctx context.Context, tx Tx) error

	// Filled makes what is kept beside the tables after their rows were copied.
	Filled(ctx context.Context, tx Tx) error

	// Matching is a query for the numbers of the entries that fit, with its arguments.
	Matching(in Index, q ledger.Query) (query string, args []any)

	// Ranked is a table of the entries that fit with their rank, best first: an
	// expression for FROM, its condition, the columns of number and rank, and the arguments.
	Ranked(in Index, q ledger.Query) Ranking

	// Passage shortens the text of an entry to what fits, and marks that.
	Passage(ctx context.Context, tx Tx, in Index, number int64, q ledger.Query) (string, []ascribe.Span, error)
}

// Tx is a transaction or a pool, in plain SQL of the engine.
type Tx = querier

// Index is a full-text index.
type Index string

// The indexes.
const (
	DocumentText Index = "document_text"
	EntityText   Index = "entity_text"
	ClaimText    Index = "claim_text"
	IncidentText Index = "incident_text"
)

// Ranking is where ranked entries come from.
type Ranking struct {
	From, Where  string
	Number, Rank string // columns; the smaller the rank, the better
	Args         []any  // of From, then of Where
}
