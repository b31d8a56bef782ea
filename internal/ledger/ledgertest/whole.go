package ledgertest

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/synthetic"
)

// state is everything that lists show, as one string.
func state(t testing.TB, l ledger.Reader) string {
	t.Helper()
	ctx := t.Context()
	var all []any
	for d, err := range ledger.AllDocuments(ctx, l, ledger.DocumentFilter{}) {
		must(t, err)
		all = append(all, d, got[ascribe.Text](t)(l.Text(ctx, d.ID)), got[ledger.Stamp](t)(l.Stamp(ctx, d.ID)), got[[]ascribe.Mention](t)(l.Mentions(ctx, d.ID)))
	}
	for c, err := range ledger.AllClaims(ctx, l, ledger.ClaimFilter{}) {
		must(t, err)
		all = append(all, c)
	}
	for i, err := range ledger.AllIncidents(ctx, l, ledger.IncidentFilter{}) {
		must(t, err)
		all = append(all, i)
	}
	all = append(all, got[ledger.Page[ascribe.Entity]](t)(l.Entities(ctx, ledger.EntityFilter{})), got[[]ascribe.Copy](t)(l.Copies(ctx, "")),
		got[ledger.Page[ledger.Hit]](t)(l.Search(ctx, ledger.Search{Query: "attack", In: ledger.ClaimKind})))
	b, err := json.Marshal(all)
	must(t, err)
	return string(b)
}

func orderOfArrival(t *testing.T, open Open) {
	rs := records(12)
	is := synthetic.Incidents(rs)
	var want string
	for try := range 4 {
		l := open(t)
		for _, i := range rand.New(rand.NewPCG(uint64(try), 0)).Perm(len(rs)) {
			must(t, l.Put(t.Context(), rs[i]))
		}
		must(t, l.PutIncidents(t.Context(), is))
		if have := state(t, l); try == 0 {
			want = have
		} else if have != want {
			t.Fatalf("in another order the ledger differs:\n%s\n\n%s", have, want)
		}
	}
}

// concurrent puts documents while readers look for half-written ones.
func concurrent(t *testing.T, open Open) {
	rs := records(40)
	l, ctx := open(t), t.Context()
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					halves(t, l)
				}
			}
		})
	}
	var writers sync.WaitGroup
	for part := range 2 {
		writers.Go(func() {
			for i := part; i < len(rs); i += 2 {
				if err := l.Put(ctx, rs[i]); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	close(done)
	readers.Wait()
	same(t, "documents", got[ledger.Size](t)(l.Size(ctx)).Documents, len(rs))
}

// halves reports documents whose claims are not all there.
func halves(t *testing.T, l ledger.Reader) {
	page, err := l.Documents(t.Context(), ledger.DocumentFilter{Newest: true, Paging: ledger.Paging{Limit: 5}})
	if err != nil {
		t.Error(err)
	}
	for _, d := range page.Items {
		claims, err := l.Claims(t.Context(), ledger.ClaimFilter{Document: d.ID})
		if err != nil || len(claims.Items) != d.Claims {
			t.Errorf("%s has %d claims and says %d: %v", d.ID, len(claims.Items), d.Claims, err)
		}
	}
}

func check(t *testing.T, open Open) {
	rs := records(5)
	l, ctx := filled(t, open, rs), t.Context()
	must(t, l.Put(ctx, rs[0]))
	must(t, l.Remove(ctx, rs[1].Document.ID))
	must(t, l.PutIncidents(ctx, synthetic.Incidents(rs[2:])))
	report := got[ledger.Report](t)(l.Check(ctx))
	same(t, "problems", report.Problems, []ledger.Problem{})
	same(t, "documents", report.Documents, 4)
}

func backup(t *testing.T, open Open) {
	l, ctx := filled(t, open, records(3)), t.Context()
	path := filepath.Join(t.TempDir(), "new folder", "backup")
	must(t, l.Backup(ctx, path))
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		t.Fatalf("no backup: %v", err)
	}
	wants(t, l.Backup(ctx, path), os.ErrExist)
}

// snapshot reads one state while another is written.
func snapshot(t *testing.T, open Open) {
	rs := records(3)
	l, ctx := filled(t, open, rs[:2]), t.Context()
	must(t, l.Snapshot(ctx, func(r ledger.Reader) error {
		before := state(t, r)
		must(t, l.Put(ctx, rs[2]))
		must(t, l.Remove(ctx, rs[0].Document.ID))
		same(t, "state", state(t, r), before)
		return nil
	}))
	same(t, "documents", got[ledger.Size](t)(l.Size(ctx)).Documents, 2)
}

// hash changes with everything that is kept, and with nothing else.
func hash(t *testing.T, open Open) {
	rs := records(6)
	l, again, ctx := open(t), open(t), t.Context()
	for i := range rs {
		must(t, l.Put(ctx, rs[i]))
		other := rs[len(rs)-1-i]
		other.Known = known.Add(time.Hour)
		must(t, again.Put(ctx, other))
	}
	of := func(l ledger.Ledger, times ledger.Times) string { return got[string](t)(ledger.Hash(ctx, l, times)) }
	same(t, "hash in another order", of(again, ledger.WithoutTimes), of(l, ledger.WithoutTimes))
	if of(again, ledger.WithTimes) == of(l, ledger.WithTimes) {
		t.Error("the hash with times doesn't tell when claims were known")
	}
	for name, change := range map[string]func(){
		"incidents": func() { must(t, l.PutIncidents(ctx, synthetic.Incidents(rs[:3]))) },
		"certainty": func() { rs[0].Claims[0].Certainty = 0.01; must(t, l.Put(ctx, rs[0])) },
		"origin":    func() { must(t, l.Found(ctx, rs[1].Document.ID, ledger.Origin{File: "elsewhere"})) },
		"stamp":     func() { rs[2].Stamp = ledger.Stamp{Stages: map[string]string{"a": "b"}}; must(t, l.Put(ctx, rs[2])) },
		"removal":   func() { must(t, l.Remove(ctx, rs[3].Document.ID)) },
	} {
		before := of(l, ledger.WithoutTimes)
		if change(); of(l, ledger.WithoutTimes) == before {
			t.Errorf("%s: the hash stays", name)
		}
	}
}
