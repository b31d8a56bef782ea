package stix

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/transcript"
)

// foundObject is an object as it was found: what claims are read from, and its bytes.
type foundObject struct {
	Type               string                     `json:"type"`
	ID                 string                     `json:"id"`
	CreatedBy          string                     `json:"created_by_ref"`
	Created            string                     `json:"created"`
	Modified           string                     `json:"modified"`
	Revoked            bool                       `json:"revoked"`
	Confidence         int                        `json:"confidence"`
	ExternalReferences []Reference                `json:"external_references"`
	Extensions         map[string]json.RawMessage `json:"extensions"`

	Name          string   `json:"name"`
	Description   string   `json:"description"`
	Aliases       []string `json:"aliases"`
	OldAliases    []string `json:"x_mitre_aliases"`
	IdentityClass string   `json:"identity_class"`
	Sectors       []string `json:"sectors"`
	Country       string   `json:"country"`
	Motivation    string   `json:"primary_motivation"`
	Motivations   []string `json:"secondary_motivations"`
	Published     string   `json:"published"`

	Kind        string   `json:"relationship_type"`
	Source      string   `json:"source_ref"`
	Target      string   `json:"target_ref"`
	Start       string   `json:"start_time"`
	Stop        string   `json:"stop_time"`
	Opinion     string   `json:"opinion"`
	Explanation string   `json:"explanation"`
	Refs        []string `json:"object_refs"`

	raw json.RawMessage
}

// ours is our extension of an object, false where it has none.
func (o *foundObject) ours() (extension, bool) {
	var e extension
	raw, ok := o.Extensions[extensionID()]
	return e, ok && json.Unmarshal(raw, &e) == nil
}

// isReport reports whether an object stands for a document.
func (o *foundObject) isReport() bool {
	return o.Type == "report" || o.Type == "grouping" && !o.grouped()
}

// grouped reports whether a Grouping is one that we made of an incident.
func (o *foundObject) grouped() bool { return o.CreatedBy == Producer().ID }

// names are the names that an object's creator says are another of it.
func (o *foundObject) names() []string {
	var out []string
	for _, alias := range append(slices.Clone(o.Aliases), o.OldAliases...) {
		if alias = transcript.Line(alias); alias != "" && ascribe.Fold(alias) != ascribe.Fold(o.Name) && !slices.Contains(out, alias) {
			out = append(out, alias)
		}
	}
	return out
}

// day is when an object was last changed, else when a report was published.
func (o *foundObject) day() ascribe.Day {
	for _, stamp := range []string{o.Published, o.Modified, o.Created} {
		if d, err := ascribe.ParseDay(stamp); err == nil {
			return d
		}
	}
	return ""
}

// bundle is a bundle taken apart.
type bundle struct {
	objects map[string]*foundObject
	order   []string
}

// errNotBundle is wrapped where the input is no bundle at all.
var errNotBundle = errors.New("it is no STIX bundle")

// decode takes a bundle apart: a bundle, a list of objects, a TAXII envelope, or
// one object. What is wrong with single objects is reported apart.
func decode(raw []byte) (bundle, []error, error) {
	b := bundle{objects: map[string]*foundObject{}}
	list, err := objectsOf(raw)
	if err != nil {
		return b, nil, err
	}
	var wrong []error
	for i, raw := range list {
		o := &foundObject{}
		err := json.Unmarshal(raw, o)
		id := o.ID
		if id == "" {
			id = fmt.Sprintf("object %d", i+1)
		}
		switch {
		case err != nil:
			wrong = append(wrong, fmt.Errorf("%s: %w", id, plainJSON(err)))
		case o.Type == "" || !strings.HasPrefix(o.ID, o.Type+"--"):
			wrong = append(wrong, fmt.Errorf("%s: it has no type, or an identifier of another type", id))
		default:
			o.raw = raw
			b.keep(o)
		}
	}
	return b, wrong, nil
}

// keep takes the latest version of an object.
func (b *bundle) keep(o *foundObject) {
	old, ok := b.objects[o.ID]
	if !ok {
		b.order = append(b.order, o.ID)
	}
	if !ok || old.Modified < o.Modified {
		b.objects[o.ID] = o
	}
}

func objectsOf(raw []byte) ([]json.RawMessage, error) {
	raw = bytes.TrimPrefix(bytes.TrimSpace(raw), []byte("\ufeff"))
	var list []json.RawMessage
	if len(raw) > 0 && raw[0] == '[' {
		if err := json.Unmarshal(raw, &list); err != nil {
			return nil, fmt.Errorf("%w: %w", errNotBundle, plainJSON(err))
		}
		return list, nil
	}
	var whole struct {
		Type    string            `json:"type"`
		ID      string            `json:"id"`
		Objects []json.RawMessage `json:"objects"`
	}
	if err := json.Unmarshal(raw, &whole); err != nil {
		return nil, fmt.Errorf("%w: %w", errNotBundle, plainJSON(err))
	}
	switch {
	case whole.Objects != nil:
		return whole.Objects, nil
	case whole.Type == "bundle":
		return nil, nil
	case whole.Type != "" && whole.ID != "":
		return []json.RawMessage{raw}, nil
	}
	return nil, fmt.Errorf("%w: it has no objects", errNotBundle)
}

// plainJSON says in plain words what is wrong with JSON.
func plainJSON(err error) error {
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrongType):
		return fmt.Errorf("%s is a %s, which it may not be", wrongType.Field, wrongType.Value)
	case errors.Is(err, io.ErrUnexpectedEOF), strings.Contains(err.Error(), "unexpected end"):
		return errors.New("the JSON is cut off")
	}
	return fmt.Errorf("the JSON is broken: %w", err)
}
