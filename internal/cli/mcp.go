package cli

import (
	"context"
	"errors"
	"io"
	"sync"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/mcp"
	"ascribe/internal/pipeline"
)

// MCPCommand gives agents the ledger as tools.
type MCPCommand struct {
	ListFolder
	Reading
	Write bool `help:"Offer the tools that change the ledger too: judge_claim and ingest_text."`
}

// Help is the long help.
func (MCPCommand) Help() string {
	return `Speaks the Model Context Protocol over standard input and output, for programs that start it:
search_incidents, get_incident, who_says, get_claims, resolve_name, screen_name, as_of and
extract_text. Every answer carries the quotes it rests on and the ids of their documents. Over HTTP
the same tools are at /mcp of ascribe serve.

Examples:
  ascribe mcp --ledger case.db
  ascribe mcp --write`
}

// Run answers until the input ends.
func (c MCPCommand) Run(ctx context.Context, g *Globals) error {
	return g.withLedger(ctx, func(store ledger.Ledger, _ string) error {
		base, err := knowledge.Embedded()
		if err != nil {
			return err
		}
		held, err := c.ListFolder.open()
		if err != nil {
			return err
		}
		flow := sync.OnceValues(func() (*pipeline.Pipeline, error) { return pipeline.Standard(c.mode()) })
		desk := newDesk(ctx, store, flow)
		defer desk.Close()
		options := agentOptions(&currentLists{held: held}, base, flow)
		options.Write, options.Intake, options.Review = c.Write, desk, reviewer{store, base}
		err = mcp.Run(ctx, reader{store}, options, operator(), io.NopCloser(g.In), unclosed{g.Out})
		if errors.Is(err, io.EOF) || errors.Is(err, context.Canceled) {
			return nil
		}
		return err
	})
}

// agentOptions are what agents' tools work with over any transport.
func agentOptions(lists *currentLists, base *knowledge.Base, flow func() (*pipeline.Pipeline, error)) mcp.Options {
	return mcp.Options{Knowledge: base, Screen: lists.screening, Lists: lists.designations, Extract: func(raw ascribe.Raw) (ascribe.Extraction, error) {
		p, err := flow()
		if err != nil {
			return ascribe.Extraction{}, err
		}
		work, err := p.Read(raw)
		if err != nil {
			return ascribe.Extraction{}, err
		}
		return work.Extraction(), nil
	}}
}

// unclosed is a writer that somebody else closes.
type unclosed struct{ io.Writer }

// Close does nothing.
func (unclosed) Close() error { return nil }
