package pipeline

import (
	"ascribe/internal/claim"
	"ascribe/internal/copies"
	"ascribe/internal/extract"
	"ascribe/internal/knowledge"
	"ascribe/internal/language"
	"ascribe/internal/link"
	"ascribe/internal/mention"
)

// Standard gives the stages as the product uses them, with the embedded
// knowledge and language model; mode says how sentences are parsed. An error
// means that embedded data is broken.
func Standard(mode language.Mode) (*Pipeline, error) {
	t, err := newTools(mode)
	if err != nil {
		return nil, err
	}
	return New(t.stages()), nil
}

// Versions gives the version of each stage of Standard, without loading anything.
func Versions(mode language.Mode) []Stage { return tools{mode: mode}.stages() }

// stages is the flow.
func (t tools) stages() []Stage {
	return []Stage{
		{"extract", extract.Version, t.extract},
		{"copies", copies.Version, t.copies},
		{"language", language.Version() + ", " + t.mode.String(), t.language},
		{"mention", mention.Version + ", " + knowledge.Version(), t.mention},
		{"link", link.Version, t.link},
		{"claim", claim.Version, t.claim},
	}
}

// tools are what the stages work with: read-only, shared by all documents.
type tools struct {
	mode   language.Mode
	reader *extract.Extractor
	base   *knowledge.Base
	parser *language.Parser
	claims *claim.Extractor
}

func newTools(mode language.Mode) (t tools, err error) {
	t.mode = mode
	if t.reader, err = extract.New(); err != nil {
		return t, err
	}
	if t.base, err = knowledge.Embedded(); err != nil {
		return t, err
	}
	if t.parser, err = language.New(language.Options{Mode: mode, Gazetteer: t.base}); err != nil {
		return t, err
	}
	t.claims, err = claim.New()
	return t, err
}

func (t tools) extract(w *Work) (err error) {
	w.Document, w.Text, err = t.reader.Extract(w.Raw)
	return err
}

func (t tools) copies(w *Work) error {
	w.Signature = copies.Sign(w.Text)
	return nil
}

func (t tools) language(w *Work) error {
	w.Analysis = t.parser.Parse(w.Text.Prose())
	return nil
}

func (t tools) mention(w *Work) error {
	w.Mentions = mention.Find(w.Text, w.Analysis, t.base)
	return nil
}

func (t tools) link(w *Work) error {
	linked := link.Link(w.Document, w.Text, w.Analysis, w.Mentions, t.base)
	w.Mentions, w.Entities, w.SpeaksFor = linked.Mentions, linked.Entities, linked.SpeaksFor
	w.Document.Flags = append(w.Document.Flags, linked.Flags...)
	return nil
}

func (t tools) claim(w *Work) error {
	w.Claims, w.Entities = t.claims.Extract(claim.Input{Document: w.Document, Text: w.Text, Analysis: w.Analysis,
		Mentions: w.Mentions, Entities: w.Entities, SpeaksFor: w.SpeaksFor, Base: t.base})
	return nil
}
