package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"ascribe"
	"ascribe/internal/cli/render"
	"ascribe/internal/ledger"
	"ascribe/internal/pipeline"
	"ascribe/internal/source"
	"ascribe/internal/source/feed"
	"ascribe/internal/wording"
)

// FeedCommand follows feeds.
type FeedCommand struct {
	Add    FeedAddCommand    `cmd:"" help:"Follow a feed, or change how it is followed."`
	List   FeedListCommand   `cmd:"" help:"List the feeds that are followed, and how they stand."`
	Remove FeedRemoveCommand `cmd:"" help:"Follow a feed no more; its documents stay."`
	Run    FeedRunCommand    `cmd:"" help:"Ask the feeds that are due, and ingest what is new."`
}

// FeedFile is where the list of feeds is kept.
type FeedFile struct {
	Feeds string `help:"File that holds the list of feeds (default: feeds.json in the user's data folder)." env:"ASCRIBE_FEEDS" placeholder:"PATH"`
}

func (f FeedFile) path() (string, error) {
	if f.Feeds != "" {
		return f.Feeds, nil
	}
	folder, err := DataFolder()
	return filepath.Join(folder, "feeds.json"), err
}

// change loads the list, changes it and saves it.
func (f FeedFile) change(do func(*feed.List) error) error {
	path, err := f.path()
	if err != nil {
		return err
	}
	list, err := feed.Load(path)
	if err != nil {
		return err
	}
	if err := do(list); err != nil {
		return err
	}
	return list.Save(path)
}

// FeedAddCommand follows a feed.
type FeedAddCommand struct {
	FeedFile
	Addresses []string      `arg:"" name:"address" help:"RSS, Atom or JSON feeds, sitemaps."`
	Publisher string        `help:"Who publishes the documents, where they don't say." placeholder:"NAME"`
	Every     time.Duration `help:"How often to ask." default:"1h"`
	Private   bool          `help:"The documents are never sent to a model."`
	Extractor string        `help:"Who reads the claims of the documents: rules, model or both (default: as the run says)." placeholder:"NAME"`
}

// Help is the long help.
func (FeedAddCommand) Help() string {
	return `Nothing is fetched yet: that is for ascribe feed run.

Examples:
  ascribe feed add https://example.org/news.rss --publisher "Daily"
  ascribe feed add https://example.org/news-sitemap.xml --every 30m`
}

// Run adds.
func (c FeedAddCommand) Run(g *Globals) error {
	if c.Extractor != "" && c.Extractor != "rules" && c.Extractor != "model" && c.Extractor != "both" {
		return usage("--extractor %s: it is rules, model or both", c.Extractor)
	}
	return c.change(func(l *feed.List) error {
		for _, address := range c.Addresses {
			if err := l.Add(feed.Feed{Address: address, Publisher: c.Publisher, Private: c.Private, Extractor: c.Extractor,
				Minutes: int(c.Every / time.Minute), Added: time.Now().UTC()}); err != nil {
				return usage("%w", err)
			}
		}
		g.Note("%s followed; run `ascribe feed run` to read what is new", wording.Count(len(l.Feeds), "feed"))
		return nil
	})
}

// FeedListCommand lists feeds.
type FeedListCommand struct{ FeedFile }

// Help is the long help.
func (FeedListCommand) Help() string {
	return "Examples:\n  ascribe feed list\n  ascribe feed list --json"
}

// Run lists.
func (c FeedListCommand) Run(g *Globals) error {
	path, err := c.path()
	if err != nil {
		return err
	}
	list, err := feed.Load(path)
	if err != nil {
		return err
	}
	if g.JSON {
		if list.Feeds == nil {
			list.Feeds = []*feed.Feed{}
		}
		return g.WriteJSON(list.Feeds)
	}
	rows := [][]string{{"feed", "publisher", "every", "seen", "next", "problem"}}
	for _, f := range list.Feeds {
		next := "now"
		if f.Next.After(time.Now()) {
			next = f.Next.UTC().Format("2006-01-02 15:04")
		}
		rows = append(rows, []string{f.Address, f.Publisher, fmt.Sprintf("%d min", f.Minutes), fmt.Sprint(len(f.Seen)), next, f.Problem})
	}
	return render.Rows(g.Out, rows, g.Width(), 0)
}

// FeedRemoveCommand ends following feeds.
type FeedRemoveCommand struct {
	FeedFile
	Addresses []string `arg:"" name:"address" help:"Feeds, as they were added."`
}

// Help is the long help.
func (FeedRemoveCommand) Help() string {
	return "Examples:\n  ascribe feed remove https://example.org/news.rss"
}

// Run removes.
func (c FeedRemoveCommand) Run(*Globals) error {
	return c.change(func(l *feed.List) error {
		for _, address := range c.Addresses {
			if !l.Remove(address) {
				return fmt.Errorf("%s is not followed; `ascribe feed list` lists what is", address)
			}
		}
		return nil
	})
}

