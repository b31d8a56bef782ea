// Package model reads claims with a language model, and lets nothing through
// that the text doesn't bear out.
//
// Reader.Read shows a document to the model in windows (window.go), with a fixed
// prompt (package prompt), over an endpoint that the user has named (package
// chat). Of the answers it keeps what holds: the quote is found in the stored text and its
// offsets are computed here (check.go); each party occurs in the passage, in what it refers back to,
// or by another name that the knowledge has for what occurs (party.go); predicates, stances and values are the codebook's; days are
// worked out from the text's own words. What doesn't hold is refused and kept with the reason. No string of
// an answer reaches a claim: names are the knowledge's or the text's own.
//
// Sentences that give orders to whoever reads them are not shown and not quoted
// (orders.go). Join brings together what rules and model found.
package model

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/language"
	"ascribe/internal/model/chat"
	"ascribe/internal/model/prompt"
)

// Version stamps the checks; it changes whenever the same answers may give other claims.
const Version = "model/1"

const (
	// DefaultAnswer is the longest answer asked for, in tokens.
	DefaultAnswer = 8000
	// malformedTries is how often one question is asked when answers don't parse.
	malformedTries = 2
)

// Input is one document as the stages before have left it.
type Input struct {
	Document  ascribe.Document
	Text      ascribe.Text
	Analysis  *language.Analysis
	Mentions  []ascribe.Mention // linked
	Entities  []ascribe.Entity  // that the mentions refer to
	Base      *knowledge.Base
	Publisher ascribe.Party                       // who says what nobody else is named for
	SpeaksFor func(ascribe.Party) []ascribe.Party // whom a source speaks for, nearest first; nil is nobody
}

// Asker answers questions; *chat.Client is one.
type Asker interface {
	Ask(ctx context.Context, r chat.Request) (chat.Answer, error)
}

// Options say how documents are read. Asker and Model are needed.
type Options struct {
	Asker    Asker
	Endpoint string // part of the cache's key and nothing else: two services may serve one name
	Model    string // its name, for the claims' provenance
	Window   int    // bytes shown at once; 0 is DefaultWindow
	Answer   int    // tokens of an answer; 0 is DefaultAnswer
	Cache    Cache  // nil is NoCache
	Limits   Limits
	Dry      bool // count what would be asked, ask nothing
}

// Reader reads documents with a model. It is safe for concurrent use.
type Reader struct {
	options Options
	prompt  prompt.Prompt
	orders  orders
	budget  budget
	mu      sync.Mutex
	plan    Plan
	gone    error // why the endpoint will refuse every question
}

// New makes a reader. An error means that embedded data is broken.
func New(o Options) (*Reader, error) {
	p, err := prompt.New()
	if err != nil {
		return nil, err
	}
	patterns, err := newOrders()
	if err != nil {
		return nil, err
	}
	if o.Window <= 0 {
		o.Window = DefaultWindow
	}
	if o.Answer <= 0 {
		o.Answer = DefaultAnswer
	}
	if o.Cache == nil {
		o.Cache = NoCache{}
	}
	return &Reader{options: o, prompt: p, orders: patterns, budget: budget{limits: o.Limits}}, nil
}

// Version names everything that decides what comes of a document: checks, model,
// prompt and parameters.
func (r *Reader) Version() string {
	return fmt.Sprintf("%s %s %s temperature=0 seed=1 window=%d answer=%d", Version, r.options.Model, r.prompt.Version, r.options.Window, r.options.Answer)
}

// Spent is what the reader's questions have taken so far, what came from the cache left out.
func (r *Reader) Spent() chat.Usage {
	r.budget.mu.Lock()
	defer r.budget.mu.Unlock()
	return r.budget.spent
}

// Result is what came of one document.
type Result struct {
	Claims   []ascribe.Claim
	Rejected []ascribe.Rejection
	Orders   []ascribe.Span // sentences that give orders to a reader; neither shown nor quoted
}

// Read reads the claims of a document. It fails as a whole when a part could not
// be asked about: an *ascribe.Problem, or the context's error. Parts that were
// answered come from the cache when it is tried again.
func (r *Reader) Read(ctx context.Context, in Input) (Result, error) {
	sentences := sentencesOf(in)
	k := newChecker(in, r.Version(), sentences)
	k.orders = r.orders.in(k.prose, sentences)
	k.shown = without(k.prose, k.orders)
	shown := slices.DeleteFunc(slices.Clone(sentences), func(s ascribe.Span) bool { return slices.Contains(k.orders, s) })
	parts := windows(shown, r.options.Window)
	for i, w := range parts {
		if err := r.window(ctx, k, w, i+1, len(parts)); err != nil {
			return Result{}, err
		}
	}
	return Result{Claims: k.finish(), Rejected: k.rejected, Orders: k.orders}, nil
}

