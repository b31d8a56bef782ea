package cli

import (
	"net/http"

	"ascribe/internal/access"
	"ascribe/internal/web"
)

// pages are the options of the pages: what they offer besides reading.
func pages(lists *currentLists) web.Options {
	return web.Options{Visitor: visitor, Screening: lists.screening, Lists: lists.versions}
}

// visitor tells the pages who asks, as the guard before them found out.
func visitor(r *http.Request) web.Visitor {
	id := access.Of(r.Context())
	return web.Visitor{Name: id.Account, CSRF: id.CSRF, MayWrite: id.Role.Allows(access.Analyst), SignedIn: id.Account != access.Local}
}
