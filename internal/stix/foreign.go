package stix

import (
	"fmt"
	"strings"

	"ascribe"
	"ascribe/internal/transcript"
)

// statements takes what an object of others claims.
func (r *reader) statements(o *foundObject) {
	if e, ok := o.ours(); ok && (e.Claim != nil || e.Party != nil || e.Document != nil || e.Incident != nil) || o.Revoked || o.CreatedBy == Producer().ID {
		return
	}
	switch {
	case o.Type == "relationship":
		if s, ok := r.statement(o); ok {
			r.claim(o, ascribe.Asserts, s, o.Description)
		}
	case o.Type == "opinion":
		r.opinion(o)
	case o == r.main && states(o):
		r.selfNamed(o)
	}
}

// statement is what a Relationship says; false where it is no claim by the
// codebook, or can't be read and is named so.
func (r *reader) statement(o *foundObject) (ascribe.Statement, bool) {
	source, okSource := r.objects[o.Source]
	target, okTarget := r.objects[o.Target]
	if !o.claims() {
		return ascribe.Statement{}, false
	}
	switch {
	case !okSource:
		r.Leave(o.ID, fmt.Sprintf("source_ref %s is not in the bundle", o.Source), "export the bundle with everything that it refers to")
		return ascribe.Statement{}, false
	case !okTarget:
		r.Leave(o.ID, fmt.Sprintf("target_ref %s is not in the bundle", o.Target), "export the bundle with everything that it refers to")
		return ascribe.Statement{}, false
	case transcript.Line(source.Name) == "" || transcript.Line(target.Name) == "" && target.Country == "":
		r.Leave(o.ID, "one of its ends has no name", "")
		return ascribe.Statement{}, false
	}
	row := lookup(relationshipTable, o.Kind, source.Type, target.Type)
	subject, object := r.party(o.Source), r.party(o.Target)
	if row[2] == "object" {
		subject, object = object, subject
	}
	s := ascribe.Statement{Predicate: ascribe.Predicate(row[0]), Subject: &subject, Object: &object, Value: plain(row[1])}
	if s.Predicate == ascribe.Used {
		s.Value = techniqueOf(target)
	}
	if from, to := dayOf(o.Start), dayOf(o.Stop); from != "" || to != "" {
		s.When = &ascribe.Interval{From: from, To: to}
	}
	return s, true
}

// techniqueOf is the ATT&CK id of a technique, "" of anything else.
func techniqueOf(o *foundObject) string {
	for _, ref := range o.ExternalReferences {
		if o.Type == "attack-pattern" && ref.SourceName == "mitre-attack" {
			return ref.ExternalID
		}
	}
	return ""
}

// opinion takes what somebody thinks of Relationships.
func (r *reader) opinion(o *foundObject) {
	stance := map[string]ascribe.Stance{"strongly-disagree": ascribe.Denies, "disagree": ascribe.Doubts,
		"agree": ascribe.Asserts, "strongly-agree": ascribe.Asserts}[o.Opinion]
	for _, id := range o.Refs {
		about, ok := r.objects[id]
		if !ok || stance == "" || about.Type != "relationship" {
			continue
		}
		if e, ok := about.ours(); ok && e.Claim != nil {
			r.claim(o, stance, e.Claim.Statement, o.Explanation)
		} else if s, ok := r.statement(about); ok {
			r.claim(o, stance, s, o.Explanation)
		}
	}
}

// selfNamed takes what an object says of itself: other names, motives.
func (r *reader) selfNamed(o *foundObject) {
	p := r.party(o.ID)
	p.Name = transcript.Line(o.Name)
	for _, name := range o.names() {
		other := r.Named(name, ascribe.EntityType(p.Type))
		other.Name, other.Text = name, name // names are what a same-as is about, whoever they lead to
		r.claim(o, ascribe.Asserts, ascribe.Statement{Predicate: ascribe.SameAs, Subject: &p, Object: &other}, "")
	}
	for _, word := range append([]string{o.Motivation}, o.Motivations...) {
		if row := lookup(motiveTable, word); row != nil {
			r.claim(o, ascribe.Asserts, ascribe.Statement{Predicate: ascribe.MotivatedBy, Subject: &p, Value: row[0]}, "")
		}
	}
}

// claim adds a claim that an object's creator makes.
func (r *reader) claim(o *foundObject, stance ascribe.Stance, s ascribe.Statement, words string) {
	by, ok := r.creator(o)
	if !ok {
		r.Leave(o.ID, "it does not say who made it (created_by_ref)", "name the bundle's maker with --publisher NAME")
		return
	}
	r.Tell(transcript.Told{By: by, Stance: stance, Statement: s, Said: dayOf(o.Created), Confidence: confidence(o.Confidence),
		Words: words, What: strings.TrimSpace(o.Type + " " + o.Kind + o.Opinion), Where: o.ID})
}

// creator is who made an object, else who published the document.
func (r *reader) creator(o *foundObject) (ascribe.Party, bool) {
	if by, ok := r.objects[o.CreatedBy]; ok && transcript.Line(by.Name) != "" {
		return r.party(by.ID), true
	}
	if r.Publisher != nil {
		return *r.Publisher, true
	}
	return ascribe.Party{}, false
}

// confidence grades a number by the None/Low/Med/High scale (STIX 2.1, appendix A).
func confidence(n int) *ascribe.Confidence {
	words := fmt.Sprintf("confidence %d", n)
	switch {
	case n <= 0 || n > 100:
		return nil
	case n < 30:
		return ascribe.NewConfidence("low", words)
	case n < 70:
		return ascribe.NewConfidence("moderate", words)
	}
	return ascribe.NewConfidence("high", words)
}
