package api

import (
	"context"
	"fmt"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"ascribe"
	"ascribe/internal/ledger"
)

// Source is somebody who says something, with how much and when.
type Source struct {
	Key       string         `json:"key"` // ascribe.Party.Key
	Source    ascribe.Party  `json:"source"`
	Claims    int            `json:"claims"`
	Stances   map[string]int `json:"stances"`   // claims by stance
	Documents []string       `json:"documents"` // ids of those where it speaks, ordered
	Relays    []string       `json:"relays"`    // keys of those who relay it, ordered
	First     ascribe.Day    `json:"first"`     // first and last day that it said something
	Last      ascribe.Day    `json:"last"`
}

func (s *server) sources(a huma.API) {
	const path = "/sources"
	huma.Register(a, get(path, "list-sources", "Sources", fmt.Sprintf("Who commits to the chosen claims, by key, counted over them. The filter is that of claims, and may choose at most %d of them.", mostCounted)),
		func(ctx context.Context, in *Selection) (*pageOf[Source], error) {
			byKey := map[string]*Source{}
			if err := s.eachClaim(ctx, *in, func(c ledger.Entry) { countSource(byKey, c) }); err != nil {
				return nil, s.failure(err)
			}
			page, err := cut(byKey, in.Paging)
			return paged(page), s.failure(err)
		})
	explainFilter(a, path, claimFields().about("quote and names"))

	huma.Register(a, get("/source", "get-source", "A source", "What it says, and who relays it. Its claims: `/claims?filter=source:KEY`."),
		func(ctx context.Context, in *struct {
			Key string `query:"key" required:"true" maxLength:"1000" doc:"Key of the source, such as state:al."`
			Moment
		}) (*body[Source], error) {
			byKey := map[string]*Source{}
			err := s.eachClaim(ctx, Selection{Moment: in.Moment, Filter: "source:" + quoted(in.Key)}, func(c ledger.Entry) {
				if speaks(c, in.Key) {
					c.Source = speaker(c, in.Key)
				}
				countSource(byKey, c)
			})
			if err == nil && byKey[in.Key] == nil {
				err = fmt.Errorf("source %q: %w", in.Key, ledger.ErrNotFound)
			}
			if err != nil {
				return nil, s.failure(err)
			}
			return &body[Source]{*byKey[in.Key]}, nil
		})
}

// speaks reports whether a claim's source speaks for a party.
func speaks(c ledger.Entry, key string) bool {
	return slices.ContainsFunc(c.SpeaksFor, func(p ascribe.Party) bool { return p.Key() == key })
}

// speaker is the party of that key among the source and those it speaks for.
func speaker(c ledger.Entry, key string) ascribe.Party {
	for _, p := range c.SpeaksFor {
		if p.Key() == key {
			return p
		}
	}
	return c.Source
}

func countSource(byKey map[string]*Source, c ledger.Entry) {
	key := c.Source.Key()
	src := byKey[key]
	if src == nil {
		src = &Source{Key: key, Source: c.Source, Stances: map[string]int{}, Relays: []string{}, First: c.Day}
		src.Source.Text = "" // differs from passage to passage
		byKey[key] = src
	}
	src.Claims++
	src.Stances[string(c.Stance)]++
	src.Documents = with(src.Documents, c.Document)
	for _, via := range c.Via {
		src.Relays = with(src.Relays, via.Key())
	}
	src.First, src.Last = min(src.First, c.Day), max(src.Last, c.Day)
}
