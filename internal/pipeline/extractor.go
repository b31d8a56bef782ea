package pipeline

import (
	"errors"
	"fmt"
	"slices"

	"ascribe"
	"ascribe/internal/claim"
	"ascribe/internal/knowledge"
	"ascribe/internal/model"
)

// Extractor reads the claims of a document that the stages before have analysed
// and linked. It is safe for concurrent use. Each claim validates against the
// document's text; each error fails the document.
type Extractor interface {
	// Version changes whenever the same document may give other claims.
	Version() string

	Extract(w *Work) (Reading, error)
}

// Reading is what an extractor made of a document.
type Reading struct {
	By       Choice           // Rules or Model
	Claims   []ascribe.Claim  // in the order of the text
	Entities []ascribe.Entity // those that mentions or claims refer to
	Rejected []ascribe.Rejection
}

// Choice says who reads claims.
type Choice string

// The choices.
const (
	Rules Choice = "rules" // built in: offline, the same every time
	Model Choice = "model" // a language model at an endpoint that the user names
	Both  Choice = "both"
)

// Choices lists the choices.
func Choices() []Choice { return []Choice{Rules, Model, Both} }

// ErrNoModel is the problem of a document that wants a model in a run without one.
var ErrNoModel = &ascribe.Problem{Name: "no-model", Why: "its claims are to be read by a model, and no endpoint is named",
	Do: "name one with --model-url and --model, or read it with --extractor rules"}

// rules is the built-in extractor.
type rules struct {
	claims *claim.Extractor
	base   *knowledge.Base
}

func (rules) Version() string { return claim.Version }

func (x rules) Extract(w *Work) (Reading, error) {
	claims, entities := x.claims.Extract(x.input(w))
	return Reading{By: Rules, Claims: claims, Entities: entities}, nil
}

func (x rules) input(w *Work) claim.Input {
	return claim.Input{Document: w.Document, Text: w.Text, Analysis: w.Analysis,
		Mentions: w.Mentions, Entities: w.Entities, SpeaksFor: w.SpeaksFor, Base: x.base}
}

// modelled is the extractor that asks a model. It shares with the rules who
// publishes a document and who speaks for whom.
type modelled struct {
	reader *model.Reader
	rules  rules
}

func (x modelled) Version() string { return x.reader.Version() }

func (x modelled) Extract(w *Work) (Reading, error) {
	in := x.rules.input(w)
	voices := claim.NewVoices(in)
	result, err := x.reader.Read(w.Context(), model.Input{Document: w.Document, Text: w.Text, Analysis: w.Analysis, Mentions: w.Mentions,
		Entities: w.Entities, Base: x.rules.base, Publisher: voices.Publisher, SpeaksFor: voices.SpeaksFor})
	if err != nil {
		return Reading{}, err
	}
	w.orders = result.Orders
	w.flagOrders()
	return Reading{By: Model, Claims: result.Claims, Rejected: result.Rejected, Entities: voices.Referred(result.Claims)}, nil
}

// flagOrders marks a document that tells its reader what to do.
func (w *Work) flagOrders() {
	for _, s := range w.orders {
		quote := ascribe.Quote{Span: s, Text: s.Of(w.Text.Content)}
		w.Document.Flags = append(w.Document.Flags, ascribe.Flag{Flag: "orders", Quote: &quote,
			Why: "this sentence gives orders to a program that reads it; the model was not shown it, and nothing is quoted from it"})
	}
}

// chooser reads each document by the extractor that the document or the run chooses.
type chooser struct {
	choice Choice
	rules  rules
	model  *modelled // nil without a model
}

func newChooser(o Options, t tools) (Extractor, error) {
	x := chooser{choice: o.Extractor, rules: rules{t.claims, t.base}}
	if x.choice == "" {
		x.choice = Rules
	}
	if !slices.Contains(Choices(), x.choice) {
		return nil, fmt.Errorf("there is no extractor %q", x.choice)
	}
	if o.Model != nil {
		x.model = &modelled{o.Model, x.rules}
	} else if x.choice != Rules {
		return nil, ErrNoModel
	}
	return x, nil
}

// Version names all that the run's choice uses; a document's own choice stands in
// its stamp as given metadata.
func (x chooser) Version() string {
	switch {
	case x.model == nil || x.choice == Rules:
		return x.rules.Version()
	case x.choice == Model:
		return x.model.Version()
	default:
		return x.rules.Version() + " + " + x.model.Version()
	}
}

// choose is who reads a document: its own choice, else the run's; the rules where
// its text may not be sent.
func (x chooser) choose(given ascribe.Metadata) Choice {
	switch {
	case given.Private:
		return Rules
	case given.Extractor != "":
		return Choice(given.Extractor)
	default:
		return x.choice
	}
}

// Extract reads a document. Where both read and the model fails, what the rules
// found stands and Work.Lacking says what is missing.
func (x chooser) Extract(w *Work) (Reading, error) {
	choice := x.choose(w.Raw.Given)
	if choice == Rules {
		reading, err := x.rules.Extract(w)
		w.Readings = []Reading{reading}
		return reading, err
	}
	if x.model == nil {
		return Reading{}, ErrNoModel
	}
	w.orders = nil
	found, err := x.model.Extract(w)
	if choice == Model && len(w.orders) == 0 {
		w.Readings = []Reading{found}
		return found, err
	}
	read, failed := x.rules.Extract(w) // which take no orders, and so read a page that gives some as well
	read.Claims = slices.DeleteFunc(read.Claims, func(c ascribe.Claim) bool { return slices.ContainsFunc(w.orders, c.Quote.Overlaps) })
	if failed != nil {
		return Reading{}, errors.Join(failed, err)
	}
	w.Readings = []Reading{read, found}
	if err != nil {
		w.Lacking = err
		w.Readings = w.Readings[:1]
		return read, w.Context().Err() // an interrupted document is no document
	}
	joined := model.Join(read.Claims, found.Claims)
	in := x.rules.input(w)
	return Reading{Claims: joined.Claims, Rejected: append(found.Rejected, joined.Rejected...), Entities: claim.NewVoices(in).Referred(joined.Claims)}, nil
}
