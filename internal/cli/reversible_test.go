package cli

import (
	"context"
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ascribe"
	"ascribe/examples"
	"ascribe/internal/casefile"
	"ascribe/internal/language"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/pipeline"
	"ascribe/internal/review"
)

// exampleInputs are the example documents with what their sidecars say, as read at
// one fixed time, in the order of the names.
func exampleInputs(t testing.TB) []ascribe.Raw {
	t.Helper()
	files := examples.Documents()
	names, err := fs.Glob(files, "*")
	if err != nil {
		t.Fatal(err)
	}
	var out []ascribe.Raw
	for _, name := range names {
		if strings.HasSuffix(name, ".meta.json") {
			continue
		}
		raw := ascribe.Raw{Origin: name, Read: time.Date(2022, 10, 1, 0, 0, 0, 0, time.UTC)}
		if raw.Bytes, err = fs.ReadFile(files, name); err != nil {
			t.Fatal(err)
		}
		if meta, err := fs.ReadFile(files, name+".meta.json"); err == nil {
			if err := json.Unmarshal(meta, &raw.Given); err != nil {
				t.Fatal(err)
			}
		}
		out = append(out, raw)
	}
	return out
}

// kept is a ledger with some documents.
type kept struct {
	*sqlite.Store
	flow *pipeline.Pipeline
}

func newKept(t testing.TB, flow *pipeline.Pipeline) kept {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return kept{store, flow}
}

func (k kept) ingest(t testing.TB, raws ...ascribe.Raw) {
	t.Helper()
	inputs := func(yield func(ascribe.Raw, error) bool) {
		for _, raw := range raws {
			if !yield(raw, nil) {
				return
			}
		}
	}
	for o := range k.flow.Ingest(t.Context(), inputs, k.Store, 2) {
		if o.Failure != nil {
			t.Fatal(o.Failure)
		}
	}
	k.regroup(t)
}

func (k kept) regroup(t testing.TB) {
	t.Helper()
	if _, err := pipeline.Regroup(t.Context(), k.Store); err != nil {
		t.Fatal(err)
	}
}

