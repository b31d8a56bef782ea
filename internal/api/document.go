package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"ascribe"
	"ascribe/internal/ledger"
)

// Document is all that is kept of a document but its text and what it says.
type Document struct {
	ascribe.Document
	Origins   []ledger.Origin        `json:"origins"` // every place where these bytes were found, oldest first
	Copies    []ascribe.Copy         `json:"copies"`
	Incidents []ledger.IncidentEntry `json:"incidents"` // those that it tells of
	Stages    map[string]string      `json:"stages"`    // by which version of each stage it was read
}

// Original is the answer with a document's own bytes: a download that no
// browser opens.
type Original struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Policy      string `header:"Content-Security-Policy"`
	Body        []byte
}

func (s *server) documents(a huma.API) {
	const path = "/documents"
	type in struct {
		Selection
		Order
	}
	huma.Register(a, get(path, "list-documents", "Documents", "What was read, by day of publication. With `as-of` those published by then, and those whose day is not known."),
		func(ctx context.Context, in *in) (*pageOf[ledger.DocumentEntry], error) {
			page, err := s.listDocuments(ctx, in.Selection, in.Newest)
			return paged(page), s.failure(err)
		})
	explainFilter(a, path, documentFields().about("title, publisher, byline and text"))

	huma.Register(a, get(path+"/{id}", "get-document", "A document", "Its custody and publication, its copies, the incidents that it tells of."),
		func(ctx context.Context, in *struct{ ByID }) (*body[Document], error) {
			d, err := s.document(ctx, in.ID)
			return &body[Document]{d}, s.failure(err)
		})
	huma.Register(a, get(path+"/{id}/text", "get-text", "Text of a document", "All offsets are bytes of `content`."),
		func(ctx context.Context, in *struct{ ByID }) (*body[ascribe.Text], error) {
			t, err := s.reader.Text(ctx, in.ID)
			return &body[ascribe.Text]{t}, s.failure(err)
		})
	huma.Register(a, get(path+"/{id}/mentions", "list-mentions", "Mentions in a document", "Where it names or describes somebody, with whom that was taken for and why. All of them; there is no next page."),
		func(ctx context.Context, in *struct{ ByID }) (*pageOf[ascribe.Mention], error) {
			if _, err := s.reader.Document(ctx, in.ID); err != nil {
				return nil, s.failure(err)
			}
			mentions, err := s.reader.Mentions(ctx, in.ID)
			return paged(ledger.Page[ascribe.Mention]{Items: mentions}), s.failure(err)
		})
	huma.Register(a, get(path+"/{id}/claims", "list-document-claims", "Claims of a document", "By day said and place in the text."),
		func(ctx context.Context, in *struct {
			ByID
			Selection
		}) (*pageOf[ledger.Entry], error) {
			if _, err := s.reader.Document(ctx, in.ID); err != nil {
				return nil, s.failure(err)
			}
			page, err := s.listClaims(ctx, in.Selection, ledger.ClaimFilter{Document: in.ID})
			return paged(page), s.failure(err)
		})
	explainFilter(a, path+"/{id}/claims", claimFields().about("quote and names"))
	s.original(a, path)
}

func (s *server) original(a huma.API, path string) {
	o := get(path+"/{id}/original", "get-original", "Original of a document", "The bytes as they were read, as a download.")
	o.Responses = map[string]*huma.Response{"200": {Description: "The bytes.",
		Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}}}}}
	huma.Register(a, o, func(ctx context.Context, in *struct{ ByID }) (*Original, error) {
		raw, err := s.reader.Original(ctx, in.ID)
		if err != nil {
			return nil, s.failure(err)
		}
		return &Original{ContentType: "application/octet-stream", Disposition: `attachment; filename="original"`,
			Policy: "default-src 'none'; sandbox", Body: raw}, nil
	})
}

func (s *server) listDocuments(ctx context.Context, in Selection, newest bool) (none ledger.Page[ledger.DocumentEntry], err error) {
	f := ledger.DocumentFilter{Newest: newest, Paging: in.paging()}
	if err := documentFields().apply(in.Filter, &f, func(f *ledger.DocumentFilter, words string) { f.Query = words }); err != nil {
		return none, err
	}
	r, done, err := s.at(ctx, in.Moment)
	if err != nil {
		return none, err
	}
	defer done()
	page, err := r.Documents(ctx, f)
	if err != nil || in.AsOf == "" {
		return page, err
	}
	return fitting(ctx, page, func(_ context.Context, d ledger.DocumentEntry) (bool, error) {
		return d.Published == "" || d.Published <= in.asOf(), nil
	})
}

func (s *server) document(ctx context.Context, id string) (d Document, err error) {
	if d.Document, err = s.reader.Document(ctx, id); err != nil {
		return d, err
	}
	if d.Origins, err = s.reader.Origins(ctx, id); err != nil {
		return d, err
	}
	if d.Copies, err = s.reader.Copies(ctx, id); err != nil {
		return d, err
	}
	incidents, err := s.reader.Incidents(ctx, ledger.IncidentFilter{Document: id, Paging: ledger.Paging{Limit: ledger.MaxLimit}})
	if err != nil {
		return d, err
	}
	d.Incidents = incidents.Items
	stamp, err := s.reader.Stamp(ctx, id)
	d.Stages = stamp.Stages
	return d, err
}
