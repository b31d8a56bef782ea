package model

import "ascribe/internal/model/chat"

// Plan is what a dry run found would be asked.
type Plan struct {
	Questions int        `json:"questions"`
	Cached    int        `json:"cached"` // of them, answered before
	Tokens    chat.Usage `json:"tokens"` // of the rest, by estimate
	Cost      float64    `json:"cost"`   // of those, by the price given
}

// Planned is what a dry reader has counted so far.
func (r *Reader) Planned() Plan {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.plan
	p.Cost = r.options.Limits.Price.Cost(p.Tokens)
	return p
}

// count adds a question to the plan. An answer is taken to be as long as the text
// that it is about.
func (r *Reader) count(q chat.Request, key string) {
	_, cached := r.options.Cache.Get(key)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.plan.Questions++
	if cached {
		r.plan.Cached++
		return
	}
	r.plan.Tokens = sum(r.plan.Tokens, chat.Usage{In: mostOf(q).In, Out: min(Tokens(q.User), q.MaxTokens)})
}
