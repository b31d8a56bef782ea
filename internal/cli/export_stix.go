package cli

import (
	"context"
	"io"

	"ascribe"
	"ascribe/internal/selection"
	"ascribe/internal/stix"
)

// ExportSTIXCommand writes a STIX bundle.
type ExportSTIXCommand struct {
	Chosen
	Marks
}

// Help is the long help.
func (ExportSTIXCommand) Help() string {
	return `A document becomes a Report, an asserted claim a Relationship made by its source, a denial or a
doubt an Opinion, a quote a Note. What STIX has no property for stands in an extension, so that
ascribe import stix gets every claim back. The same claims give the same bytes.

Examples:
  ascribe export stix al-2022-07 > albania.json
  ascribe export stix --actor MuddyWater --tlp green -o muddywater.json
  ascribe export stix --all -o ledger.json`
}

// Run writes the bundle.
func (c ExportSTIXCommand) Run(ctx context.Context, g *Globals) error {
	markings, err := c.markings()
	if err != nil {
		return err
	}
	return c.export(ctx, g, func(w io.Writer, s *selection.Selection) error { return stix.Write(w, s, markings) })
}

// bundled writes extractions as one bundle.
type bundled struct {
	out      *stix.Encoder
	exporter *stix.Exporter
	entities map[string]ascribe.Entity
}

func newBundled(w io.Writer) (*bundled, error) {
	out, err := stix.NewEncoder(w)
	if err != nil {
		return nil, err
	}
	b := &bundled{out: out, entities: map[string]ascribe.Entity{}}
	b.exporter = stix.NewExporter(stix.Options{Entity: func(id string) (ascribe.Entity, bool) {
		e, ok := b.entities[id]
		return e, ok
	}})
	return b, out.Write(b.exporter.Definitions()...)
}

func (b *bundled) write(e ascribe.Extraction) error {
	for _, entity := range e.Entities {
		b.entities[entity.ID] = entity
	}
	return b.out.Write(b.exporter.Document(selection.Document{Document: e.Document, Claims: e.Claims})...)
}
