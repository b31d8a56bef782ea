// Package misp reads the MISP galaxy: threat actors with who coined which name,
// malware, ransomware and tools, intelligence agencies, and the producers of
// reports.
package misp

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"ascribe"
	"ascribe/internal/knowledge"
)

// Source names this source in statements.
const Source = "MISP galaxy"

type galaxy struct {
	Values []value `json:"values"`
}

type value struct {
	UUID        string                     `json:"uuid"`
	Value       string                     `json:"value"`
	Description string                     `json:"description"`
	Meta        map[string]json.RawMessage `json:"meta"`
	Related     []related                  `json:"related"`
}

type related struct {
	To   string `json:"dest-uuid"`
	Type string `json:"type"`
}

// list gives a meta field as strings, whether it holds one or many.
func (v value) list(field string) []string {
	var many []string
	if json.Unmarshal(v.Meta[field], &many) == nil {
		return many
	}
	if one := v.text(field); one != "" {
		return []string{one}
	}
	return nil
}

func (v value) text(field string) string {
	var s string
	if json.Unmarshal(v.Meta[field], &s) != nil {
		return ""
	}
	return s
}

// States finds a state's id by its name or two-letter code, "" when not known.
type States func(name string) string

// Import reads the galaxy's files from a folder.
func Import(folder fs.FS, states States) ([]knowledge.Entry, error) {
	producers, err := read(folder, "producer.json")
	if err != nil {
		return nil, err
	}
	actors, err := read(folder, "threat-actor.json")
	if err != nil {
		return nil, err
	}
	out := actorEntries(actors.Values, producerNames(producers), states)
	for _, f := range []string{"malpedia.json", "ransomware.json", "tool.json"} {
		g, err := read(folder, f)
		if err != nil {
			return nil, err
		}
		for _, v := range g.Values {
			out = append(out, malware(v, f == "malpedia.json", f == "ransomware.json"))
		}
	}
	agencies, err := read(folder, "intelligence-agencies.json")
	if err != nil {
		return nil, err
	}
	for _, v := range agencies.Values {
		if e, ok := agency(v, states); ok {
			out = append(out, e)
		}
	}
	return out, nil
}

func read(folder fs.FS, file string) (galaxy, error) {
	var g galaxy
	raw, err := fs.ReadFile(folder, file)
	if err != nil {
		return g, err
	}
	if err := json.Unmarshal(raw, &g); err != nil {
		return g, fmt.Errorf("%s: not a MISP galaxy cluster: %w", file, err)
	}
	if len(g.Values) == 0 {
		return g, fmt.Errorf("%s: holds no values", file)
	}
	return g, nil
}

func producerNames(g galaxy) map[string]string {
	names := map[string]string{}
	for _, v := range g.Values {
		names[v.UUID] = v.Value
	}
	return names
}

// mitreID is an ATT&CK group id among the synonyms.
var mitreID = regexp.MustCompile(`^G\d{4}$`)

func actorEntries(values []value, producers map[string]string, states States) []knowledge.Entry {
	ids := map[string]string{}
	for _, v := range values {
		ids[v.UUID] = string(ascribe.ThreatActor) + ":" + knowledge.Slug(v.Value)
	}
	var out []knowledge.Entry
	for _, v := range values {
		e := knowledge.Entry{ID: ids[v.UUID], Name: v.Value, Type: ascribe.ThreatActor, External: []knowledge.External{{Scheme: "misp", ID: v.UUID}}}
		e.Names = actorNames(v, producers)
		for _, s := range append([]string{v.Value}, v.list("synonyms")...) {
			if mitreID.MatchString(s) {
				e.External = append(e.External, knowledge.External{Scheme: "attack", ID: s})
			}
		}
		e.Statements = actorStatements(v, ids, states)
		out = append(out, e)
	}
	return out
}

