package api

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ascribe"
	"ascribe/internal/access"
	"ascribe/internal/intake"
	"ascribe/internal/ledger"
)

// Intake is what takes documents in.
type Intake interface {
	Submit(by string, inputs []intake.Input) (intake.Job, error)
	Job(id string) (intake.Job, error)
	Jobs() []intake.Job
	Follow(ctx context.Context, id string) iter.Seq[intake.Job]
}

// Given is a document to be read: an address, or a text with a name.
type Given struct {
	Address   string `json:"address,omitempty" maxLength:"2000" doc:"An http(s) address on the public Internet."`
	Name      string `json:"name,omitempty" maxLength:"300" doc:"What to call the text."`
	Text      string `json:"text,omitempty" doc:"The document itself, where no address is given."`
	Title     string `json:"title,omitempty" maxLength:"1000"`
	Publisher string `json:"publisher,omitempty" maxLength:"300"`
	Published string `json:"published,omitempty" format:"date"`
	URL       string `json:"url,omitempty" maxLength:"2000" doc:"Where it was published."`
}

// Accepted is the answer to documents that were taken in.
type Accepted struct {
	Location string `header:"Location"`
	Body     intake.Job
}

// The bounds of what is taken in by one request.
const (
	largestFile = 32 << 20        // bytes
	largestText = 8 << 20         // bytes of a request with texts
	fileTimeout = 2 * time.Minute // for all of it to arrive
)

func (s *server) intake(a huma.API) {
	const path = "/intake"
	give := func(summary, about, id, path string, most int64) huma.Operation {
		o := needs(access.Analyst, operation(http.MethodPost, path, id, summary, about+" What becomes of them is told by the job: follow its `events`, or ask again until its state is done.",
			http.StatusBadRequest, http.StatusNotFound, http.StatusRequestEntityTooLarge, http.StatusRequestTimeout))
		o.DefaultStatus, o.MaxBodyBytes, o.BodyReadTimeout = http.StatusAccepted, most, fileTimeout
		return o
	}
	huma.Register(a, give("Add documents", "Reads addresses or texts into the ledger.", "add-documents", path, largestText),
		func(ctx context.Context, in *struct {
			Body struct {
				Inputs []Given `json:"inputs" minItems:"1" maxItems:"100"`
			}
		}) (*Accepted, error) {
			var inputs []intake.Input
			for _, g := range in.Body.Inputs {
				inputs = append(inputs, intake.Input{Address: g.Address, Name: g.Name, Bytes: []byte(g.Text),
					Given: ascribe.Metadata{Title: g.Title, Publisher: g.Publisher, Published: g.Published, URL: g.URL}})
			}
			return s.submit(ctx, inputs)
		})
	huma.Register(a, give("Add a file", "Reads one file into the ledger: plain text, Markdown, HTML, PDF, STIX or MISP, told from its bytes.", "add-file", path+"/file", largestFile),
		func(ctx context.Context, in *struct {
			Name      string `query:"name" maxLength:"300" doc:"The file's name."`
			Title     string `query:"title" maxLength:"1000" doc:"Its title; overrides what it says itself."`
			Publisher string `query:"publisher" maxLength:"300" doc:"Who published it."`
			Published string `query:"published" format:"date" doc:"Day of publication."`
			URL       string `query:"url" maxLength:"2000" doc:"Where it was published."`
			RawBody   []byte `contentType:"application/octet-stream"`
		}) (*Accepted, error) {
			raw := append([]byte(nil), in.RawBody...) // the library uses the bytes again
			return s.submit(ctx, []intake.Input{{Name: in.Name, Bytes: raw,
				Given: ascribe.Metadata{Title: in.Title, Publisher: in.Publisher, Published: in.Published, URL: in.URL}}})
		})
	huma.Register(a, get(path, "list-jobs", "Jobs", "Documents that were added over this server since it started, newest first. All that are remembered; there is no next page."),
		func(context.Context, *struct{}) (*pageOf[intake.Job], error) {
			if s.Intake == nil {
				return nil, absent("intake")
			}
			return paged(ledger.Page[intake.Job]{Items: s.Intake.Jobs()}), nil
		})
	huma.Register(a, get(path+"/{id}", "get-job", "A job", "How far it has come, and what became of each document."),
		func(_ context.Context, in *struct{ ByID }) (*body[intake.Job], error) {
			job, err := s.job(in.ID)
			return &body[intake.Job]{job}, err
		})
	huma.Register(a, stream(a, path+"/{id}/events", "follow-job", "Follow a job", "An event `job` whenever it has come further, until it is done.", intake.Job{}),
		func(ctx context.Context, in *struct{ ByID }) (*huma.StreamResponse, error) {
			if _, err := s.job(in.ID); err != nil {
				return nil, err
			}
			return s.events("job", func(ctx context.Context) iter.Seq[any] {
				return func(yield func(any) bool) {
					for job := range s.Intake.Follow(ctx, in.ID) {
						if !yield(job) {
							return
						}
					}
				}
			}), nil
		})
}

func (s *server) submit(ctx context.Context, inputs []intake.Input) (*Accepted, error) {
	if s.Intake == nil {
		return nil, absent("intake: start it with `ascribe serve`")
	}
	job, err := s.Intake.Submit(access.Of(ctx).Account, inputs)
	if errors.Is(err, intake.ErrBusy) {
		return nil, huma.Error429TooManyRequests(err.Error())
	}
	if err != nil {
		return nil, s.failure(err)
	}
	return &Accepted{Location: Path + "/intake/" + job.ID, Body: job}, nil
}

func (s *server) job(id string) (intake.Job, error) {
	if s.Intake == nil {
		return intake.Job{}, absent("intake")
	}
	job, err := s.Intake.Job(id)
	if errors.Is(err, intake.ErrUnknown) {
		return job, huma.Error404NotFound(err.Error())
	}
	return job, s.failure(err)
}
