package api

import (
	"errors"
	"fmt"
	"strconv"

	"ascribe"
	"ascribe/internal/ledger"
)

// one takes a single value.
func one[F any](to func(*F) *string) func(*F, []string) error {
	return func(f *F, values []string) error {
		if len(values) > 1 {
			return errors.New("it takes one value")
		}
		*to(f) = values[0]
		return nil
	}
}

// day takes a day.
func day[F any](to func(*F) *ascribe.Day) func(*F, []string) error {
	return func(f *F, values []string) (err error) {
		*to(f), err = parseDay(values[0])
		return err
	}
}

func parseDay(s string) (ascribe.Day, error) {
	d, err := ascribe.ParseDay(s)
	if err != nil || string(d) != s {
		return "", errors.New("not a day; write it like 2022-09-08")
	}
	return d, nil
}

func texts[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

func named[T ~string](values []string) []T {
	out := make([]T, len(values))
	for i, v := range values {
		out[i] = T(v)
	}
	return out
}

func claimFields() fields[ledger.ClaimFilter] {
	type f = ledger.ClaimFilter
	return fields[f]{
		{"predicate", ":", "what is stated", texts(ascribe.Predicates()), func(f *f, v []string) error { f.Predicates = named[ascribe.Predicate](v); return nil }},
		{"stance", ":", "what the source does with it", texts(stances()), func(f *f, v []string) error { f.Stances = named[ascribe.Stance](v); return nil }},
		{"source", ":", "key of who says it, or of whom they speak for", nil, one(func(f *f) *string { return &f.Source })},
		{"relay", ":", "key of who relays it", nil, one(func(f *f) *string { return &f.Relay })},
		{"party", ":", "key of the subject or the object", nil, one(func(f *f) *string { return &f.Party })},
		{"document", ":", "id of the document", nil, one(func(f *f) *string { return &f.Document })},
		{"incident", ":", "id of the incident", nil, one(func(f *f) *string { return &f.Incident })},
		{"statement", ":", "key of the statement", nil, one(func(f *f) *string { return &f.Statement })},
		{"certainty", ">=", "how sure the extractor is, 0 to 1", nil, func(f *f, v []string) (err error) {
			if f.MinCertainty, err = strconv.ParseFloat(v[0], 64); err != nil || !(f.MinCertainty >= 0 && f.MinCertainty <= 1) {
				return errors.New("not a number from 0 to 1")
			}
			return nil
		}},
		{"rejected", ":", "those that a reviewer rejected too", []string{"true"}, func(f *f, _ []string) error { f.Rejected = true; return nil }},
	}
}

func incidentFields() fields[ledger.IncidentFilter] {
	type f = ledger.IncidentFilter
	return fields[f]{
		{"accused", ":", "country of somebody accused, two letters", nil, one(func(f *f) *string { return &f.Accused })},
		{"victim", ":", "country of a victim, two letters", nil, one(func(f *f) *string { return &f.Victim })},
		{"confidence", ":", "best grade of an attribution", []string{"high", "moderate", "low"}, one(func(f *f) *string { return &f.Confidence })},
		{"contested", ":", "asserted and denied", []string{"true"}, func(f *f, _ []string) error { f.Contested = true; return nil }},
		{"party", ":", "key of somebody in its claims", nil, one(func(f *f) *string { return &f.Party })},
		{"source", ":", "key of who says one of its claims", nil, one(func(f *f) *string { return &f.Source })},
		{"document", ":", "id of a document that tells of it", nil, one(func(f *f) *string { return &f.Document })},
		{"claim", ":", "id of one of its claims", nil, one(func(f *f) *string { return &f.Claim })},
		{"when", ">=", "first day at the earliest", nil, day(func(f *f) *ascribe.Day { return &f.From })},
		{"when", "<=", "first day at the latest", nil, day(func(f *f) *ascribe.Day { return &f.To })},
	}
}

func documentFields() fields[ledger.DocumentFilter] {
	type f = ledger.DocumentFilter
	return fields[f]{
		{"publisher", ":", "exactly so", nil, one(func(f *f) *string { return &f.Publisher })},
		{"incident", ":", "id of an incident that it tells of", nil, one(func(f *f) *string { return &f.Incident })},
		{"entity", ":", "id of somebody whom it names", nil, one(func(f *f) *string { return &f.Entity })},
		{"published", ">=", "on that day or later", nil, day(func(f *f) *ascribe.Day { return &f.From })},
		{"published", "<=", "on that day or before", nil, day(func(f *f) *ascribe.Day { return &f.To })},
	}
}

func entityFields() fields[ledger.EntityFilter] {
	type f = ledger.EntityFilter
	return fields[f]{
		{"type", ":", "what it is", texts(ascribe.EntityTypes()), func(f *f, v []string) error {
			if len(v) > 1 {
				return errors.New("it takes one value")
			}
			f.Type = ascribe.EntityType(v[0])
			return nil
		}},
		{"document", ":", "id of a document that names it", nil, one(func(f *f) *string { return &f.Document })},
	}
}

func judgementFields() fields[ledger.JudgementFilter] {
	type f = ledger.JudgementFilter
	return fields[f]{
		{"kind", ":", "what was judged", texts(ascribe.JudgementKinds()), func(f *f, v []string) error {
			if len(v) > 1 {
				return errors.New("it takes one value")
			}
			f.Kind = ascribe.JudgementKind(v[0])
			return nil
		}},
		{"on", ":", "kind of the target", texts(targetKinds()), func(f *f, v []string) error {
			if len(v) > 1 {
				return errors.New("it takes one value")
			}
			f.Target.Kind = ascribe.TargetKind(v[0])
			return nil
		}},
		{"target", ":", "id of the target, with on:", nil, one(func(f *f) *string { return &f.Target.ID })},
		{"document", ":", "id of a document whose claims it is about", nil, one(func(f *f) *string { return &f.Document })},
		{"reviewer", ":", "who judged", nil, one(func(f *f) *string { return &f.Reviewer })},
	}
}

func targetKinds() []ascribe.TargetKind {
	return []ascribe.TargetKind{ascribe.ClaimTarget, ascribe.IncidentTarget, ascribe.StatementTarget, ascribe.SourceTarget}
}

func stances() []ascribe.Stance {
	return []ascribe.Stance{ascribe.Asserts, ascribe.Denies, ascribe.Doubts, ascribe.Withholds}
}

// errMissing says that an id was not given.
func errMissing(what string) error { return fmt.Errorf("%w: %s is missing", ErrBadFilter, what) }
