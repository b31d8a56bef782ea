package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"ascribe/internal/language/segment"
)

// gazetteer is a list of names for training and for ner-eval; the product
// brings its own. Names match case and all, token by token.
type gazetteer struct {
	segmenter *segment.Segmenter
	class     map[string]string // tokens joined by spaces
	longest   int
}

// lists of MISP galaxy and the class of their names; earlier ones win.
var lists = []struct{ file, class string }{
	{"threat-actor", "threat-actor"}, {"mitre-intrusion-set", "threat-actor"}, {"microsoft-activity-group", "threat-actor"},
	{"malpedia", "malware"}, {"ransomware", "malware"}, {"tool", "tool"}, {"intelligence-agencies", "organisation"},
	{"producer", "organisation"}, {"country", "state"},
}

// readGazetteer reads folder, which holds misp-galaxy and territories.
func readGazetteer(folder string) (*gazetteer, error) {
	g := &gazetteer{segmenter: segment.New(nil), class: map[string]string{}}
	if err := g.territories(filepath.Join(folder, "territories/resources")); err != nil {
		return nil, err
	}
	for _, list := range lists {
		if err := g.galaxy(filepath.Join(folder, "misp-galaxy", list.file+".json"), list.class); err != nil {
			return nil, err
		}
	}
	return g, nil
}

func (g *gazetteer) galaxy(path, class string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var file struct {
		Values []struct {
			Value string
			Meta  struct{ Synonyms []string }
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for _, v := range file.Values {
		name, _, _ := strings.Cut(v.Value, " - G")
		g.add(name, class)
		for _, s := range v.Meta.Synonyms {
			g.add(s, class)
		}
	}
	return nil
}

func (g *gazetteer) territories(folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "*.yml"))
	if err != nil {
		return err
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(data)) {
			if name, ok := strings.CutPrefix(line, "name: "); ok {
				g.add(strings.Trim(strings.TrimSpace(name), `"'`), "state")
			}
		}
	}
	return nil
}

func (g *gazetteer) add(name, class string) {
	r, _ := utf8.DecodeRuneInString(name)
	if len(name) < 3 || len(name) < 4 && strings.ToUpper(name) != name || !unicode.IsUpper(r) && !unicode.IsDigit(r) {
		return
	}
	var forms []string
	for _, t := range g.segmenter.Tokens(name) {
		forms = append(forms, t.Form)
	}
	key := strings.Join(forms, " ")
	if g.class[key] == "" {
		g.class[key] = class
	}
	g.longest = max(g.longest, len(forms))
}

// Longest is language.Gazetteer's.
func (g *gazetteer) Longest(tokens []string, from int) (string, int) {
	for n := min(g.longest, len(tokens)-from); n > 0; n-- {
		if class := g.class[strings.Join(tokens[from:from+n], " ")]; class != "" {
			return class, n
		}
	}
	return "", 0
}
