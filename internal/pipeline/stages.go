package pipeline

import (
	"ascribe"
	"ascribe/internal/claim"
	"ascribe/internal/copies"
	"ascribe/internal/extract"
	"ascribe/internal/knowledge"
	"ascribe/internal/language"
	"ascribe/internal/link"
	"ascribe/internal/mention"
	"ascribe/internal/model"
	"ascribe/internal/sieve"
)

// claimStage is the stage that the extractors are.
const claimStage = "claim"

// Options say how documents are read. The zero value parses fast and reads
// claims by the rules.
type Options struct {
	Mode      language.Mode
	Extractor Choice        // "" is Rules
	Model     *model.Reader // needed where a run or a document chooses Model or Both
	Unsifted  bool          // read claims also of texts that speak of nothing of the kind
}

// Standard gives the stages as the product uses them, with the embedded
// knowledge and language model; mode says how sentences are parsed. An error
// means that embedded data is broken.
func Standard(mode language.Mode) (*Pipeline, error) { return Assemble(Options{Mode: mode}) }

// Assemble gives the stages of Standard with claims read as the options say.
func Assemble(o Options) (*Pipeline, error) {
	t, err := newTools(o.Mode)
	if err != nil {
		return nil, err
	}
	t.unsifted = o.Unsifted
	if t.extractor, err = newChooser(o, t); err != nil {
		return nil, err
	}
	return New(t.stages()), nil
}

// Versions gives the version of each stage of Standard, without loading anything.
func Versions(mode language.Mode) []Stage {
	return tools{mode: mode, extractor: rules{}}.stages()
}

// stages is the flow.
func (t tools) stages() []Stage {
	return []Stage{
		{"extract", extract.Version, t.extract},
		{"copies", copies.Version, t.copies},
		{"sieve", t.sieveVersion(), t.sieve},
		{"language", language.Version() + ", " + t.mode.String(), t.language},
		{"mention", mention.Version + ", " + knowledge.Version(), t.mention},
		{"link", link.Version, t.link},
		{claimStage, t.extractor.Version(), t.claim},
	}
}

// tools are what the stages work with: read-only, shared by all documents.
type tools struct {
	mode   language.Mode
	reader *extract.Extractor
	base   *knowledge.Base
	parser *language.Parser
	claims *claim.Extractor

	extractor Extractor
	unsifted  bool
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

func (t tools) sieveVersion() string {
	if t.unsifted {
		return sieve.Version + ", off"
	}
	return sieve.Version
}

// sieve sets aside what later stages would find nothing in: texts of other
// languages, and those without any word of what claims are about.
func (t tools) sieve(w *Work) error {
	if w.Document.Language != "" && w.Document.Language != "en" {
		w.aside = true
		return nil
	}
	if !t.unsifted && !sieve.MayHold(w.Text.Prose()) {
		w.aside = true
		w.Document.Flags = append(w.Document.Flags, ascribe.Flag{Flag: "off-topic",
			Why: "no word of it speaks of what claims are about; none were looked for (--unsifted looks)"})
	}
	return nil
}

func (t tools) language(w *Work) error {
	if w.aside {
		w.Analysis = &language.Analysis{Text: w.Text.Prose()}
		return nil
	}
	w.Analysis = t.parser.Parse(w.Text.Prose())
	return nil
}

func (t tools) mention(w *Work) error {
	if w.aside {
		return nil
	}
	w.Mentions = mention.Find(w.Text, w.Analysis, t.base)
	return nil
}

func (t tools) link(w *Work) error {
	if w.aside {
		return nil
	}
	linked := link.Link(w.Document, w.Text, w.Analysis, w.Mentions, t.base)
	w.Mentions, w.Entities, w.SpeaksFor = linked.Mentions, linked.Entities, linked.SpeaksFor
	w.Document.Flags = append(w.Document.Flags, linked.Flags...)
	return nil
}

func (t tools) claim(w *Work) error {
	if w.aside {
		return nil
	}
	reading, err := t.extractor.Extract(w)
	if err != nil {
		return err
	}
	w.Claims, w.Entities, w.Document.Rejected = reading.Claims, reading.Entities, reading.Rejected
	return nil
}
