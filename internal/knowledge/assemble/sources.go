package assemble

import (
	"fmt"
	"io/fs"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/knowledge/attack"
	"ascribe/internal/knowledge/handkept"
	"ascribe/internal/knowledge/microsoft"
	"ascribe/internal/knowledge/misp"
	"ascribe/internal/knowledge/territories"
)

// States finds a state's id by a name or two-letter code, "" when not known.
type States func(name string) string

// Source is one importer: where its files lie in the folder of downloads, and
// how they are read.
type Source struct {
	Name    string
	Folder  string
	Mapping bool // see Statements
	Import  func(folder fs.FS, states States) ([]knowledge.Entry, error)
}

// Sources lists every importer of the snapshot, the one that names entities
// first. docs/add-a-list.md says how to add one.
func Sources() []Source {
	return []Source{
		{attack.Source, "attack", false, func(f fs.FS, _ States) ([]knowledge.Entry, error) { return attack.Import(f) }},
		{misp.Source, "misp-galaxy", false, func(f fs.FS, s States) ([]knowledge.Entry, error) { return misp.Import(f, misp.States(s)) }},
		{microsoft.Source, "microsoft", true, func(f fs.FS, s States) ([]knowledge.Entry, error) { return microsoft.Import(f, s) }},
	}
}

// Import reads the hand-kept tables, the territories and every source, and
// joins them.
func Import(tables, downloads fs.FS) ([]knowledge.Entry, error) {
	kept, err := handkept.Import(tables)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", handkept.Source, err)
	}
	folder, err := fs.Sub(downloads, "territories/resources")
	if err != nil {
		return nil, err
	}
	lands, err := territories.Import(folder)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", territories.Source, err)
	}
	states := stateFinder(lands, kept)
	all := []Statements{{Entries: kept}, {Entries: lands}}
	for _, s := range Sources() {
		folder, err := fs.Sub(downloads, s.Folder)
		if err != nil {
			return nil, err
		}
		entries, err := s.Import(folder, states)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.Name, err)
		}
		all = append(all, Statements{entries, s.Mapping})
	}
	return Join(all...)
}

// stateFinder looks states up by code or by any plain name.
func stateFinder(sources ...[]knowledge.Entry) States {
	ids := map[string]string{}
	for _, entries := range sources {
		for _, e := range entries {
			if e.Type != ascribe.State {
				continue
			}
			ids[strings.ToLower(e.Country)] = e.ID
			for _, n := range e.Names {
				if key := knowledge.Key(n.Name); n.Kind != knowledge.DemonymName && ids[key] == "" {
					ids[key] = e.ID
				}
			}
		}
	}
	return func(name string) string {
		plain, _, _ := strings.Cut(name, "(")
		if id := ids[knowledge.Key(name)]; id != "" {
			return id
		}
		return ids[knowledge.Key(plain)]
	}
}
