package pipeline

import (
	"ascribe/internal/claim"
	"ascribe/internal/copies"
	"ascribe/internal/extract"
	"ascribe/internal/knowledge"
	"ascribe/internal/language"
)

// Standard gives the stages as the product uses them, with the embedded
// knowledge and language model. An error means that embedded data is broken.
func Standard() (*Pipeline, error) {
	reader, err := extract.New()
	if err != nil {
		return nil, err
	}
	base, err := knowledge.Embedded()
	if err != nil {
		return nil, err
	}
	parser, err := language.New(language.Options{Gazetteer: base})
	if err != nil {
		return nil, err
	}
	claims, err := claim.New()
	if err != nil {
		return nil, err
	}
	return New([]Stage{
		{"extract", extract.Version, func(w *Work) (err error) {
			w.Document, w.Text, err = reader.Extract(w.Raw)
			return err
		}},
		{"copies", copies.Version, func(w *Work) error {
			w.Signature = copies.Sign(w.Text)
			return nil
		}},
		{"language", "language/1", func(w *Work) error {
			w.Analysis = parser.Parse(w.Text.Prose())
			return nil
		}},
		{"claim", claim.Version, func(w *Work) error {
			w.Claims, w.Entities = claims.Extract(claim.Input{Document: w.Document, Text: w.Text, Analysis: w.Analysis,
				Mentions: w.Mentions, Entities: w.Entities, SpeaksFor: w.SpeaksFor, Base: base})
			return nil
		}},
	}), nil
}
