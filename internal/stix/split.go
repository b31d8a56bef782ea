package stix

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"ascribe"
)

// Part is what one document is made of: a bundle with what a Report refers to,
// or with one object and the Relationships that go out from it.
type Part struct {
	Name  string // the identifier of the Report or the object
	Bytes []byte // the same objects give the same bytes
}

// Split divides a bundle into one part a document: each Report or Grouping with
// what it refers to; what no Report refers to by the object that it speaks of.
// Objects that can't be read are named among the errors, the rest is done. An
// error alone means that the input is no bundle.
func Split(raw []byte) ([]Part, []error, error) {
	b, wrong, err := decode(raw)
	if err != nil {
		return nil, nil, err
	}
	s := splitter{bundle: b, reported: map[string]bool{}, origins: map[string][]string{}}
	for _, id := range b.order {
		if o := b.objects[id]; o.isOrigin() {
			s.origins[o.Source] = append(s.origins[o.Source], id)
		}
	}
	for _, id := range b.order {
		if o := b.objects[id]; o.isReport() {
			s.report(o)
		}
	}
	s.rest()
	return s.parts, wrong, nil
}

type splitter struct {
	bundle
	reported map[string]bool
	origins  map[string][]string // by object: where it is said to be from
	parts    []Part
}

// report makes the part of a Report. What it refers to and the bundle lacks is
// named when the part is read.
func (s *splitter) report(o *foundObject) {
	ids := []string{o.ID}
	for _, id := range o.Refs {
		s.reported[id] = true
		ids = append(ids, id)
	}
	s.part(o.ID, ids)
}

// rest makes parts of what no report refers to, by what it goes out from.
func (s *splitter) rest() {
	about := map[string][]string{}
	var subjects []string
	for _, id := range s.order {
		o := s.objects[id]
		if s.reported[id] || o.isReport() {
			continue
		}
		of := ""
		switch {
		case o.Type == "relationship" && o.claims():
			of = o.Source
		case o.Type == "opinion" && len(o.Refs) > 0:
			of = o.Refs[0]
			if r, ok := s.objects[of]; ok && r.Type == "relationship" {
				of = r.Source
			}
		case states(o):
			of = o.ID
		}
		if of == "" {
			continue
		}
		if about[of] == nil {
			subjects = append(subjects, of)
		}
		about[of] = append(about[of], id)
	}
	for _, of := range subjects {
		s.part(of, append([]string{of}, about[of]...))
	}
}

// claims reports whether a Relationship is one that claims something.
func (o *foundObject) claims() bool {
	row := lookup(relationshipTable, o.Kind, typeOf(o.Source), typeOf(o.Target))
	_, ours := o.ours()
	return ours || row != nil && row[0] != "none"
}

// isOrigin reports whether a Relationship says where somebody is from.
func (o *foundObject) isOrigin() bool {
	return o.Type == "relationship" && (o.Kind == "located-at" || o.Kind == "originates-from")
}

// states reports whether an object says something by itself: another name, a motive.
func states(o *foundObject) bool {
	if _, ok := o.ours(); ok || o.Revoked || lookup(typeTable, o.Type, o.IdentityClass) == nil {
		return false
	}
	return len(o.names()) > 0 || o.Motivation != "" || len(o.Motivations) > 0
}

// part adds the objects of the ids with those that they lean on: creators, ends
// of Relationships, where they are from, what Opinions are about.
func (s *splitter) part(name string, ids []string) {
	seen := map[string]bool{}
	var kept []*foundObject
	var keep func(id string, depth int)
	keep = func(id string, depth int) {
		o, ok := s.objects[id]
		if !ok || seen[id] {
			return
		}
		seen[id] = true
		kept = append(kept, o)
		keep(o.CreatedBy, depth)
		keep(o.Source, depth)
		keep(o.Target, depth)
		for _, origin := range s.origins[id] {
			keep(origin, depth)
		}
		if o.Type == "opinion" && depth < 2 {
			for _, ref := range o.Refs {
				keep(ref, depth+1)
			}
		}
	}
	for _, id := range ids {
		keep(id, 0)
	}
	slices.SortFunc(kept, func(a, b *foundObject) int { return strings.Compare(a.ID, b.ID) })
	var out bytes.Buffer
	fmt.Fprintf(&out, `{"type":"bundle","id":%q,"objects":[`, NewID("bundle", name))
	for i, o := range kept {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := json.Compact(&out, o.raw); err != nil { // it was read before
			continue
		}
	}
	out.WriteString("]}")
	s.parts = append(s.parts, Part{Name: name, Bytes: out.Bytes()})
}

// dayOf is the day of a timestamp, "" where it is none.
func dayOf(stamp string) ascribe.Day {
	d, err := ascribe.ParseDay(stamp)
	if err != nil {
		return ""
	}
	return d
}
