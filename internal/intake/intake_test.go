package intake

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/pipeline"
	"ascribe/internal/source"
)

// simple is a flow of one stage that takes the bytes for the text.
func simple(hold <-chan struct{}) func() (*pipeline.Pipeline, error) {
	return func() (*pipeline.Pipeline, error) {
		return pipeline.New([]pipeline.Stage{{Name: "simple", Version: "1", Do: func(w *pipeline.Work) error {
			if hold != nil {
				<-hold
			}
			content := string(w.Raw.Bytes)
			if strings.Contains(content, "broken") {
				return &ascribe.Problem{Name: "broken", Why: "it is broken", Do: "mend it"}
			}
			w.Text = ascribe.Text{Content: content}
			w.Document = ascribe.Document{ID: ascribe.DocumentID(w.Raw.Bytes), File: w.Raw.Origin, SHA256: ascribe.HashOf(w.Raw.Bytes), Title: w.Raw.Given.Title,
				TextSHA256: ascribe.HashOf([]byte(content)), Characters: len(content), Read: w.Raw.Read}
			return nil
		}}}), nil
	}
}

func opened(t testing.TB, o Options) (*Desk, ledger.Ledger) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger"))
	if err != nil {
		t.Fatal(err)
	}
	o.Store, o.Log = store, slog.New(slog.DiscardHandler)
	if o.Flow == nil {
		o.Flow = simple(nil)
	}
	d := New(t.Context(), o)
	t.Cleanup(func() {
		d.Close()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return d, store
}

// finished follows a job to its end.
func finished(t testing.TB, d *Desk, id string) (all []Job) {
	t.Helper()
	for job := range d.Follow(t.Context(), id) {
		all = append(all, job)
	}
	if len(all) == 0 || all[len(all)-1].State != Done {
		t.Fatalf("job %s came to %+v", id, all)
	}
	return all
}

func TestJob(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("a page")) })) //nolint:errcheck // a test's
	defer site.Close()
	d, store := opened(t, Options{Source: source.Options{AllowPrivate: true}})
	job, err := d.Submit("ann", []Input{
		{Name: "one.txt", Bytes: []byte("one"), Given: ascribe.Metadata{Title: "One"}},
		{Name: `C:\secret\..\..\two.txt`, Bytes: []byte("broken")},
		{Address: site.URL + "/page"},
		{Bytes: []byte("pasted")},
	})
	if err != nil || job.State != Waiting || job.By != "ann" || !slices.Equal(job.Inputs, []string{"one.txt", "two.txt", site.URL + "/page", "pasted text"}) {
		t.Fatalf("job is %+v, %v", job, err)
	}
	all := finished(t, d, job.ID)
	last := all[len(all)-1]
	var got []string
	for _, o := range last.Outcomes {
		got = append(got, o.Input+" "+string(o.Status)+" "+o.Problem)
	}
	if want := []string{"one.txt stored ", "two.txt failed broken", site.URL + "/page stored ", "pasted text stored "}; !slices.Equal(got, want) {
		t.Errorf("outcomes are %q, want %q", got, want)
	}
	if last.Error != "" || last.Ended.IsZero() || last.Outcomes[1].Do != "mend it" {
		t.Errorf("it ended as %+v", last)
	}
	for i := 1; i < len(all); i++ {
		if len(all[i].Outcomes) < len(all[i-1].Outcomes) {
			t.Errorf("progress went back: %d, then %d", len(all[i-1].Outcomes), len(all[i].Outcomes))
		}
	}
	kept, err := store.Document(t.Context(), ascribe.DocumentID([]byte("one")))
	if err != nil || kept.Title != "One" || kept.File != "one.txt" {
		t.Errorf("the ledger has %+v, %v", kept, err)
	}
}

func TestRefusals(t *testing.T) {
	d, _ := opened(t, Options{Source: source.Options{Limit: 4}})
	many := make([]Input, mostInputs+1)
	for name, test := range map[string]struct {
		inputs []Input
		want   error
	}{
		"nothing":         {nil, ErrNothing},
		"an empty file":   {[]Input{{Name: "a"}}, ErrNothing},
		"too many":        {many, ErrTooMany},
		"too large":       {[]Input{{Bytes: []byte("12345")}}, ErrTooLarge},
		"a file's path":   {[]Input{{Address: "/etc/passwd"}}, ErrAddress},
		"a file's scheme": {[]Input{{Address: "file:///etc/passwd"}}, ErrAddress},
		"standard input":  {[]Input{{Address: "-"}}, ErrAddress},
	} {
		if _, err := d.Submit("", test.inputs); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
	}
	if jobs := d.Jobs(); len(jobs) != 0 {
		t.Errorf("refused, but kept: %+v", jobs)
	}
	if _, err := d.Job("job-0"); !errors.Is(err, ErrUnknown) {
		t.Errorf("unknown job: %v", err)
	}
}

// TestPrivateAddresses: what is reachable from the server only is no document.
func TestPrivateAddresses(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { t.Error("it was asked") }))
	defer site.Close()
	d, _ := opened(t, Options{})
	job, err := d.Submit("", []Input{{Address: site.URL}})
	if err != nil {
		t.Fatal(err)
	}
	all := finished(t, d, job.ID)
	if o := all[len(all)-1].Outcomes[0]; o.Problem != "private-address" || o.Input != site.URL {
		t.Errorf("outcome is %+v", o)
	}
}

func TestQueueIsBounded(t *testing.T) {
	hold := make(chan struct{})
	d, _ := opened(t, Options{Flow: simple(hold)})
	var ids []string
	var err error
	for range mostWaiting + 2 {
		var job Job
		if job, err = d.Submit("", []Input{{Bytes: []byte("x")}}); err != nil {
			break
		}
		ids = append(ids, job.ID)
	}
	if !errors.Is(err, ErrBusy) {
		t.Errorf("all were taken: %v", err)
	}
	close(hold)
	for _, id := range ids {
		finished(t, d, id)
	}
	if jobs := d.Jobs(); jobs[0].ID != ids[len(ids)-1] {
		t.Errorf("the newest is %s", jobs[0].ID)
	}
}

func TestCloseFinishesWhatWasBegun(t *testing.T) {
	d, store := opened(t, Options{})
	job, err := d.Submit("", []Input{{Bytes: []byte("one")}})
	if err != nil {
		t.Fatal(err)
	}
	finished(t, d, job.ID)
	d.Close()
	if size, err := store.Size(t.Context()); err != nil || size.Documents != 1 {
		t.Errorf("%+v, %v", size, err)
	}
	for job := range d.Follow(t.Context(), job.ID) {
		if job.State != Done {
			t.Errorf("followed to %s", job.State)
		}
	}
}

func TestFlowThatCannotBeMade(t *testing.T) {
	d, _ := opened(t, Options{Flow: func() (*pipeline.Pipeline, error) { return nil, errors.New("no model") }})
	job, err := d.Submit("", []Input{{Bytes: []byte("one")}})
	if err != nil {
		t.Fatal(err)
	}
	all := finished(t, d, job.ID)
	if last := all[len(all)-1]; !strings.Contains(last.Error, "no model") {
		t.Errorf("it ended as %+v", last)
	}
}
