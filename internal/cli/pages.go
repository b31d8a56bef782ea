package cli

import (
	"context"
	"io"
	"net/http"
	"runtime"

	"ascribe"
	"ascribe/internal/access"
	"ascribe/internal/casefile"
	"ascribe/internal/eurepoc"
	"ascribe/internal/intake"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/misp"
	"ascribe/internal/pipeline"
	"ascribe/internal/review"
	"ascribe/internal/selection"
	"ascribe/internal/stix"
	"ascribe/internal/web"
)

// pages are the options of the pages: what they offer besides reading.
func pages(lists *currentLists, desk *intake.Desk, store ledger.Ledger, base *knowledge.Base, markings []*stix.Marking) web.Options {
	return web.Options{Visitor: visitor, Screening: lists.screening, Lists: lists.versions, Intake: desk, Review: reviewer{store, base},
		Exports: []web.Export{exported("STIX 2.1", "stix.json", "application/stix+json;version=2.1", store, func(w io.Writer, s *selection.Selection) error { return stix.Write(w, s, markings) }),
			exported("MISP", "misp.json", "application/json", store, func(w io.Writer, s *selection.Selection) error {
				return misp.Write(w, s, misp.Options{Knowledge: base})
			}),
			coded(store, base)}}
}

// coded is an incident in the vocabulary of the European Repository of Cyber Incidents.
func coded(r ledger.Reader, base *knowledge.Base) web.Export {
	return web.Export{Name: "EuRepoC", File: "eurepoc.csv", Media: "text/csv; charset=utf-8", Write: func(ctx context.Context, w io.Writer, incident string, asOf ascribe.Day) error {
		c, err := casefile.Open(ctx, r, incident, casefile.Options{AsOf: asOf, Knowledge: base})
		if err != nil {
			return err
		}
		return eurepoc.CSV(w, []eurepoc.Coding{c.Coding()})
	}}
}

// exported is an incident in a format that is written of a selection.
func exported(name, file, media string, r selection.Reader, write func(io.Writer, *selection.Selection) error) web.Export {
	return web.Export{Name: name, File: file, Media: media, Write: func(ctx context.Context, w io.Writer, incident string, asOf ascribe.Day) error {
		chosen, err := selection.Select(ctx, r, selection.Choice{Incidents: []string{incident}, SaidBy: asOf})
		if err != nil {
			return err
		}
		return write(w, chosen)
	}}
}

// visitor tells the pages who asks, as the guard before them found out.
func visitor(r *http.Request) web.Visitor {
	id := access.Of(r.Context())
	return web.Visitor{Name: id.Account, CSRF: id.CSRF, MayWrite: id.Role.Allows(access.Analyst), SignedIn: id.Account != access.Local}
}

// newDesk takes documents into a ledger while it is served.
func newDesk(ctx context.Context, store ledger.Ledger, flow func() (*pipeline.Pipeline, error)) *intake.Desk {
	return intake.New(ctx, intake.Options{Store: store, Workers: max(runtime.GOMAXPROCS(0)/2, 1), Flow: flow})
}

// reviewer keeps judgements and has incidents made anew.
type reviewer struct {
	store ledger.Ledger
	base  *knowledge.Base
}

// Judge implements web.Review.
func (r reviewer) Judge(ctx context.Context, d review.Draft) (ascribe.Judgement, error) {
	return review.Judge(ctx, r.store, d, partyNamed(r.base), func(ctx context.Context) error {
		_, err := regroup(ctx, r.store)
		return err
	})
}

// Queue implements web.Review.
func (r reviewer) Queue(ctx context.Context, incident string) ([]review.Doubt, error) {
	return review.Queue(ctx, r.store, incident)
}
