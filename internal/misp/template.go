package misp

import (
	"embed"
	"encoding/json"
	"fmt"
	"strconv"
)

// Our object templates, in MISP's own form, so that they can be added to a server.
//
//go:embed templates
var templateFiles embed.FS

// The names of our templates.
const (
	claimTemplate    = "ascribe-claim"
	documentTemplate = "ascribe-document"
)

// template is what objects of one name consist of.
type template struct {
	Name         string `json:"name"`
	Description  string `json:"description"`
	MetaCategory string `json:"meta-category"`
	UUID         string `json:"uuid"`
	Version      int    `json:"version"`
	Attributes   map[string]struct {
		Type               string `json:"misp-attribute"`
		DisableCorrelation bool   `json:"disable_correlation"`
	} `json:"attributes"`
}

func readTemplate(name string) (template, error) {
	var t template
	raw, err := templateFiles.ReadFile("templates/" + name + ".json")
	if err != nil {
		return t, err
	}
	if err := json.Unmarshal(raw, &t); err != nil {
		return t, fmt.Errorf("misp: template %s: %w", name, err)
	}
	return t, nil
}

// categories are those of the types of attributes that the templates use.
var categories = map[string]string{"text": "Other", "link": "External analysis", "sha256": "External analysis"}

// object begins an object; its parts are identified by what they belong to.
func (t template) object(id, timestamp string) *Object {
	return &Object{UUID: id, Name: t.Name, MetaCategory: t.MetaCategory, Description: t.Description, TemplateUUID: t.UUID,
		TemplateVersion: strconv.Itoa(t.Version), Distribution: inherited, Timestamp: timestamp}
}

// add adds a value under a relation; an empty one is left out. It returns the
// attribute so that it can be tagged.
func (t template) add(o *Object, relation, value string) *Attribute {
	if value == "" {
		return &Attribute{}
	}
	kind := t.Attributes[relation]
	o.Attributes = append(o.Attributes, Attribute{UUID: newUUID("attribute", o.UUID+relation+strconv.Itoa(len(o.Attributes))),
		Type: kind.Type, Category: categories[kind.Type], Value: value, Relation: relation,
		DisableCorrelation: kind.DisableCorrelation, Distribution: inherited, Timestamp: o.Timestamp})
	return &o.Attributes[len(o.Attributes)-1]
}
