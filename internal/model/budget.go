package model

import (
	"fmt"
	"sync"

	"ascribe"
	"ascribe/internal/model/chat"
)

// ErrBudget is the problem of a document that would cost more than is left.
var ErrBudget = &ascribe.Problem{Name: "budget", Why: "the run's budget for the model is spent",
	Do: "raise --max-tokens or --max-cost and run the same command again; answers that came are kept"}

// Price is what tokens cost, in any currency, for each million.
type Price struct{ In, Out float64 }

// Cost is what some tokens cost.
func (p Price) Cost(u chat.Usage) float64 {
	return (float64(u.In)*p.In + float64(u.Out)*p.Out) / 1e6
}

// Limits bound a run. Zero is no bound.
type Limits struct {
	Tokens int     // in and out together
	Cost   float64 // by Price
	Price  Price
}

// budget counts what a run spends. What is under way counts as its most.
type budget struct {
	limits Limits
	mu     sync.Mutex
	spent  chat.Usage
	booked chat.Usage
}

// book sets aside the most that a question may take, or refuses.
func (b *budget) book(most chat.Usage) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := sum(sum(b.spent, b.booked), most)
	switch {
	case b.limits.Tokens > 0 && all.In+all.Out > b.limits.Tokens:
		return &ascribe.Problem{Name: ErrBudget.Name, Do: ErrBudget.Do,
			Why: fmt.Sprintf("the next question may take %d tokens, and of the run's %d all but %d are spent or under way", most.In+most.Out, b.limits.Tokens, max(b.limits.Tokens-all.In-all.Out+most.In+most.Out, 0))}
	case b.limits.Cost > 0 && b.limits.Price.Cost(all) > b.limits.Cost:
		return &ascribe.Problem{Name: ErrBudget.Name, Do: ErrBudget.Do,
			Why: fmt.Sprintf("the next question may cost %.4f, and of the run's %.4f all but %.4f are spent or under way", b.limits.Price.Cost(most), b.limits.Cost, max(b.limits.Cost-b.limits.Price.Cost(sum(b.spent, b.booked)), 0))}
	}
	b.booked = sum(b.booked, most)
	return nil
}

// settle replaces what was booked by what it took.
func (b *budget) settle(most, took chat.Usage) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.booked = chat.Usage{In: b.booked.In - most.In, Out: b.booked.Out - most.Out}
	b.spent = sum(b.spent, took)
}

func sum(a, b chat.Usage) chat.Usage { return chat.Usage{In: a.In + b.In, Out: a.Out + b.Out} }

// Tokens estimates how many tokens a text has: one for every three and a half
// bytes, which is on the high side for English.
func Tokens(text string) int { return (len(text)*2 + 6) / 7 }
