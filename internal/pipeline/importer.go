package pipeline

import (
	"ascribe"
	"ascribe/internal/copies"
	"ascribe/internal/ledger"
)

// Importer gives the flow of inputs that hold claims already, such as bundles:
// one stage reads them whole, and the text is signed like any other. The errors
// that read returns beside a record are of what it left out.
func Importer(name, version string, read func(ascribe.Raw) (ledger.Record, []error, error)) *Pipeline {
	return New([]Stage{
		{name, version, func(w *Work) error {
			record, wrong, err := read(w.Raw)
			w.Document, w.Text, w.Entities, w.Claims, w.Wrong = record.Document, record.Text, record.Entities, record.Claims, wrong
			return err
		}},
		{"copies", copies.Version, tools{}.copies},
	})
}
