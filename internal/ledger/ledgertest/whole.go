package ledgertest

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

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
