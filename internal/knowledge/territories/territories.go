// Package territories reads the territory files of OpenSanctions' rigour: states
// and other territories with their names, codes and parents, one YAML file each.
package territories

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"

	"ascribe"
	"ascribe/internal/knowledge"
)

// Source names this source in statements.
const Source = "OpenSanctions rigour territories"

// supranational marks files of what is no territory: unions, "cyberspace".
const supranational = "Supranational"

type territory struct {
	Name         string   `yaml:"name"`
	FullName     string   `yaml:"full_name"`
	InSentence   string   `yaml:"in_sentence"`
	Alpha3       string   `yaml:"alpha3"`
	QID          string   `yaml:"qid"`
	IsCountry    bool     `yaml:"is_country"`
	IsHistorical bool     `yaml:"is_historical"`
	Parent       string   `yaml:"parent"`
	Region       string   `yaml:"region"`
	NamesStrong  []string `yaml:"names_strong"`
}

// Import reads every .yml file of a folder. Weak names are left out: they are
// other languages' words, many of them words of English too.
func Import(folder fs.FS) ([]knowledge.Entry, error) {
	files, err := fs.Glob(folder, "*.yml")
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no territory files (*.yml) there")
	}
	var out []knowledge.Entry
	for _, file := range files {
		raw, err := fs.ReadFile(folder, file)
		if err != nil {
			return nil, err
		}
		var t territory
		if err := yaml.Unmarshal(raw, &t); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if t.Name == "" {
			return nil, fmt.Errorf("%s: has no name", file)
		}
		if !t.IsHistorical && t.Region != supranational {
			out = append(out, t.entry(strings.TrimSuffix(path.Base(file), ".yml")))
		}
	}
	return out, nil
}

// entry makes a two-letter code a state, and anything smaller a place in it.
func (t territory) entry(code string) knowledge.Entry {
	e := knowledge.Entry{Name: t.Name, Type: ascribe.State, Country: strings.ToUpper(code)}
	if len(code) != 2 {
		parent, _, _ := strings.Cut(code, "_")
		if len(parent) != 2 {
			parent = ""
		}
		e.Type, e.Country = ascribe.Place, strings.ToUpper(parent)
	}
	e.ID = string(e.Type) + ":" + strings.ReplaceAll(code, "_", "-")
	e.Names = []knowledge.Name{{Name: t.Name, Kind: knowledge.PrimaryName, Source: Source}}
	for _, n := range append([]string{t.FullName, t.InSentence}, t.NamesStrong...) {
		if n != "" && n != t.Name && isLatin(n) {
			e.Names = append(e.Names, knowledge.Name{Name: n, Kind: knowledge.StrongName, Source: Source})
		}
	}
	if t.QID != "" {
		e.External = append(e.External, knowledge.External{Scheme: "wikidata", ID: t.QID})
	}
	if e.Type == ascribe.State {
		e.External = append(e.External, knowledge.External{Scheme: "iso3166-1", ID: e.Country})
	}
	return e
}

func isLatin(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return false
		}
	}
	return true
}
