package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ascribe"
	"ascribe/internal/cli/render"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/watch"
)

// WatchCommand keeps questions and tells what is new.
type WatchCommand struct {
	Run    WatchRunCommand    `cmd:"" help:"What is new since each watch last told."`
	Add    WatchAddCommand    `cmd:"" help:"Watch an incident, an actor, a victim or a source."`
	List   WatchListCommand   `cmd:"" help:"The watches there are."`
	Remove WatchRemoveCommand `cmd:"" help:"Forget watches."`
}

// Help is the long help.
func (WatchCommand) Help() string {
	return `News are the first attribution to somebody, denials, a confidence that a source has changed,
sanctions and charges, responses and condemnations. Each is told once.

Examples:
  ascribe watch add incident al-2022-07
  ascribe watch add actor MuddyWater
  ascribe watch run
  ascribe watch run --json --keep`
}

// WatchAddCommand adds a watch.
type WatchAddCommand struct {
	Kind string `arg:"" help:"What to watch: ${enum}." enum:"incident,actor,victim,source"`
	On   string `arg:"" help:"The incident's id; the name or key of the actor, victim or source."`
	All  bool   `help:"Tell what the ledger holds already too, at the first run."`
}

// Help is the long help.
func (WatchAddCommand) Help() string {
	return `What the ledger holds already is no news, unless --all.

Examples:
  ascribe watch add incident al-2022-07
  ascribe watch add source Microsoft
  ascribe watch add victim Albania --all`
}

// Run adds.
func (c WatchAddCommand) Run(ctx context.Context, g *Globals) error {
	return g.withLedger(ctx, func(store ledger.Ledger, _ string) error {
		w, err := c.watch(ctx, store)
		if err != nil {
			return err
		}
		if !c.All {
			if _, w, err = watch.Ask(ctx, store, w, w.Added); err != nil {
				return err
			}
		}
		if err := store.PutWatch(ctx, w); err != nil {
			return err
		}
		if g.JSON {
			return g.WriteJSON(w)
		}
		fmt.Fprintf(g.Out, "%s: %s\n", w.ID, w.Name)
		return nil
	})
}

func (c WatchAddCommand) watch(ctx context.Context, r ledger.Reader) (ascribe.Watch, error) {
	w := ascribe.Watch{Kind: ascribe.WatchKind(c.Kind), Added: time.Now().UTC().Truncate(time.Microsecond)}
	if w.Kind == ascribe.WatchIncident {
		e, err := r.Incident(ctx, c.On)
		if errors.Is(err, ledger.ErrNotFound) {
			err = noIncident(ctx, r, c.On)
		}
		w.On, w.Name, w.ID = e.ID, e.Title, watch.ID(w.Kind, e.ID)
		return w, err
	}
	base, err := knowledge.Embedded()
	if err != nil {
		return w, err
	}
	p := partyNamed(base)(c.On)
	w.On, w.Name = p.Key(), p.Name
	w.ID = watch.ID(w.Kind, w.On)
	return w, nil
}

// WatchListCommand lists watches.
type WatchListCommand struct{}

// Help is the long help.
func (WatchListCommand) Help() string {
	return `Example:
  ascribe watch list`
}

// Run lists.
func (WatchListCommand) Run(ctx context.Context, g *Globals) error {
	return g.withLedger(ctx, func(store ledger.Ledger, _ string) error {
		all, err := store.Watches(ctx)
		if err != nil {
			return err
		}
		if g.JSON {
			return g.WriteJSON(all)
		}
		if len(all) == 0 {
			g.Note("no watches; add one with `ascribe watch add KIND NAME`")
			return nil
		}
		rows := [][]string{{"watch", "on", "last told", "told"}}
		for _, w := range all {
			asked := "never"
			if !w.Asked.IsZero() {
				asked = w.Asked.Format(time.RFC3339)
			}
			rows = append(rows, []string{w.ID, w.Name, asked, fmt.Sprint(len(w.Told))})
		}
		return render.Rows(g.Out, rows, g.Width(), 1, 0)
	})
}

