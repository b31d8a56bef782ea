package eurepoc

import (
	_ "embed"
	"strings"

	"ascribe"
)

//go:embed types.tsv
var typeTable string

//go:embed receivers.tsv
var receiverTable string

//go:embed receiver-words.tsv
var receiverWords string

//go:embed attributions.tsv
var attributionTable string

//go:embed responses.tsv
var responseTable string

//go:embed statements.tsv
var statementTable string

//go:embed members.txt
var memberList string

// row finds the columns behind the first keys of a table's line, nil for none.
func row(table string, keys ...string) []string {
	prefix := strings.Join(keys, "\t") + "\t"
	for line := range strings.Lines(table) {
		if rest, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), prefix); ok && !strings.HasPrefix(line, "#") {
			return strings.Split(rest, "\t")
		}
	}
	return nil
}

// values of one cell of a table; "-" is none.
func listed(cell string) []string {
	if cell == "-" {
		return nil
	}
	return strings.Split(cell, "; ")
}

// member reports whether a country (ISO 3166-1 alpha-2) is a member state of the European Union.
func member(country string) bool {
	return country != "" && strings.Contains("\n"+memberList, "\n"+country+"\n")
}

// byWords gives the category of a victim that is only described, by the first row with a word of its name.
func byWords(name string) string {
	words := " " + ascribe.Fold(name) + " "
	for line := range strings.Lines(receiverWords) {
		word, category, ok := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		if ok && !strings.HasPrefix(line, "#") && (strings.Contains(words, " "+word+" ") || strings.Contains(words, " "+word+"s ")) {
			return category
		}
	}
	return ""
}
