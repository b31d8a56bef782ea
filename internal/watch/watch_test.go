package watch

import (
	"context"
	"slices"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
)

// told is a reader of some claims, all of one incident.
type told []ledger.Entry

func (r told) Incident(context.Context, string) (ledger.IncidentEntry, error) {
	return ledger.IncidentEntry{Incident: ascribe.Incident{ID: "xf-2022-07", Victim: &fredonia}}, nil
}

func (r told) Incidents(ctx context.Context, _ ledger.IncidentFilter) (ledger.Page[ledger.IncidentEntry], error) {
	e, err := r.Incident(ctx, "")
	return ledger.Page[ledger.IncidentEntry]{Items: []ledger.IncidentEntry{e}}, err
}

func (r told) Claims(_ context.Context, f ledger.ClaimFilter) (ledger.Page[ledger.Entry], error) {
	keep := slices.DeleteFunc(slices.Clone(r), func(e ledger.Entry) bool {
		return f.Party != "" && e.Subject.Key() != f.Party && e.Object.Key() != f.Party || f.Source != "" && e.Source.Key() != f.Source
	})
	return ledger.Page[ledger.Entry]{Items: keep}, nil
}

var (
	ruritania = ascribe.Party{ID: "state:xr", Name: "Ruritania"}
	fredonia  = ascribe.Party{ID: "state:xf", Name: "Fredonia"}
	lab       = ascribe.Party{ID: "organisation:lab", Name: "Lookout Lab"}
	treasury  = ascribe.Party{ID: "organisation:treasury", Name: "Treasury"}
)

func said(day ascribe.Day, source ascribe.Party, stance ascribe.Stance, p ascribe.Predicate, subject, object *ascribe.Party, level string) ledger.Entry {
	c := ascribe.Claim{Source: source, Stance: stance, Statement: ascribe.Statement{Predicate: p, Subject: subject, Object: object}, Document: string(day)}
	c.Confidence = ascribe.NewConfidence(level, "")
	c.ID = ascribe.ClaimID(c)
	return ledger.Entry{Claim: c, Day: day}
}

func kinds(news []News) []Kind {
	var out []Kind
	for _, n := range news {
		out = append(out, n.Kind)
	}
	return out
}

func TestNewsAreToldOnce(t *testing.T) {
	w := ascribe.Watch{ID: "incident:xf-2022-07", Kind: ascribe.WatchIncident, On: "xf-2022-07"}
	var r told
	now := time.Date(2022, 9, 1, 0, 0, 0, 0, time.UTC)
	for _, step := range []struct {
		what string
		add  []ledger.Entry
		want []Kind
	}{
		{"nothing yet", nil, nil},
		{"first attribution, and one more", []ledger.Entry{
			said("2022-07-12", lab, ascribe.Asserts, ascribe.Attacked, &ruritania, &fredonia, "moderate"),
			said("2022-07-13", fredonia, ascribe.Asserts, ascribe.Attacked, &ruritania, &fredonia, "")}, []Kind{Attribution}},
		{"again", nil, nil},
		{"denied", []ledger.Entry{said("2022-07-14", ruritania, ascribe.Denies, ascribe.Attacked, &ruritania, &fredonia, "")}, []Kind{Denial}},
		{"denied once more", []ledger.Entry{said("2022-07-15", ruritania, ascribe.Denies, ascribe.Attacked, &ruritania, &fredonia, "")}, nil},
		{"surer", []ledger.Entry{said("2022-07-20", lab, ascribe.Asserts, ascribe.Attacked, &ruritania, &fredonia, "high")}, []Kind{Confidence}},
		{"sanctions and an answer", []ledger.Entry{
			said("2022-09-09", treasury, ascribe.Asserts, ascribe.Sanctioned, &treasury, &ruritania, ""),
			said("2022-09-10", fredonia, ascribe.Asserts, ascribe.Responded, &fredonia, &ruritania, "")}, []Kind{Designation, Response}},
		{"nobody commits to it", []ledger.Entry{said("2022-09-11", lab, ascribe.Withholds, ascribe.Sponsors, &ruritania, &lab, "")}, nil},
	} {
		r = append(r, step.add...)
		news, after, err := Ask(t.Context(), r, w, now)
		if err != nil {
			t.Fatal(err)
		}
		if got := kinds(news); !slices.Equal(got, step.want) {
			t.Errorf("%s: %v, want %v", step.what, got, step.want)
		}
		for _, n := range news {
			if n.Kind == Confidence && (n.Was != "moderate" || n.Claim.Confidence.Level != "high") {
				t.Errorf("changed confidence: %+v", n)
			}
		}
		w = after
	}
	if !w.Asked.Equal(now) {
		t.Errorf("asked at %s", w.Asked)
	}
}

// TestOn: what a watch is on decides which claims it looks at and what is a first.
func TestOn(t *testing.T) {
	r := told{
		said("2022-07-12", lab, ascribe.Asserts, ascribe.Attacked, &ruritania, &fredonia, ""),
		said("2022-07-13", fredonia, ascribe.Asserts, ascribe.Attacked, &ruritania, &lab, ""),
		said("2022-07-14", treasury, ascribe.Asserts, ascribe.Sanctioned, &treasury, &ruritania, ""),
	}
	for _, test := range []struct {
		kind ascribe.WatchKind
		on   ascribe.Party
		want []Kind
	}{
		{ascribe.WatchActor, ruritania, []Kind{Attribution, Attribution, Designation}},
		{ascribe.WatchVictim, fredonia, []Kind{Attribution, Designation}},
		{ascribe.WatchSource, lab, []Kind{Attribution}},
		{ascribe.WatchSource, ruritania, nil},
	} {
		news, err := Of(t.Context(), r, ascribe.Watch{Kind: test.kind, On: test.on.Key()})
		if err != nil || !slices.Equal(kinds(news), test.want) {
			t.Errorf("%s %s: %v, %v, want %v", test.kind, test.on.Name, kinds(news), err, test.want)
		}
	}
	if _, err := Of(t.Context(), r, ascribe.Watch{Kind: "weather"}); err == nil {
		t.Error("the weather can be watched")
	}
}
