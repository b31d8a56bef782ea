package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"ascribe/internal/language"
	"ascribe/internal/model"
	"ascribe/internal/model/chat"
	"ascribe/internal/pipeline"
)

// Reading is how commands that extract are told to parse and who reads claims.
type Reading struct {
	Fast      bool   `group:"Reading" help:"Parse sentences greedily: some three times as many documents in the same time, fewer claims found."`
	Unsifted  bool   `group:"Reading" help:"Look for claims also in long texts that have no word of cyber conflict."`
	Extractor string `group:"Reading" help:"Who reads the claims: ${enum} (docs/extractors.md). A model needs --model-url." enum:"rules,model,both" default:"rules" env:"ASCRIBE_EXTRACTOR"`

	ModelURL     string        `name:"model-url" group:"Reading with a model" help:"Base address of an OpenAI-compatible service. Without one, text leaves this machine for no model. A key is taken from $$ASCRIBE_MODEL_KEY." env:"ASCRIBE_MODEL_URL" placeholder:"URL"`
	Model        string        `group:"Reading with a model" help:"The service's name of the model." env:"ASCRIBE_MODEL" placeholder:"NAME"`
	ModelTimeout time.Duration `group:"Reading with a model" help:"Longest wait for one answer." default:"3m"`
	ModelAtOnce  int           `group:"Reading with a model" help:"Questions at once." default:"2" placeholder:"N"`
	ModelRate    int           `group:"Reading with a model" help:"Questions a minute (default: no bound)." placeholder:"N"`
	ModelCache   string        `group:"Reading with a model" help:"Folder of answers that came before; off for none (default: in the user's cache folder)." env:"ASCRIBE_MODEL_CACHE" placeholder:"DIR"`
	MaxTokens    int           `group:"Reading with a model" help:"Most tokens of this run, in and out." placeholder:"N"`
	MaxCost      float64       `group:"Reading with a model" help:"Most that this run may cost, by the prices given." placeholder:"N"`
	PriceIn      float64       `group:"Reading with a model" help:"Price of a million tokens sent." placeholder:"N"`
	PriceOut     float64       `group:"Reading with a model" help:"Price of a million tokens answered." placeholder:"N"`
}

func (r Reading) mode() language.Mode {
	if r.Fast {
		return language.Fast
	}
	return language.Accurate
}

// flow gives the stages as the flags say. A dry one asks the model nothing and
// counts; the reader is nil where no model is named.
func (r Reading) flow(g *Globals, dry bool) (*pipeline.Pipeline, *model.Reader, error) {
	o := pipeline.Options{Mode: r.mode(), Extractor: pipeline.Choice(r.Extractor), Unsifted: r.Unsifted}
	var err error
	switch {
	case r.ModelURL != "" && r.Model != "":
		if o.Model, err = r.reader(g, dry); err != nil {
			return nil, nil, err
		}
	case o.Extractor != pipeline.Rules && o.Extractor != "":
		return nil, nil, usage("--extractor %s needs --model-url and --model (or $ASCRIBE_MODEL_URL and $ASCRIBE_MODEL): the service to ask, and its name of the model", r.Extractor)
	case r.MaxCost > 0 && r.PriceIn == 0 && r.PriceOut == 0:
		return nil, nil, usage("--max-cost needs --price-in and --price-out")
	}
	flow, err := pipeline.Assemble(o)
	return flow, o.Model, err
}

// reader makes the model's reader and says where text will go.
func (r Reading) reader(g *Globals, dry bool) (*model.Reader, error) {
	client, err := chat.New(chat.Options{URL: r.ModelURL, Model: r.Model, Key: os.Getenv("ASCRIBE_MODEL_KEY"),
		Timeout: r.ModelTimeout, AtOnce: r.ModelAtOnce, PerMin: r.ModelRate})
	if err != nil {
		return nil, err
	}
	if r.MaxCost > 0 && r.PriceIn == 0 && r.PriceOut == 0 {
		return nil, usage("--max-cost needs --price-in and --price-out")
	}
	cache, err := r.cache()
	if err != nil {
		return nil, err
	}
	if !dry && pipeline.Choice(r.Extractor) != pipeline.Rules {
		g.Note("the text of documents that are not private is sent to %s (model %s)", client.Host(), r.Model)
	}
	return model.New(model.Options{Asker: client, Endpoint: r.ModelURL, Model: r.Model, Cache: cache, Dry: dry,
		Limits: model.Limits{Tokens: r.MaxTokens, Cost: r.MaxCost, Price: model.Price{In: r.PriceIn, Out: r.PriceOut}}})
}

func (r Reading) cache() (model.Cache, error) {
	switch r.ModelCache {
	case "off":
		return model.NoCache{}, nil
	case "":
		folder, err := os.UserCacheDir()
		if err != nil {
			return nil, fmt.Errorf("no place for answers: %w; name a folder with --model-cache, or say off", err)
		}
		return model.Folder(filepath.Join(folder, "ascribe", "answers")), nil
	default:
		return model.Folder(r.ModelCache), nil
	}
}

// tellSpent says what the run's questions took.
func tellSpent(g *Globals, r *model.Reader, reading Reading) {
	if r == nil {
		return
	}
	spent := r.Spent()
	if spent == (chat.Usage{}) {
		return
	}
	cost := ""
	if price := (model.Price{In: reading.PriceIn, Out: reading.PriceOut}); price != (model.Price{}) {
		cost = fmt.Sprintf(", cost %.4f", price.Cost(spent))
	}
	g.Note("the model took %d tokens and answered %d%s", spent.In, spent.Out, cost)
}

// planned writes what a dry run would ask.
func planned(ctx context.Context, g *Globals, r *model.Reader, documents int) error {
	if r == nil {
		return usage("--dry-run counts what a model would be asked; name one with --model-url and --model")
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	plan := r.Planned()
	if g.JSON {
		return g.WriteJSON(struct {
			Documents int `json:"documents"`
			model.Plan
		}{documents, plan})
	}
	fmt.Fprintf(g.Out, "%d documents, %d questions, %d of them answered before. To be sent: about %d tokens; to be answered: about %d", documents,
		plan.Questions, plan.Cached, plan.Tokens.In, plan.Tokens.Out)
	if plan.Cost > 0 {
		fmt.Fprintf(g.Out, "; cost about %.4f", plan.Cost)
	}
	fmt.Fprintln(g.Out, ".")
	return nil
}
