package cli

import (
	"net/http"
	"sync"

	"ascribe/internal/access"
	"ascribe/internal/knowledge/catalogue"
	"ascribe/internal/knowledge/screening"
	"ascribe/internal/web"
)

// pages are the options of the pages: what they offer besides reading.
func (c ServeCommand) pages() web.Options {
	return web.Options{
		Visitor: visitor,
		Screening: sync.OnceValues(func() (*screening.Index, error) {
			store, err := openLists(c.Lists)
			if err != nil {
				return nil, err
			}
			lists, err := store.Current()
			if err != nil {
				return nil, err
			}
			return screening.New(lists...)
		}),
		Lists: func() ([]catalogue.Version, error) {
			store, err := openLists(c.Lists)
			if err != nil {
				return nil, err
			}
			return store.Versions()
		},
	}
}

// visitor tells the pages who asks, as the guard before them found out.
func visitor(r *http.Request) web.Visitor {
	id := access.Of(r.Context())
	return web.Visitor{Name: id.Account, CSRF: id.CSRF, MayWrite: id.Role.Allows(access.Analyst), SignedIn: id.Account != access.Local}
}