// state is what a reader sees: incidents, claims and every dossier. Times at which
// claims became known are left out: they tell two ledgers apart, and nothing else does.
func state(t testing.TB, r ledger.Reader) string {
	t.Helper()
	var all []any
	var ids []string
	for in, err := range ledger.AllIncidents(t.Context(), r, ledger.IncidentFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		all, ids = append(all, in), append(ids, in.ID)
	}
	for c, err := range ledger.AllClaims(t.Context(), r, ledger.ClaimFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		c.Known = time.Time{}
		all = append(all, c)
	}
	var b strings.Builder
	if err := json.NewEncoder(&b).Encode(all); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		d, err := dossierOf(t.Context(), r, id, casefile.Options{AsOf: "2022-09-12"})
		if err != nil {
			t.Fatal(err)
		}
		if err := d.JSON(&b); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// incidentList are the incidents as JSON.
func incidentList(t testing.TB, r ledger.Reader) string {
	t.Helper()
	var all []ledger.IncidentEntry
	for in, err := range ledger.AllIncidents(t.Context(), r, ledger.IncidentFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, in)
	}
	b, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// differ shows where two states part.
func differ(t testing.TB, what, have, want string) {
	t.Helper()
	if have == want {
		return
	}
	i := 0
	for i < min(len(have), len(want)) && have[i] == want[i] {
		i++
	}
	t.Errorf("%s: at byte %d\n… %s\nwant\n… %s", what, i, have[max(0, i-200):min(len(have), i+200)], want[max(0, i-200):min(len(want), i+200)])
}

func TestOrderRemovalAndJudgementsLeaveNoTrace(t *testing.T) {
	flow, err := pipeline.Standard(language.Fast)
	if err != nil {
		t.Fatal(err)
	}
	raws := exampleInputs(t)
	k := newKept(t, flow)
	k.ingest(t, raws...)
	want := state(t, k)

	t.Run("orders", func(t *testing.T) {
		for seed := range uint64(3) {
			other := newKept(t, flow)
			shuffled := slices.Clone(raws)
			rand.New(rand.NewPCG(seed, 0)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			half := len(shuffled) / 2
			other.ingest(t, shuffled[:half]...)
			other.ingest(t, shuffled[half:]...)
			differ(t, "in another order", state(t, other), want)
		}
	})
	t.Run("known", func(t *testing.T) {
		grown := newKept(t, flow)
		grown.ingest(t, raws[:len(raws)/2]...)
		then, at := state(t, grown), time.Now()
		grown.ingest(t, raws[len(raws)/2:]...)
		past, err := pipeline.AsKnown(t.Context(), grown, at)
		if err != nil {
			t.Fatal(err)
		}
		differ(t, "as known before the second half", state(t, past), then)
		differ(t, "with both", state(t, grown), want)
	})
	t.Run("removal", func(t *testing.T) {
		changed := 0 // a document of advice may take part in no incident
		for i := 0; i < len(raws); i += 5 {
			if err := k.Remove(t.Context(), ascribe.DocumentID(raws[i].Bytes)); err != nil {
				t.Fatal(err)
			}
			k.regroup(t)
			if state(t, k) != want {
				changed++
			}
			k.ingest(t, raws[i])
			differ(t, "removed and added again: "+raws[i].Origin, state(t, k), want)
		}
		if changed < 3 {
			t.Errorf("removing documents changes the incidents %d times only", changed)
		}
	})
	t.Run("judgements", func(t *testing.T) {
		before := time.Now()
		made := k.judgeAll(t)
		if state(t, k) == want {
			t.Fatal("judgements change nothing")
		}
		judged := incidentList(t, k)
		for _, raw := range raws { // read again, with the judgements in force
			if err := k.Remove(t.Context(), ascribe.DocumentID(raw.Bytes)); err != nil {
				t.Fatal(err)
			}
		}
		k.ingest(t, raws...)
		differ(t, "read again while judged", incidentList(t, k), judged)
		past, err := pipeline.AsKnown(t.Context(), k, before)
		if err != nil {
			t.Fatal(err)
		}
		differ(t, "as known before", state(t, past), want)
		for _, j := range made {
			k.judge(t, review.Draft{Kind: ascribe.Undo, ID: j.ID, Reviewer: "ben"})
		}
		k.ingest(t, raws...)
		differ(t, "undone and read again", state(t, k), want)
	})
}

func (k kept) judge(t testing.TB, d review.Draft) ascribe.Judgement {
	t.Helper()
	j, err := review.Judge(t.Context(), k, d, func(name string) ascribe.Party { return ascribe.Party{Name: name} }, func(context.Context) error { k.regroup(t); return nil })
	if err != nil {
		t.Fatalf("%+v: %v", d, err)
	}
	return j
}

// judgeAll makes a judgement of every kind that changes what is read.
func (k kept) judgeAll(t testing.TB) []ascribe.Judgement {
	t.Helper()
	page, err := k.Incidents(t.Context(), ledger.IncidentFilter{})
	if err != nil {
		t.Fatal(err)
	}
	most := slices.MaxFunc(page.Items, func(a, b ledger.IncidentEntry) int { return len(a.Documents) - len(b.Documents) })
	others := slices.DeleteFunc(page.Items, func(e ledger.IncidentEntry) bool { return e.ID == most.ID })
	made := []ascribe.Judgement{
		k.judge(t, review.Draft{Kind: ascribe.Reject, ID: most.Claims[0], Reviewer: "ann"}),
		k.judge(t, review.Draft{Kind: ascribe.Correct, ID: most.Claims[1], Field: "object", Value: "Ministry of Ferries", Reviewer: "ann"}),
		k.judge(t, review.Draft{Kind: ascribe.Correct, ID: others[0].Claims[0], Field: "when", Value: "2020-02-02", Reviewer: "ann"}),
		k.judge(t, review.Draft{Kind: ascribe.Accept, ID: most.Claims[0], Reviewer: "ben"}),
		k.judge(t, review.Draft{Kind: ascribe.Split, ID: most.ID, With: []string{most.Documents[0].ID}, Reviewer: "ann"}),
	}
	return append(made,
		k.judge(t, review.Draft{Kind: ascribe.Merge, ID: others[1].ID, With: []string{others[2].ID}, Reviewer: "ann"}),
		k.judge(t, review.Draft{Kind: ascribe.Note, ID: others[1].ID, Note: "see the second report", Reviewer: "ann"}))
}