// window asks about one window and checks what comes back. A window whose answer
// is cut off is asked about in halves.
func (r *Reader) window(ctx context.Context, k *checker, w window, number, of int) error {
	claims, misshapen, err := r.ask(ctx, k, w, number, of)
	if errors.Is(err, errCut) {
		if halves := w.halves(); halves != nil {
			for _, half := range halves {
				if err := r.window(ctx, k, half, number, of); err != nil {
					return err
				}
			}
			return nil
		}
		k.reject("cut", "the answer was longer than may be; what follows its last whole claim is lost", "")
		err = nil
	}
	if err != nil {
		return err
	}
	for _, item := range misshapen {
		k.reject("shape", "it has not the shape of a claim", item)
	}
	for _, c := range claims {
		k.check(c, w)
	}
	return nil
}

var errCut = errors.New("the answer was cut off")

// ask gives the claims of an answer, from the cache where it has one.
func (r *Reader) ask(ctx context.Context, k *checker, w window, number, of int) ([]rawClaim, []string, error) {
	question := r.question(k, w, number, of)
	key := r.key(question)
	if r.options.Dry {
		r.count(question, key)
		return nil, nil, nil
	}
	if a, ok := r.options.Cache.Get(key); ok {
		if claims, misshapen, err := reading(a); err == nil || errors.Is(err, errCut) {
			return claims, misshapen, err
		}
	}
	var err error
	for range malformedTries {
		var a chat.Answer
		if a, err = r.send(ctx, question); err != nil {
			return nil, nil, err
		}
		var claims []rawClaim
		var misshapen []string
		claims, misshapen, err = reading(a)
		if err == nil || errors.Is(err, errCut) {
			_ = r.options.Cache.Put(key, a) // a full disk costs money, not correctness
			return claims, misshapen, err
		}
	}
	return nil, nil, &ascribe.Problem{Name: chat.ErrUnanswered.Name, Do: chat.ErrUnanswered.Do, Cause: err,
		Why: fmt.Sprintf("the model was asked %d times and %v", malformedTries, err)}
}

// reading decodes an answer; errCut comes with the whole items of one that was cut off.
func reading(a chat.Answer) ([]rawClaim, []string, error) {
	claims, misshapen, err := decode(a.Content)
	if a.Cut {
		return claims, misshapen, errCut
	}
	return claims, misshapen, err
}

// question is what is sent for one window.
func (r *Reader) question(k *checker, w window, number, of int) chat.Request {
	part := prompt.Part{Publisher: k.in.Document.Publisher, Published: string(k.in.Document.Published),
		Number: number, Of: of, Text: w.text(k.shown)}
	if title := k.in.Document.Title; len(r.orders.in(title, []ascribe.Span{{End: len(title)}})) == 0 {
		part.Title = title
	}
	return chat.Request{System: r.prompt.System, User: prompt.Question(part), Schema: r.prompt.Schema, MaxTokens: r.options.Answer}
}

func (r *Reader) key(q chat.Request) string {
	return keyOf(r.options.Endpoint, r.options.Model, r.prompt.Version, fmt.Sprint(q.MaxTokens), q.User)
}

// send asks the endpoint within the budget. After a refusal it asks no more.
func (r *Reader) send(ctx context.Context, q chat.Request) (chat.Answer, error) {
	r.mu.Lock()
	gone := r.gone
	r.mu.Unlock()
	if gone != nil {
		return chat.Answer{}, gone
	}
	most := mostOf(q)
	if err := r.budget.book(most); err != nil {
		return chat.Answer{}, err
	}
	a, err := r.options.Asker.Ask(ctx, q)
	r.budget.settle(most, taken(q, a, err))
	if errors.Is(err, chat.ErrRefused) {
		r.mu.Lock()
		r.gone = err
		r.mu.Unlock()
	}
	return a, err
}

func mostOf(q chat.Request) chat.Usage {
	return chat.Usage{In: Tokens(q.System) + Tokens(q.User) + Tokens(string(q.Schema)), Out: q.MaxTokens}
}

// taken is what a question took: as the endpoint counts, else by estimate.
func taken(q chat.Request, a chat.Answer, err error) chat.Usage {
	switch {
	case err != nil:
		return chat.Usage{}
	case a.Usage == (chat.Usage{}):
		return chat.Usage{In: mostOf(q).In, Out: Tokens(a.Content)}
	default:
		return a.Usage
	}
}
