// Package attack reads MITRE ATT&CK's STIX 2.1 bundle: groups, malware, tools,
// campaigns and techniques with their aliases, uses and attributions.
package attack

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
)

// File is the bundle's name in the folder given to Import, as MITRE publishes it.
const File = "enterprise-attack.json"

// Source names this source in statements.
const Source = "MITRE ATT&CK"

const namer = "MITRE"

type object struct {
	Type       string   `json:"type"`
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Aliases    []string `json:"aliases"`
	XAliases   []string `json:"x_mitre_aliases"`
	Revoked    bool     `json:"revoked"`
	Deprecated bool     `json:"x_mitre_deprecated"`
	Relation   string   `json:"relationship_type"`
	From       string   `json:"source_ref"`
	To         string   `json:"target_ref"`
	References []struct {
		Source string `json:"source_name"`
		ID     string `json:"external_id"`
	} `json:"external_references"`
}

// Import reads File from a folder. Revoked and deprecated objects are left out.
func Import(folder fs.FS) ([]knowledge.Entry, error) {
	raw, err := fs.ReadFile(folder, File)
	if err != nil {
		return nil, err
	}
	var bundle struct{ Objects []object }
	if err := json.Unmarshal(raw, &bundle); err != nil {
		return nil, fmt.Errorf("%s: not a STIX bundle: %w", File, err)
	}
	if len(bundle.Objects) == 0 {
		return nil, fmt.Errorf("%s: holds no objects", File)
	}
	return entries(bundle.Objects), nil
}

func entries(objects []object) []knowledge.Entry {
	var out []knowledge.Entry
	place := map[string]int{}
	for _, o := range objects {
		if e, ok := o.entry(); ok {
			place[o.ID] = len(out)
			out = append(out, e)
		}
	}
	for _, o := range objects {
		from, knownFrom := place[o.From]
		to, knownTo := place[o.To]
		relation := map[string]string{"uses": knowledge.Uses, "attributed-to": knowledge.AttributedTo}[o.Relation]
		if knownFrom && knownTo && relation != "" && !o.Revoked && out[to].Type != ascribe.Technique {
			out[from].Statements = append(out[from].Statements,
				knowledge.Statement{Relation: relation, Object: out[to].ID, Namer: namer, Source: Source})
		}
	}
	return out
}

// types maps STIX types to ours.
func typeOf(stix string) ascribe.EntityType {
	switch stix {
	case "intrusion-set":
		return ascribe.ThreatActor
	case "malware":
		return ascribe.Malware
	case "tool":
		return ascribe.Tool
	case "campaign":
		return ascribe.Campaign
	case "attack-pattern":
		return ascribe.Technique
	default:
		return ""
	}
}

func (o object) entry() (knowledge.Entry, bool) {
	t := typeOf(o.Type)
	if t == "" || o.Revoked || o.Deprecated {
		return knowledge.Entry{}, false
	}
	e := knowledge.Entry{ID: string(t) + ":" + knowledge.Slug(o.Name), Name: o.Name, Type: t}
	for _, r := range o.References {
		if r.Source == "mitre-attack" {
			e.External = append(e.External, knowledge.External{Scheme: "attack", ID: r.ID})
		}
	}
	if t == ascribe.Technique {
		return technique(e), true
	}
	names := append([]string{o.Name}, append(o.Aliases, o.XAliases...)...)
	for i, n := range names {
		if slices.Index(names, n) < i {
			continue
		}
		name := knowledge.Name{Name: n, Kind: knowledge.StrongName, Source: Source}
		if i == 0 {
			name.Kind, name.Namer = knowledge.PrimaryName, namer
		}
		if generatedName.MatchString(n) {
			name.Kind = knowledge.WeakName
		}
		e.Names = append(e.Names, name)
	}
	return e, true
}

// generatedName matches campaign titles that are only the id, such as "C0010".
var generatedName = regexp.MustCompile(`^C\d{4}$`)

// technique names are phrases of the trade ("Phishing"): broad, so only the id
// stands alone.
func technique(e knowledge.Entry) knowledge.Entry {
	if len(e.External) == 0 {
		return e
	}
	id := e.External[0].ID
	e.ID = string(ascribe.Technique) + ":" + strings.ToLower(id)
	e.Names = []knowledge.Name{
		{Name: id, Kind: knowledge.PrimaryName, Namer: namer, Source: Source},
		{Name: e.Name, Kind: knowledge.WeakName, Namer: namer, Source: Source},
	}
	return e
}