// WatchRemoveCommand forgets watches.
type WatchRemoveCommand struct {
	Watches []string `arg:"" help:"Ids of watches, as ascribe watch list shows them."`
}

// Help is the long help.
func (WatchRemoveCommand) Help() string {
	return `Example:
  ascribe watch remove incident:al-2022-07`
}

// Run removes.
func (c WatchRemoveCommand) Run(ctx context.Context, g *Globals) error {
	return g.withLedger(ctx, func(store ledger.Ledger, _ string) error {
		failed := failures{inputs: len(c.Watches)}
		for _, id := range c.Watches {
			if err := store.RemoveWatch(ctx, id); err != nil {
				failed.add(err)
			}
		}
		failed.list(g.Err)
		return failed.err()
	})
}

// WatchRunCommand tells what is new.
type WatchRunCommand struct {
	Watches []string `arg:"" optional:"" help:"Ids of watches; all without any."`
	Keep    bool     `help:"Don't note it as told: the next run tells it again."`
}

// Help is the long help.
func (WatchRunCommand) Help() string {
	return `With --json, a list of {"watch", "name", "news": [{"key", "kind", "day", "was", "claim"}]}.

Examples:
  ascribe watch run
  ascribe watch run incident:al-2022-07 --json --keep`
}

// told is what one watch tells.
type told struct {
	Watch string       `json:"watch"`
	Name  string       `json:"name"`
	News  []watch.News `json:"news"`
}

// Run asks every watch; one that fails is named, and the rest is done.
func (c WatchRunCommand) Run(ctx context.Context, g *Globals) error {
	return g.withLedger(ctx, func(store ledger.Ledger, _ string) error {
		asked, failed, err := c.asked(ctx, store)
		if err != nil {
			return err
		}
		all := []told{}
		for _, w := range asked {
			news, after, err := watch.Ask(ctx, store, w, time.Now())
			if err == nil && !c.Keep {
				err = store.PutWatch(ctx, after)
			}
			if err != nil {
				failed.add(fmt.Errorf("%s: %w", w.ID, err))
				continue
			}
			all = append(all, told{w.ID, w.Name, news})
		}
		failed.list(g.Err)
		if g.JSON {
			return errors.Join(g.WriteJSON(all), failed.err())
		}
		for _, t := range all {
			writeNews(g, t)
		}
		return failed.err()
	})
}

// asked are the watches that are named, or all.
func (c WatchRunCommand) asked(ctx context.Context, store ledger.Ledger) ([]ascribe.Watch, *failures, error) {
	failed := &failures{inputs: len(c.Watches)}
	all, err := store.Watches(ctx)
	if err != nil || len(c.Watches) == 0 {
		failed.inputs = len(all)
		return all, failed, err
	}
	var out []ascribe.Watch
	for _, id := range c.Watches {
		i := slices.IndexFunc(all, func(w ascribe.Watch) bool { return w.ID == id })
		if i < 0 {
			failed.add(fmt.Errorf("there is no watch %s; `ascribe watch list` shows those there are", id))
			continue
		}
		out = append(out, all[i])
	}
	return out, failed, nil
}

func writeNews(g *Globals, t told) {
	if len(t.News) == 0 {
		g.Note("%s: nothing new", t.Watch)
		return
	}
	fmt.Fprintf(g.Out, "%s: %s\n", t.Watch, t.Name)
	for _, n := range t.News {
		was := ""
		if n.Was != "" {
			was = fmt.Sprintf(" (%s, before %s)", n.Claim.Confidence.Level, n.Was)
		}
		fmt.Fprintf(g.Out, "  %s  %s%s: %s %s %s [%s]\n", n.Day, n.Kind, was, n.Claim.Source.Name, n.Claim.Stance, render.Statement(n.Claim.Statement), n.Claim.ID)
	}
}
