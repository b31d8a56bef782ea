package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/casefile"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/misp"
	"ascribe/internal/selection"
	"ascribe/internal/stix"
)

// ExportMISPCommand writes MISP events.
type ExportMISPCommand struct {
	Chosen
	Feed   string `help:"Write a feed into this folder instead: manifest.json, hashes.csv and a file an event." type:"path" placeholder:"FOLDER"`
	TLP    string `name:"tlp" help:"Tag events with a level of the Traffic Light Protocol: clear, green, amber, amber+strict or red." placeholder:"LEVEL"`
	Grades bool   `help:"Tag sources and claims of incidents with their Admiralty grades." default:"true" negatable:""`
}

// Help is the long help.
func (ExportMISPCommand) Help() string {
	return `A document becomes an event, a claim an object (template ascribe-claim) that carries it whole; denials
and doubts are opinions on the objects of those who assert the statement, quotes are notes. Grades are
tags of estimative-language and admiralty-scale. ascribe import misp gets every claim back.

Examples:
  ascribe export misp al-2022-07 > albania.json
  ascribe export misp --actor MuddyWater --tlp green -o muddywater.json
  ascribe export misp --all --feed /srv/feed`
}

// Run writes the events.
func (c ExportMISPCommand) Run(ctx context.Context, g *Globals) error {
	if c.TLP != "" {
		if _, err := stix.TLP(c.TLP); err != nil {
			return usage("--tlp %s: %w", c.TLP, err)
		}
	}
	if c.Feed != "" && c.Output != "" {
		return usage("--feed and --output: choose one")
	}
	asOf, err := day("--as-of", c.AsOf)
	if err != nil {
		return err
	}
	base, err := knowledge.Embedded()
	if err != nil {
		return err
	}
	return g.withLedger(ctx, func(store ledger.Ledger, path string) error {
		return c.write(ctx, g, store, asOf, func(w io.Writer, s *selection.Selection) error {
			o := misp.Options{Knowledge: base}
			if c.TLP != "" {
				o.Tags = []string{"tlp:" + strings.ToLower(strings.TrimPrefix(c.TLP, "tlp:"))}
			}
			if c.Grades {
				if o.Grade, err = grades(ctx, store, s.Incidents, casefile.Options{AsOf: asOf, Knowledge: base}); err != nil {
					return err
				}
			}
			if c.Feed != "" {
				return c.feed(g, s, o)
			}
			return misp.Write(w, s, o)
		})
	})
}

// grades gives the Admiralty grades of claims by the assessment of their incident.
func grades(ctx context.Context, store ledger.Reader, incidents []ascribe.Incident, o casefile.Options) (func(ascribe.Claim) misp.Grade, error) {
	of := map[string]misp.Grade{}
	for _, in := range incidents {
		found, err := casefile.Open(ctx, store, in.ID, o)
		if err != nil {
			return nil, err
		}
		statements := map[string]int{} // by claim
		for _, s := range found.Assessment.Statements {
			for _, claim := range s.Claims {
				statements[claim] = s.Credibility.Grade
			}
		}
		for _, claim := range found.Claims {
			grade := misp.Grade{Credibility: statements[claim.ID]}
			if source, ok := found.Assessment.Source(claim.Source.Key()); ok {
				grade.Reliability = source.Reliability.Grade
			}
			of[claim.ID] = grade
		}
	}
	return func(c ascribe.Claim) misp.Grade { return of[c.ID] }, nil
}

// feed writes a folder that MISP servers can read: the manifest last, so that it
// announces nothing that is not there.
func (c ExportMISPCommand) feed(g *Globals, s *selection.Selection, o misp.Options) error {
	if err := os.MkdirAll(c.Feed, 0o750); err != nil {
		return err
	}
	manifest := map[string]misp.Entry{}
	var hashes []string
	for event, err := range misp.Events(s, o) {
		if err != nil {
			return err
		}
		raw, err := misp.Encode(event)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(c.Feed, event.UUID+".json"), append(raw, '\n'), 0o644); err != nil { //nolint:gosec // a feed is for others to read
			return err
		}
		manifest[event.UUID], hashes = event.Entry(), append(hashes, event.Hashes()...)
	}
	slices.Sort(hashes)
	raw, err := json.MarshalIndent(manifest, "", "  ")
	err = errors.Join(err,
		os.WriteFile(filepath.Join(c.Feed, "hashes.csv"), []byte(strings.Join(append(slices.Compact(hashes), ""), "\n")), 0o644), //nolint:gosec // see above
		os.WriteFile(filepath.Join(c.Feed, "manifest.json"), append(raw, '\n'), 0o644))                                           //nolint:gosec // see above
	if err != nil {
		return fmt.Errorf("feed %s: %w", c.Feed, err)
	}
	g.Note("%s: %d events", c.Feed, len(manifest))
	return nil
}
