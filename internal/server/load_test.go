package server_test

import (
	"context"
	"flag"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/api"
	"ascribe/internal/casefile"
	"ascribe/internal/dossier"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/ledger/synthetic"
	"ascribe/internal/server"
	"ascribe/internal/web"
)

// How much load; docs/measurements.md gives what a large one showed.
var (
	readers = flag.Int("readers", 20, "readers at once")
	lasting = flag.Duration("lasting", time.Second, "how long they read")
	claims  = flag.Int("claims", 500, "claims in the ledger before they begin")
)

// served is a ledger that makes dossiers.
type served struct{ ledger.Ledger }

// Dossier is what the pages and the API ask for.
func (s served) Dossier(ctx context.Context, id string, asOf ascribe.Day) (dossier.Dossier, error) {
	c, err := casefile.Open(ctx, s.Ledger, id, casefile.Options{AsOf: asOf})
	if err != nil {
		return dossier.Dossier{}, err
	}
	return dossier.Build(dossier.Input{Incident: c.Incident, Assessment: c.Assessment, Documents: c.Documents}), nil
}

// filled is a ledger of at least so many claims with its incidents, and the records in it.
func filled(t *testing.T, claims int) (served, []ledger.Record) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	var records []ledger.Record
	n := 0
	for i := 0; n < claims; i++ {
		r := synthetic.New(1).Record(i)
		if err := store.Put(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		records, n = append(records, r), n+len(r.Claims)
	}
	if err := store.PutIncidents(t.Context(), synthetic.Incidents(records)); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d claims of %d documents", n, len(records))
	return served{store}, records
}

// TestLoad has many readers ask for pages and by the API, each as soon as it has
// its answer, while documents come in. None may fail.
func TestLoad(t *testing.T) {
	store, records := filled(t, *claims)
	pages, err := web.New(store, web.Options{})
	if err != nil {
		t.Fatal(err)
	}
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	serving, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	h := server.New(server.Options{Pages: pages, API: api.New(store, api.Options{}), Ledger: store})
	go func() { ended <- server.Serve(serving, l, h, nil) }()

	until, enough := context.WithTimeout(t.Context(), *lasting)
	defer enough()
	stored := make(chan int, 1)
	go func() { stored <- ingest(until, t, store, len(records)) }()
	spent := readAll(until, t, "http://"+l.Addr().String(), paths(records))
	n := <-stored
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	slices.Sort(spent)
	if len(spent) == 0 || n == 0 {
		t.Fatalf("%d answers, %d documents stored", len(spent), n)
	}
	at := func(share float64) time.Duration {
		return spent[int(share*float64(len(spent)-1))].Round(time.Millisecond)
	}
	t.Logf("%d readers, %v: %d answers, %.0f a second, %d documents stored meanwhile; p50 %v, p95 %v, p99 %v, longest %v",
		*readers, *lasting, len(spent), float64(len(spent))/lasting.Seconds(), n, at(.5), at(.95), at(.99), at(1))
}

// ingest stores further documents until the time is over, and says how many.
func ingest(until context.Context, t *testing.T, store served, from int) (n int) {
	for ; until.Err() == nil; n++ {
		if err := store.Put(t.Context(), synthetic.New(1).Record(from+n)); err != nil {
			t.Error(err)
		}
	}
	return n
}

// paths are what readers ask for: lists, single things, searches, dossiers, pages.
func paths(records []ledger.Record) []string {
	var out []string
	incidents := synthetic.Incidents(records)
	for i := range 50 {
		r := records[i*len(records)/50]
		if len(r.Claims) == 0 {
			continue
		}
		c, incident := r.Claims[0], incidents[i*len(incidents)/50].ID
		out = append(out, "/api/v1/claims/"+c.ID, "/api/v1/documents/"+r.Document.ID, "/api/v1/documents/"+r.Document.ID+"/claims",
			"/api/v1/claims?newest=true&filter=source:"+url.QueryEscape(c.Source.Key()), "/api/v1/statement?key="+url.QueryEscape(c.Statement.Key()),
			"/api/v1/incidents/"+incident, "/api/v1/incidents?newest=true&limit=20", "/api/v1/claims?as-of="+string(r.Document.Published)+"&filter=predicate:attacked",
			"/incidents/"+incident, "/documents/"+r.Document.ID, "/claims/"+c.ID, "/incidents", "/api/v1/search?q="+url.QueryEscape(c.Source.Name+" wiped"))
	}
	return out
}

// readAll reads until the time is over and gives how long each answer took.
func readAll(until context.Context, t *testing.T, address string, paths []string) []time.Duration {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: *readers}}
	defer client.CloseIdleConnections()
	var all []time.Duration
	var lock sync.Mutex
	var wait sync.WaitGroup
	for r := range *readers {
		wait.Go(func() {
			var own []time.Duration
			for i := r * 7; until.Err() == nil; i++ {
				path := paths[i%len(paths)]
				began := time.Now()
				if err := readOne(t.Context(), client, address+path); err != nil {
					t.Errorf("%s: %v", path, err)
				}
				own = append(own, time.Since(began))
			}
			lock.Lock()
			defer lock.Unlock()
			all = append(all, own...)
		})
	}
	wait.Wait()
	return all
}

// statusError is an answer other than 200.
type statusError string

func (e statusError) Error() string { return string(e) }

func readOne(ctx context.Context, client *http.Client, address string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = statusError(response.Status + ": " + string(body[:min(len(body), 200)]))
	}
	return err
}