// FeedRunCommand asks feeds.
type FeedRunCommand struct {
	FeedFile
	Addresses []string `arg:"" optional:"" name:"address" help:"Only these feeds, due or not."`
	Loop      bool     `help:"Go on until interrupted: wait until the next feed is due, and ask again."`
	Fetching
	Reading
}

// Help is the long help.
func (FeedRunCommand) Help() string {
	return `A feed is asked when it is due, with the marks that its server gave, so that one without news costs
next to nothing. What it announces is read once; robots.txt is kept to, and a host is asked once a second at
most. A feed that fails is asked later and later, a day apart at most.

Examples:
  ascribe feed run
  ascribe feed run https://example.org/news.rss
  ascribe feed run --loop --ledger news.db`
}

// Run asks the feeds that are due, and with --loop goes on.
func (c FeedRunCommand) Run(ctx context.Context, g *Globals) error {
	flow, asked, err := c.flow(g, false)
	if err != nil {
		return err
	}
	defer tellSpent(g, asked, c.Reading)
	store, path, err := g.openForWriting(ctx)
	if err != nil {
		return err
	}
	for {
		err = c.once(ctx, g, flow, store, path)
		if !c.Loop || ctx.Err() != nil {
			break
		}
		if err != nil {
			fmt.Fprintf(g.Err, "ascribe: %v\n", err)
		}
		if c.rest(ctx) != nil {
			break
		}
	}
	return errors.Join(err, store.Close())
}

// rest waits until a feed is due, a minute at least.
func (c FeedRunCommand) rest(ctx context.Context) error {
	path, err := c.path()
	if err != nil {
		return err
	}
	list, err := feed.Load(path)
	if err != nil {
		return err
	}
	return pause(ctx, max(time.Until(list.NextDue()), time.Minute))
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// once asks the feeds that are due. What was seen is noted feed by feed, when it
// is in the ledger.
func (c FeedRunCommand) once(ctx context.Context, g *Globals, flow *pipeline.Pipeline, store ledger.Ledger, path string) error {
	file, err := c.path()
	if err != nil {
		return err
	}
	list, err := feed.Load(file)
	if err != nil {
		return err
	}
	feeds, err := c.chosen(list)
	if err != nil {
		return err
	}
	tally := &ingestTally{statuses: map[pipeline.Status]int{}}
	for _, f := range feeds {
		c.follow(ctx, g, flow, store, f, tally)
		if err := list.Save(file); err != nil {
			return err
		}
	}
	if tally.inputs == 0 && len(tally.errors) == 0 {
		g.Note("%s asked, nothing new", wording.Count(len(feeds), "feed"))
		return nil
	}
	return tally.finish(ctx, g, store, path)
}

func (c FeedRunCommand) chosen(list *feed.List) ([]*feed.Feed, error) {
	if len(c.Addresses) == 0 {
		if len(list.Feeds) == 0 {
			return nil, errors.New("no feed is followed; add one with `ascribe feed add ADDRESS`")
		}
		return list.Due(time.Now()), nil
	}
	var out []*feed.Feed
	for _, address := range c.Addresses {
		f := list.Find(address)
		if f == nil {
			return nil, fmt.Errorf("%s is not followed; add it with `ascribe feed add`", address)
		}
		out = append(out, f)
	}
	return out, nil
}

// follow asks one feed and ingests what is new.
func (c FeedRunCommand) follow(ctx context.Context, g *Globals, flow *pipeline.Pipeline, store ledger.Ledger, f *feed.Feed, tally *ingestTally) {
	runner := &feed.Runner{Fetcher: source.NewFetcher(c.options(g, ascribe.Metadata{})), Now: time.Now, Wait: pause}
	report := func(r feed.Result) {
		if r.Err != nil {
			tally.add(pipeline.Outcome{Input: f.Address, Status: pipeline.Failed, Failure: r.Err})
			return
		}
		g.Note("%s: %d items, %d new", f.Address, r.Items, r.New)
	}
	inputs := func(yield func(ascribe.Raw, error) bool) {
		runner.Run(ctx, []*feed.Feed{f}, report, func(_ *feed.Feed, raw ascribe.Raw, err error) bool { return yield(raw, err) })
	}
	var seen []string
	for outcome := range flow.Ingest(ctx, inputs, store, 2) {
		tally.add(outcome)
		if outcome.Status != pipeline.Failed || lasting(outcome.Failure) {
			seen = append(seen, outcome.Input)
		}
	}
	for _, address := range seen {
		f.Saw(address)
	}
}

// lasting reports whether a failure will be the same next time: the server says
// that there is no such page, robots.txt forbids it, or it can't be read as a document.
func lasting(err error) bool {
	for _, transient := range []error{source.ErrTimeout, source.ErrNetwork, source.ErrStatus} {
		if errors.Is(err, transient) {
			return false
		}
	}
	var failure *pipeline.Failure
	return errors.Is(err, feed.ErrRobots) || errors.As(err, &failure) && failure.Stage != "claim" && failure.Stage != "ledger"
}
