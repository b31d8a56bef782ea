package api

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"ascribe"
	"ascribe/internal/ledger"
)

// Statement is what claims of any number of sources are about, with how many
// there are of each stance.
type Statement struct {
	Key string `json:"key"` // ascribe.Statement.Key
	ascribe.Statement
	Contested bool           `json:"contested"` // asserted and denied
	Stances   map[string]int `json:"stances"`   // claims by stance
	Sources   []string       `json:"sources"`   // keys of those who take a stance, ordered
	Documents []string       `json:"documents"` // ids of those where it stands, ordered
	First     ascribe.Day    `json:"first"`     // first and last day that something was said of it
	Last      ascribe.Day    `json:"last"`
}

// StatementClaims is a statement with the claims on it.
type StatementClaims struct {
	Statement
	Claims []ledger.Entry `json:"claims"`
}

// mostCounted is how many claims are read to count statements or sources: what
// is more is refused, so that no request reads a large ledger whole.
const mostCounted = 20_000

func (s *server) statements(a huma.API) {
	const path = "/statements"
	huma.Register(a, get(path, "list-statements", "Statements", fmt.Sprintf("What the chosen claims are about, by key, counted over them. The filter is that of claims, and may choose at most %d of them.", mostCounted)),
		func(ctx context.Context, in *Selection) (*pageOf[Statement], error) {
			byKey := map[string]*Statement{}
			err := s.eachClaim(ctx, *in, func(c ledger.Entry) { count(byKey, c) })
			if err != nil {
				return nil, s.failure(err)
			}
			page, err := cut(byKey, in.Paging)
			return paged(page), s.failure(err)
		})
	explainFilter(a, path, claimFields().about("quote and names"))

	huma.Register(a, get("/statement", "get-statement", "A statement", "With all claims on it, by day."),
		func(ctx context.Context, in *struct {
			Key string `query:"key" required:"true" maxLength:"1000" doc:"Key of the statement."`
			Moment
		}) (*body[StatementClaims], error) {
			byKey := map[string]*Statement{}
			out := StatementClaims{Claims: []ledger.Entry{}}
			err := s.eachClaim(ctx, Selection{Moment: in.Moment, Filter: "statement:" + quoted(in.Key)}, func(c ledger.Entry) {
				count(byKey, c)
				out.Claims = append(out.Claims, c)
			})
			if err == nil && byKey[in.Key] == nil {
				err = fmt.Errorf("statement %q: %w", in.Key, ledger.ErrNotFound)
			}
			if err != nil {
				return nil, s.failure(err)
			}
			out.Statement = *byKey[in.Key]
			return &body[StatementClaims]{out}, nil
		})
}

// quoted is a value of a filter; keys hold no quotation marks.
func quoted(value string) string { return `"` + value + `"` }

// eachClaim visits the claims that are chosen, unless there are too many.
func (s *server) eachClaim(ctx context.Context, in Selection, visit func(ledger.Entry)) error {
	f := ledger.ClaimFilter{SaidBy: in.asOf()}
	if err := claimFields().apply(in.Filter, &f, wordsOfClaims); err != nil {
		return err
	}
	r, done, err := s.claimsAt(ctx, in.Moment, &f)
	if err != nil {
		return err
	}
	defer done()
	n := 0
	for c, err := range ledger.AllClaims(ctx, r, f) {
		if err != nil {
			return err
		}
		if n++; n > mostCounted {
			return huma.NewError(http.StatusBadRequest, fmt.Sprintf("The filter chooses more than %d claims, too many to count: name an incident, a document, a party or a source.", mostCounted))
		}
		visit(c)
	}
	return nil
}

// count adds a claim to its statement.
func count(byKey map[string]*Statement, c ledger.Entry) {
	key := c.Statement.Key()
	st := byKey[key]
	if st == nil {
		st = &Statement{Key: key, Statement: c.Statement, Stances: map[string]int{}, First: c.Day}
		byKey[key] = st
	}
	st.Stances[string(c.Stance)]++
	st.Contested = st.Stances[string(ascribe.Asserts)] > 0 && st.Stances[string(ascribe.Denies)] > 0
	st.Sources, st.Documents = with(st.Sources, c.Source.Key()), with(st.Documents, c.Document)
	st.First, st.Last = min(st.First, c.Day), max(st.Last, c.Day)
}

// with adds a member to an ordered set.
func with(set []string, member string) []string {
	at, found := slices.BinarySearch(set, member)
	if found {
		return set
	}
	return slices.Insert(set, at, member)
}

// cut takes one page out of what was counted, in the order of keys.
func cut[T any](byKey map[string]*T, p Paging) (page ledger.Page[T], err error) {
	after := ""
	if p.Cursor != "" {
		if err := ledger.DecodeCursor(p.Cursor, &after); err != nil {
			return page, err
		}
	}
	size := cmp.Or(p.Limit, ledger.DefaultLimit)
	last := ""
	for _, key := range slices.Sorted(maps.Keys(byKey)) {
		if key <= after && p.Cursor != "" {
			continue
		}
		if len(page.Items) == size {
			page.Next = ledger.EncodeCursor(last)
			break
		}
		page.Items = append(page.Items, *byKey[key])
		last = key
	}
	return page, nil
}
