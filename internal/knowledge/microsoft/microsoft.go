// Package microsoft reads Microsoft's mapping of its weather names to the names
// that it and others use for the same actors.
package microsoft

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
)

// File is the mapping's name in the folder given to Import, as Microsoft publishes it.
const File = "MicrosoftMapping.json"

// Source names this source in statements.
const Source = "Microsoft threat actor mapping"

const namer = "Microsoft"

type row struct {
	Name   string `json:"Threat actor name"`
	Origin string `json:"Origin/Threat"`
	Other  string `json:"Other names"`
}

// Import reads File from a folder. states finds a state's id by its name.
func Import(folder fs.FS, states func(name string) string) ([]knowledge.Entry, error) {
	raw, err := fs.ReadFile(folder, File)
	if err != nil {
		return nil, err
	}
	var rows []row
	if err := json.Unmarshal(raw, &rows); err != nil {
		return nil, fmt.Errorf("%s: not the mapping: %w", File, err)
	}
	var out []knowledge.Entry
	for i, r := range rows {
		if strings.TrimSpace(r.Name) == "" {
			return nil, fmt.Errorf("%s: row %d has no “Threat actor name”", File, i+1)
		}
		out = append(out, r.entry(states))
	}
	return out, nil
}

func (r row) entry(states func(string) string) knowledge.Entry {
	name := strings.TrimSpace(r.Name)
	e := knowledge.Entry{ID: string(ascribe.ThreatActor) + ":" + knowledge.Slug(name), Name: name, Type: ascribe.ThreatActor,
		Names: []knowledge.Name{{Name: name, Kind: knowledge.PrimaryName, Namer: namer, Source: Source}}}
	for other := range strings.SplitSeq(r.Other, ",") {
		if other = strings.TrimSpace(other); other != "" {
			e.Names = append(e.Names, knowledge.Name{Name: other, Kind: knowledge.StrongName, Source: Source})
		}
	}
	for origin := range strings.SplitSeq(r.Origin, ",") {
		if id := states(strings.TrimSpace(origin)); id != "" {
			e.Statements = append(e.Statements, knowledge.Statement{Relation: knowledge.Originates, Object: id, Namer: namer, Source: Source})
		}
	}
	return e
}
