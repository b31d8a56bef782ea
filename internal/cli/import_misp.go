package cli

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"ascribe"
	"ascribe/internal/misp"
	"ascribe/internal/source"
)

// ImportMISPCommand reads MISP events.
type ImportMISPCommand struct{ Importing }

// Help is the long help.
func (ImportMISPCommand) Help() string {
	return `Each event becomes a document. What it says by galaxies, attributes and opinions is a claim of the
organisation that made it (Orgc); events that ascribe wrote give back every claim with its quote. A
feed is read by its folder, or by the address of its manifest.json. What can't be read is named, the
rest is done; importing again changes nothing.

Examples:
  ascribe import misp event.json
  ascribe import misp feed/
  ascribe import misp https://feed.example.org/osint/manifest.json`
}

// Run imports.
func (c ImportMISPCommand) Run(ctx context.Context, g *Globals) error {
	sources, err := c.expand(ctx, g)
	if err != nil {
		return err
	}
	c.Sources = sources
	return c.run(ctx, g, format{"misp", misp.Version, splitMISP, misp.Read})
}

// expand puts a feed's events in the place of its manifest's address.
func (c ImportMISPCommand) expand(ctx context.Context, g *Globals) ([]string, error) {
	var out []string
	for _, arg := range c.Sources {
		base, found := strings.CutSuffix(arg, "manifest.json")
		if !found || !source.IsAddress(arg) {
			out = append(out, arg)
			continue
		}
		for raw, err := range source.Open(ctx, []string{arg}, c.Fetching.options(g, ascribe.Metadata{})) {
			if err != nil {
				return nil, err
			}
			for _, id := range misp.Manifest(raw.Bytes) {
				out = append(out, base+id+".json")
			}
		}
	}
	return out, nil
}

// splitMISP divides a file into events. Of a feed's files the manifest tells which
// events must be there; the hashes say nothing.
func splitMISP(raw ascribe.Raw) ([]piece, []error, error) {
	if filepath.Base(raw.Origin) == "hashes.csv" {
		return nil, nil, nil
	}
	parts, wrong, err := misp.Split(raw.Bytes)
	var out []piece
	for _, p := range parts {
		out = append(out, piece{p.Name, p.Bytes})
	}
	for i, err := range wrong {
		wrong[i] = &ascribe.Problem{Name: "broken", Input: raw.Origin, Why: err.Error()}
	}
	if filepath.Base(raw.Origin) != "manifest.json" {
		return out, wrong, err
	}
	for _, id := range misp.Manifest(raw.Bytes) {
		name := filepath.Join(filepath.Dir(raw.Origin), filepath.Base(id)+".json")
		if _, err := os.Stat(name); err != nil {
			wrong = append(wrong, &ascribe.Problem{Name: "missing", Input: name, Why: "the feed's manifest names it, and it isn't there", Do: "get the feed again"})
		}
	}
	return out, wrong, err
}
