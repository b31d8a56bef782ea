package pipeline

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"iter"
	"maps"

	"ascribe"
	"ascribe/internal/copies"
	"ascribe/internal/ledger"
)

// Status is what became of an input.
type Status string

// The statuses.
const (
	Stored  Status = "stored"  // new in the ledger
	Updated Status = "updated" // was there, and was made again by newer stages or with other metadata
	Current Status = "current" // was there, made by these very stages
	Failed  Status = "failed"
)

// Outcome is what became of one input of an ingest.
type Outcome struct {
	Input    string `json:"input"`
	Status   Status `json:"status"`
	Document string `json:"document,omitempty"` // Document.ID
	Claims   int    `json:"claims"`
	Copies   int    `json:"copies,omitempty"` // documents in the ledger whose text it shares
	Error    string `json:"error,omitempty"`

	Failure error `json:"-"` // of a failed input, or why a stored one lacks an extractor's part
	Work    *Work `json:"-"` // of a stored or updated one
}

// Store is what Ingest needs of a ledger.
type Store interface {
	Stamp(ctx context.Context, document string) (ledger.Stamp, error)
	Origins(ctx context.Context, document string) ([]ledger.Origin, error)
	Put(ctx context.Context, r ledger.Record) error
	Found(ctx context.Context, document string, o ledger.Origin) error
}

// Ingest takes the inputs through the stages, keeps what they make in the store,
// one transaction a document, and yields an outcome for each input in order. A
// document that is there already, made by the same stages, is left as it is; so an
// ingest that was interrupted is completed by running it again. When ctx ends,
// documents that were begun are still kept. The same documents give the same
// ledger in any order and however often the work was interrupted.
func (p *Pipeline) Ingest(ctx context.Context, inputs Inputs, store Store, workers int) iter.Seq[Outcome] {
	lasting := context.WithoutCancel(ctx)
	return func(yield func(Outcome) bool) {
		n := ingest{pipeline: p, store: store, stages: p.Stamp(), seen: map[string]bool{}}
		for w := range ordered(ctx, inputs, workers, func(raw ascribe.Raw, err error) prepared { return n.prepare(ctx, raw, err) }) {
			if !yield(n.keep(lasting, w)) {
				return
			}
		}
	}
}

// ingest is one run of Ingest.
type ingest struct {
	pipeline *Pipeline
	store    Store
	stages   map[string]string
	seen     map[string]bool // documents of this run
}

// prepared is an input on its way to the store.
type prepared struct {
	raw   ascribe.Raw
	id    string
	known bool // the ledger has the document
	work  *Work
	err   error
}

// prepare runs in parallel: it reads a document unless the ledger has it as these
// stages make it.
func (n *ingest) prepare(ctx context.Context, raw ascribe.Raw, err error) prepared {
	lasting := context.WithoutCancel(ctx)
	if err != nil {
		return prepared{raw: raw, err: unread(raw, err)}
	}
	out := prepared{raw: raw, id: ascribe.DocumentID(raw.Bytes)}
	stamp, err := n.store.Stamp(lasting, out.id)
	switch {
	case errors.Is(err, ledger.ErrNotFound):
	case err != nil:
		out.err = &Failure{Input: raw.Origin, Stage: "ledger", Err: err}
		return out
	default:
		out.known = true
		raw.Given = raw.Given.Or(givenBefore(stamp))
		out.raw = raw
		if stamp.Equal(n.stamp(raw.Given)) {
			return out
		}
	}
	out.work, out.err = n.pipeline.ReadContext(ctx, raw)
	return out
}

