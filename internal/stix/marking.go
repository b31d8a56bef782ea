package stix

import (
	_ "embed"
	"fmt"
	"strings"
)

// tlpTable holds the markings of the Traffic Light Protocol 2.0 with the
// identifiers that OASIS gave them (cti-stix-common-objects).
//
//go:embed tlp.tsv
var tlpTable string

const tlpExtension = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"

// TLP is the marking of a level of the Traffic Light Protocol 2.0: clear, green,
// amber, amber+strict or red.
func TLP(level string) (*Marking, error) {
	var levels []string
	for line := range strings.Lines(tlpTable) {
		row := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(row) != 2 {
			continue
		}
		if row[0] != strings.TrimPrefix(strings.ToLower(level), "tlp:") {
			levels = append(levels, row[0])
			continue
		}
		return &Marking{Head: Head{Type: "marking-definition", SpecVersion: specVersion, ID: row[1], Created: "2022-10-01T00:00:00.000Z",
			Extensions: map[string]any{tlpExtension: map[string]string{"extension_type": extensionType, "tlp_2_0": row[0]}}},
			Name: "TLP:" + strings.ToUpper(row[0])}, nil
	}
	return nil, fmt.Errorf("%q is no level of the Traffic Light Protocol; choose one of %s", level, strings.Join(levels, ", "))
}

// Statement is a marking in plain words, such as terms of use.
func Statement(text string) *Marking {
	h := head("marking-definition", Producer().ID, made, text)
	h.Modified = ""
	return &Marking{Head: h, DefinitionType: "statement", Definition: map[string]string{"statement": text}}
}
