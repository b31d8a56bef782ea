package stix

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed parties.tsv
var partyTable string

//go:embed types.tsv
var typeTable string

//go:embed relationships.tsv
var relationshipTable string

//go:embed motives.tsv
var motiveTable string

//go:embed statements.tsv
var statementTable string

// lookup gives the cells behind the keys of the first line of a table that fits
// them, nil where none does. A cell fits a key that it equals or lists; "-" in
// the table is any.
func lookup(table string, keys ...string) []string {
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(cells) <= len(keys) {
			continue
		}
		fits := true
		for i, key := range keys {
			fits = fits && (cells[i] == "-" || slices.Contains(strings.Fields(cells[i]), key))
		}
		if fits {
			return cells[len(keys):]
		}
	}
	return nil
}

// plain is a cell's value: "" for "-".
func plain(cell string) string { return strings.TrimPrefix(cell, "-") }