// keep runs one document at a time, in order.
func (n *ingest) keep(ctx context.Context, w prepared) Outcome {
	outcome := Outcome{Input: w.raw.Origin, Document: w.id}
	err := w.err
	switch {
	case err != nil:
	case w.work == nil || n.seen[w.id]:
		outcome.Status = Current
		err = n.again(ctx, w)
	default:
		outcome.Status = Stored
		if w.known {
			outcome.Status = Updated
		}
		outcome.Work, outcome.Claims = w.work, len(w.work.Claims)
		outcome.Copies, err = n.put(ctx, w)
		if lacking := w.work.Lacking; lacking != nil && err == nil {
			outcome.Failure = &Failure{Input: w.raw.Origin, Stage: claimStage, Err: lacking}
			outcome.Error = outcome.Failure.Error()
		}
	}
	if err != nil {
		return failed(w.raw.Origin, err)
	}
	n.seen[w.id] = true
	return outcome
}

func failed(input string, err error) Outcome {
	var failure *Failure
	if !errors.As(err, &failure) {
		err = &Failure{Input: input, Stage: "ledger", Err: err}
	}
	return Outcome{Input: input, Status: Failed, Error: err.Error(), Failure: err}
}

// again notes that a document that is kept was found at another place.
func (n *ingest) again(ctx context.Context, w prepared) error {
	origins, err := n.store.Origins(ctx, w.id)
	if err != nil {
		return err
	}
	for _, o := range origins {
		if o.File == w.raw.Origin {
			return nil
		}
	}
	return n.store.Found(ctx, w.id, ledger.Origin{File: w.raw.Origin, Read: w.raw.Read})
}

func (n *ingest) put(ctx context.Context, w prepared) (sameText int, err error) {
	work := w.work
	err = n.store.Put(ctx, ledger.Record{
		Document: work.Document, Raw: work.Raw.Bytes, Text: work.Text,
		Entities: work.Entities, Mentions: work.Mentions, Claims: work.Claims,
		Signature: work.Signature, Bands: work.Signature.Bands(), Stamp: n.stampOf(work),
		Link: func(c ledger.CopyCandidate) (ascribe.Copy, bool) {
			link, ok := linkOf(work, c)
			if ok {
				sameText++
			}
			return link, ok
		},
	})
	return sameText, err
}

// linkOf links a document to another one if they share their text.
func linkOf(w *Work, c ledger.CopyCandidate) (ascribe.Copy, bool) {
	overlap, isCopy := w.Signature.Compare(copies.Signature(c.Signature))
	link := ascribe.Copy{Document: w.Document.ID, Of: c.Document, Overlap: overlap}
	if earlier(w.Document.Published, w.Document.ID, c.Published, c.Document) {
		link.Document, link.Of = link.Of, link.Document
	}
	return link, isCopy
}

// earlier decides which of two documents is the original: the one published
// first; a dated one before an undated one; else by id, so that the order of
// arrival does not matter.
func earlier(day ascribe.Day, id string, otherDay ascribe.Day, other string) bool {
	if (day == "") != (otherDay == "") {
		return day != ""
	}
	return cmp.Or(cmp.Compare(day, otherDay), cmp.Compare(id, other)) < 0
}

// givenStage is the entry of a stamp that holds the metadata given from outside,
// as JSON: it changes a document as a stage's version does. An input that comes
// again without its sidecar keeps what was given before.
const givenStage = "given"

func (n *ingest) stamp(given ascribe.Metadata) ledger.Stamp {
	stages := maps.Clone(n.stages)
	if given != (ascribe.Metadata{}) {
		b, _ := json.Marshal(given) // a struct of strings
		stages[givenStage] = string(b)
	}
	return ledger.Stamp{Stages: stages}
}

// stampOf is the stamp of a document. One that lacks an extractor's part is
// stamped so that the next ingest tries again.
func (n *ingest) stampOf(w *Work) ledger.Stamp {
	stamp := n.stamp(w.Raw.Given)
	if w.Lacking != nil {
		stamp.Stages[claimStage] += ", incomplete"
	}
	return stamp
}

func givenBefore(stamp ledger.Stamp) ascribe.Metadata {
	var given ascribe.Metadata
	if text, ok := stamp.Stages[givenStage]; ok {
		_ = json.Unmarshal([]byte(text), &given) // what can't be read counts as not given
	}
	return given
}
