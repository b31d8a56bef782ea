package api

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ascribe"
	"ascribe/internal/access"
	"ascribe/internal/ledger"
)

// Paging are the parameters of every list.
type Paging struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"50" doc:"Most entries of a page."`
	Cursor string `query:"cursor" maxLength:"1000" doc:"The next of the page before."`
}

func (p Paging) paging() ledger.Paging { return ledger.Paging{Limit: p.Limit, Cursor: p.Cursor} }

// Moment are the parameters of everything that is read: the two clocks.
type Moment struct {
	AsOf  string    `query:"as-of" format:"date" doc:"Only what had been said by that day."`
	Known time.Time `query:"known" doc:"Only what this ledger knew at that time, as judgements made by then show it."`
}

// asOf is the day, "" for any.
func (m Moment) asOf() ascribe.Day { return ascribe.Day(m.AsOf) }

// Selection are the parameters of a list that can be filtered.
type Selection struct {
	Filter string `query:"filter" maxLength:"4096"`
	Paging
	Moment
}

// Order is the parameter of lists that can be turned round.
type Order struct {
	Newest bool `query:"newest" doc:"Newest first."`
}

// body is an answer.
type body[T any] struct{ Body T }

// pageOf is a page as an answer.
type pageOf[T any] = body[ledger.Page[T]]

// paged makes an answer of a page; a page without entries is an empty list.
func paged[T any](p ledger.Page[T]) *pageOf[T] {
	if p.Items == nil {
		p.Items = []T{}
	}
	return &pageOf[T]{p}
}

// at is the ledger as of the time that it is asked for. Call done after use.
func (s *server) at(ctx context.Context, m Moment) (r Reader, done func(), err error) {
	switch {
	case m.Known.IsZero():
		return s.reader, func() {}, nil
	case s.Known == nil:
		return nil, nil, absent("memory of what it knew when")
	}
	select {
	case s.past <- struct{}{}:
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
	done = func() { <-s.past }
	if r, err = s.Known(ctx, m.Known); err != nil {
		done()
	}
	return r, done, err
}

// operation describes an operation; errors are the statuses that it may answer with.
func operation(method, path, id, summary, about string, errors ...int) huma.Operation {
	return huma.Operation{Method: method, Path: path, OperationID: id, Summary: summary, Description: about,
		Errors: append(errors, http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests, http.StatusInternalServerError)}
}

// get describes an operation that reads.
func get(path, id, summary, about string) huma.Operation {
	return operation(http.MethodGet, path, id, summary, about, http.StatusBadRequest, http.StatusNotFound)
}

// needs says what role an operation needs.
func needs(role access.Role, o huma.Operation) huma.Operation {
	o.Metadata = map[string]any{roleKey: role}
	o.Description += " Needs the role " + string(role) + "."
	return o
}

// explainFilter writes what a list's filter may say into its description.
func explainFilter(a huma.API, path, text string) {
	for _, p := range a.OpenAPI().Paths[path].Get.Parameters {
		if p.Name == "filter" {
			p.Description, p.Schema.Description = text, text
		}
	}
}

// fitting leaves out the entries of a page that do not fit, which makes a page shorter
// and never loses the next one.
func fitting[T any](ctx context.Context, p ledger.Page[T], fits func(context.Context, T) (bool, error)) (ledger.Page[T], error) {
	var failed error
	p.Items = slices.DeleteFunc(p.Items, func(item T) bool {
		if failed != nil {
			return true
		}
		ok, err := fits(ctx, item)
		failed = err
		return !ok
	})
	return p, failed
}