func actorNames(v value, producers map[string]string) []knowledge.Name {
	namers := map[string]string{}
	for _, a := range v.list("name-attribution") {
		if i := strings.LastIndex(a, ":"); i > 0 {
			namers[a[:i]] = producers[a[i+1:]]
		}
	}
	for field := range v.Meta {
		if name, ok := strings.CutPrefix(field, "origin:"); ok && namers[name] == "" {
			namers[name] = v.text(field)
		}
	}
	var out []knowledge.Name
	for i, n := range append([]string{v.Value}, v.list("synonyms")...) {
		n = strings.TrimSpace(n)
		if mitreID.MatchString(n) || n == "" || slices.ContainsFunc(out, func(o knowledge.Name) bool { return o.Name == n }) {
			continue
		}
		kind := knowledge.StrongName
		if i == 0 {
			kind = knowledge.PrimaryName
		}
		if rest, ok := strings.CutPrefix(n, "Subgroup: "); ok {
			n, kind = rest, knowledge.UnitName
		}
		out = append(out, knowledge.Name{Name: n, Kind: kind, Namer: namers[n], Source: Source})
	}
	return out
}

func actorStatements(v value, ids map[string]string, states States) []knowledge.Statement {
	var out []knowledge.Statement
	if id := states(v.text("country")); id != "" {
		out = append(out, knowledge.Statement{Relation: knowledge.Originates, Object: id, Source: Source})
	}
	if id := states(v.text("cfr-suspected-state-sponsor")); id != "" {
		out = append(out, knowledge.Statement{Relation: knowledge.SponsoredBy, Object: id, Namer: "Council on Foreign Relations", Source: Source})
	}
	for _, r := range v.Related {
		if id := ids[r.To]; id != "" && (r.Type == "similar" || r.Type == "overlaps") {
			out = append(out, knowledge.Statement{Relation: knowledge.Overlaps, Object: id, Source: Source})
		}
	}
	return out
}

// suffix is what lists add to a family's name.
var suffix = regexp.MustCompile(`(?i)\s+(ransomware|ransom|malware|trojan|virus)$`)

// malware takes names only from the Malpedia cluster, as its terms ask.
func malware(v value, namesOnly, ransomware bool) knowledge.Entry {
	e := knowledge.Entry{Name: v.Value, Type: ascribe.Malware, ID: string(ascribe.Malware) + ":" + knowledge.Slug(suffix.ReplaceAllString(v.Value, ""))}
	if ransomware {
		e.Kind = "ransomware"
	}
	if !namesOnly {
		e.External = []knowledge.External{{Scheme: "misp", ID: v.UUID}}
	}
	for i, n := range append([]string{v.Value}, v.list("synonyms")...) {
		kind := knowledge.StrongName
		if i == 0 {
			kind = knowledge.PrimaryName
		}
		for _, spelling := range []string{n, suffix.ReplaceAllString(n, "")} {
			if spelling = strings.TrimSpace(spelling); spelling == "" || slices.ContainsFunc(e.Names, func(o knowledge.Name) bool { return o.Name == spelling }) {
				continue
			}
			e.Names = append(e.Names, knowledge.Name{Name: spelling, Kind: kind, Source: Source})
		}
	}
	if short := suffix.ReplaceAllString(v.Value, ""); short != "" {
		e.Name = short
	}
	return e
}

// described is "English name (ACR)" at the front of an agency's description.
var described = regexp.MustCompile(`^([A-Z][A-Za-z ,'&-]{5,70}?) ?\(([A-ZÀ-Ž][A-ZÀ-Ža-z]{1,9})\)`)

// bracket is a country added to a name to tell it from others.
var bracket = regexp.MustCompile(`\s*\([^)]*\)$`)

func agency(v value, states States) (knowledge.Entry, bool) {
	code := v.text("country")
	if states(code) == "" {
		return knowledge.Entry{}, false
	}
	name := strings.TrimSpace(bracket.ReplaceAllString(v.Value, ""))
	e := knowledge.Entry{Name: name, Type: ascribe.Organisation, Country: code, Kind: "intelligence", External: []knowledge.External{{Scheme: "misp", ID: v.UUID}},
		ID: string(ascribe.Organisation) + ":" + strings.ToLower(code) + "-" + knowledge.Slug(name)}
	names := []string{name}
	if m := described.FindStringSubmatch(v.Description); m != nil {
		names = append(names, m[1], m[2])
	}
	for _, n := range names {
		// English names ("National Security Agency") and acronyms are shared by
		// many states' agencies; one in its own language isn't.
		kind := knowledge.WeakName
		if strings.ContainsFunc(n, func(r rune) bool { return r > unicode.MaxASCII }) {
			kind = knowledge.StrongName
		}
		if len(n) > 2 { // shorter ones are everybody's
			e.Names = append(e.Names, knowledge.Name{Name: n, Kind: kind, Source: Source})
		}
	}
	return e, true
}
