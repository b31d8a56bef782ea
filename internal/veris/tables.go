package veris

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed actions.tsv
var actionTable string

//go:embed actors.tsv
var actorTable string

//go:embed motives.tsv
var motiveTable string

//go:embed industries.tsv
var industryTable string

// rows are the lines of a table, comments left out.
func rows(table string) [][]string {
	var out [][]string
	for line := range strings.Lines(table) {
		if line = strings.TrimRight(line, "\n"); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

// find is the row that begins with a key, nil for none.
func find(table, key string) []string {
	for _, row := range rows(table) {
		if row[0] == key {
			return row
		}
	}
	return nil
}

// with adds what is not there yet.
func with(list []string, value string) []string {
	if slices.Contains(list, value) {
		return list
	}
	return append(list, value)
}

func join(list, value string) string {
	if list == "" {
		return value
	}
	return strings.Join(with(strings.Split(list, "; "), value), "; ")
}

// firmer is the firmer of two words on disclosure.
func firmer(a, b string) string {
	order := []string{"", "No", "Potentially", "Yes"}
	if slices.Index(order, a) > slices.Index(order, b) {
		return a
	}
	return b
}
