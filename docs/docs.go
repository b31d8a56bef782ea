// Package docs embeds the documents that the program itself hands out.
package docs

import _ "embed"

// ExtractionSchema is the JSON Schema of one line of `ascribe extract --format jsonl`.
//
//go:embed extraction.schema.json
var ExtractionSchema string
