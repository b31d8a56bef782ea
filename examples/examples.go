// Package examples holds documents written for this project about public
// incidents, and what an honest reader would take from each of them.
//
// Documents are articles, reports, statements, a web page and a PDF, each with
// its sidecar. Expected has one label file a document, in the format of
// docs/labels.md. README.md says what each of them is there to show.
package examples

import (
	"embed"
	"io/fs"
)

//go:embed documents expected whole.json
var files embed.FS

// Documents is a folder of inputs for `ascribe ingest`, sidecars included.
func Documents() fs.FS { return folder("documents") }

// Expected is a folder of label files for `ascribe eval`.
func Expected() fs.FS { return folder("expected") }

// folder never fails: the names are those of the embed directive.
func folder(name string) fs.FS {
	sub, err := fs.Sub(files, name)
	if err != nil {
		panic(err)
	}
	return sub
}

// Whole is what all documents together should yield: incidents with their
// documents, copies, and names that a reader should be warned of (JSON).
func Whole() ([]byte, error) { return files.ReadFile("whole.json") }
