package api

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ascribe"
	"ascribe/internal/access"
	"ascribe/internal/ledger"
	"ascribe/internal/watch"
)

// Watches keeps watches.
type Watches interface {
	PutWatch(ctx context.Context, w ascribe.Watch) error
	RemoveWatch(ctx context.Context, id string) error
}

// Watched is what a watch is asked to be on.
type Watched struct {
	Kind string `json:"kind" enum:"incident,actor,victim,source"`
	On   string `json:"on" minLength:"1" maxLength:"500" doc:"Id of the incident, or key of the party."`
}

// glance is how often a ledger is looked at for news of those who follow.
const glance = 2 * time.Second

func (s *server) watches(a huma.API) {
	const path = "/watches"
	huma.Register(a, get(path, "list-watches", "Watches", "Saved questions of which news is told. All of them; there is no next page."),
		func(ctx context.Context, _ *struct{}) (*pageOf[ascribe.Watch], error) {
			watches, err := s.reader.Watches(ctx)
			return paged(ledger.Page[ascribe.Watch]{Items: watches}), s.failure(err)
		})
	o := needs(access.Analyst, operation(http.MethodPost, path, "add-watch", "Add a watch", "Watches an incident, an actor, a victim or a source.", http.StatusBadRequest, http.StatusNotFound))
	o.DefaultStatus = http.StatusCreated
	huma.Register(a, o, func(ctx context.Context, in *struct{ Body Watched }) (*body[ascribe.Watch], error) {
		w, err := s.addWatch(ctx, in.Body)
		return &body[ascribe.Watch]{w}, s.failure(err)
	})
	huma.Register(a, needs(access.Analyst, operation(http.MethodDelete, path+"/{id}", "remove-watch", "Remove a watch", "Forgets a watch.", http.StatusBadRequest, http.StatusNotFound)),
		func(ctx context.Context, in *struct{ ByID }) (*struct{}, error) {
			if s.Watches == nil {
				return nil, absent("place for watches")
			}
			return nil, s.failure(s.Watches.RemoveWatch(ctx, in.ID))
		})
	huma.Register(a, get(path+"/{id}/news", "list-news", "News of a watch", "Attributions, denials, changed confidence, designations and responses, oldest first, each with the first claim that says so. All of them; there is no next page."),
		func(ctx context.Context, in *struct {
			ByID
			Since time.Time `query:"since" doc:"Only what this ledger first held after that time."`
		}) (*pageOf[watch.News], error) {
			news, err := s.news(ctx, in.ID)
			news = slices.DeleteFunc(news, func(n watch.News) bool { return !n.Claim.Known.After(in.Since) })
			return paged(ledger.Page[watch.News]{Items: news}), s.failure(err)
		})
	huma.Register(a, stream(a, path+"/{id}/events", "follow-watch", "Follow a watch", "An event `news` for each thing that is new from now on.", watch.News{}),
		func(ctx context.Context, in *struct{ ByID }) (*huma.StreamResponse, error) {
			if _, err := s.watch(ctx, in.ID); err != nil {
				return nil, s.failure(err)
			}
			return s.events("news", func(ctx context.Context) iter.Seq[any] { return s.follow(ctx, in.ID) }), nil
		})
}

func (s *server) addWatch(ctx context.Context, in Watched) (w ascribe.Watch, err error) {
	if s.Watches == nil {
		return w, absent("place for watches")
	}
	w = ascribe.Watch{Kind: ascribe.WatchKind(in.Kind), On: in.On, Name: in.On, Added: time.Now().UTC().Truncate(time.Microsecond)}
	if w.Kind == ascribe.WatchIncident {
		e, err := s.reader.Incident(ctx, in.On)
		if err != nil {
			return w, err
		}
		w.On, w.Name = e.ID, e.Title
	} else if e, err := s.reader.Entity(ctx, in.On); err == nil {
		w.Name = e.Name
	}
	w.ID = watch.ID(w.Kind, w.On)
	return w, s.Watches.PutWatch(ctx, w)
}

// watch finds a watch by its id.
func (s *server) watch(ctx context.Context, id string) (ascribe.Watch, error) {
	watches, err := s.reader.Watches(ctx)
	if err != nil {
		return ascribe.Watch{}, err
	}
	i := slices.IndexFunc(watches, func(w ascribe.Watch) bool { return w.ID == id })
	if i < 0 {
		return ascribe.Watch{}, fmt.Errorf("watch %q: %w", id, ledger.ErrNotFound)
	}
	return watches[i], nil
}

func (s *server) news(ctx context.Context, id string) ([]watch.News, error) {
	w, err := s.watch(ctx, id)
	if err != nil {
		return nil, err
	}
	return watch.Of(ctx, s.reader, w)
}

// follow yields what is news of a watch that was none when it began. The watch
// is asked again when the ledger holds another number of things or judgements.
func (s *server) follow(ctx context.Context, id string) iter.Seq[any] {
	return func(yield func(any) bool) {
		told, last := map[string]bool{}, ""
		ticks := time.NewTicker(glance)
		defer ticks.Stop()
		for first := true; ; first = false {
			if state, err := s.state(ctx); err == nil && state != last {
				news, err := s.news(ctx, id)
				if err != nil { // removed, or the client went away
					return
				}
				last = state
				for _, n := range news {
					if !told[n.Key] && !first && !yield(n) {
						return
					}
					told[n.Key] = true
				}
			}
			select {
			case <-ticks.C:
			case <-ctx.Done():
				return
			}
		}
	}
}

// state changes when the ledger's claims do: by documents, by incidents, by judgements.
func (s *server) state(ctx context.Context) (string, error) {
	size, err := s.reader.Size(ctx)
	if err != nil {
		return "", err
	}
	last, err := s.reader.Judgements(ctx, ledger.JudgementFilter{Newest: true, Paging: ledger.Paging{Limit: 1}})
	if err != nil {
		return "", err
	}
	state := fmt.Sprint(size)
	for _, j := range last.Items {
		state += j.ID
	}
	return state, nil
}
