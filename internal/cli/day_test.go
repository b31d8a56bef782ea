package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"ascribe"
	"ascribe/internal/access"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/pipeline"
	"ascribe/internal/web/webtest"
)

// served is a ledger behind all faces, as `ascribe serve` shows it on this machine.
func served(t *testing.T) (address string, store ledger.Ledger) {
	t.Helper()
	t.Setenv("ASCRIBE_LISTS", t.TempDir())
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	command := ServeCommand{Reading: Reading{Fast: true}, ListFolder: ListFolder{Lists: os.Getenv("ASCRIBE_LISTS")}}
	flow := sync.OnceValues(func() (*pipeline.Pipeline, error) { return pipeline.Standard(command.mode()) })
	desk := newDesk(ctx, store, flow)
	faces, err := command.faces(ctx, store, access.Options{Hosts: []string{"127.0.0.1"}, Log: slog.New(slog.DiscardHandler)}, desk, flow)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(faces)
	t.Cleanup(func() {
		server.Close()
		stop()
		desk.Close()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return server.URL, store
}

// TestUsersDay is a whole day in the browser: add two documents and watch them
// being read, open the incident, a cell and its sentence, go back in time, correct
// a claim and undo it, screen a name, take the incident away as STIX.
func TestUsersDay(t *testing.T) {
	ctx := webtest.Browser(t)
	address, store := served(t)
	examples, err := filepath.Abs("../../examples/documents")
	if err != nil {
		t.Fatal(err)
	}

	// The empty ledger says what to do; two documents go in.
	webtest.Do(ctx, t, chromedp.Navigate(address))
	webtest.Click(ctx, t, `.empty a[href="/add"]`, "document.querySelector('input[name=file]')")
	webtest.Do(ctx, t, chromedp.SetUploadFiles("input[name=file]", []string{filepath.Join(examples, "albania-wire.txt"), filepath.Join(examples, "albania-sanctions.txt")}),
		chromedp.SendKeys("input[name=publisher]", "Adriatic Wire"), chromedp.SetValue("input[name=published]", "2022-09-09"))
	webtest.Click(ctx, t, "button.main", "document.querySelector('#progress')")
	webtest.Until(ctx, t, "reading", "!document.querySelector('#progress [data-running], #progress[data-running]') && document.querySelectorAll('#progress .rows li').length === 2")

	// The incident that they tell of; a cell opens its claims beside it, and a claim its sentence.
	webtest.Click(ctx, t, "#progress .cards a", "document.querySelector('table.matrix[data-begun]')")
	incident := webtest.Asked[string](ctx, t, "location.pathname")
	webtest.Click(ctx, t, ".matrix .open", "document.querySelector('#beside .quote blockquote')?.textContent.length > 10")
	webtest.Do(ctx, t, chromedp.KeyEvent("\x1b"))
	webtest.Until(ctx, t, "Escape", "!document.querySelector('#beside') && document.activeElement.matches('.matrix .open')")

	// Going back a day in time shows less; the slider keeps the focus and the address tells the day.
	all := webtest.Asked[int](ctx, t, "document.querySelectorAll('.quotes > li').length")
	webtest.Asked[bool](ctx, t, "(s => { s.value = '0'; s.dispatchEvent(new Event('input', {bubbles: true})); s.focus(); return true })(document.querySelector('#step'))")
	webtest.Until(ctx, t, "the slider", "location.search.startsWith('?as-of=') && document.querySelector('.asofchip') && document.activeElement.id === 'step'")
	if then := webtest.Asked[int](ctx, t, "document.querySelectorAll('.quotes > li').length"); then >= all {
		t.Errorf("as of the first day the page has %d quotes, today %d", then, all)
	}
	webtest.Do(ctx, t, chromedp.Navigate(address+incident))
	webtest.Click(ctx, t, ".matrix .open", "document.querySelector('#beside .meta a')")
	webtest.Click(ctx, t, `#beside .meta a[href*="/documents/"]`, "document.querySelector('.reader[data-begun] .says li.focus') && document.querySelector('mark.focus')")

	// By keyboard to a claim; it is corrected in place, seen to be so, and the correction undone.
	webtest.Do(ctx, t, chromedp.KeyEvent("j"))
	webtest.Until(ctx, t, "j", "document.activeElement.matches('.note.current')")
	claim := webtest.Asked[string](ctx, t, "document.querySelector('.note.current .says li').id")
	before, err := store.Claim(ctx, claim)
	if err != nil {
		t.Fatal(err)
	}
	webtest.Click(ctx, t, ".note.current details.judging summary", "document.querySelector('.note.current details.judging').open")
	webtest.Click(ctx, t, ".note.current a.correcting", "document.querySelector('.note.current form.correct select[name=stance]')")
	webtest.Do(ctx, t, chromedp.SetValue(".note.current select[name=stance]", "doubts"))
	webtest.Click(ctx, t, ".note.current form.correct button", "document.querySelector('.says li:target')?.textContent.includes('corrected')")
	if after, err := store.Claim(ctx, claim); err != nil || after.Stance != ascribe.Doubts || after.Review.Extracted.Stance != before.Stance {
		t.Errorf("corrected, the claim is %+v, %v", after, err)
	}
	webtest.Click(ctx, t, `.says li:target button[value=undo]`, "document.querySelector('.says li:target') && !document.querySelector('.says li:target').textContent.includes('corrected')")
	if after, err := store.Claim(ctx, claim); err != nil || after.Stance != before.Stance {
		t.Errorf("undone, the claim is %+v, %v", after, err)
	}

	// A name is screened.
	webtest.Click(ctx, t, `nav a[href="/screen"]`, "document.querySelector('input[name=name]')")
	webtest.Do(ctx, t, chromedp.SendKeys("main input[name=name]", "Esmail Khatib"))
	webtest.Click(ctx, t, "main .filter button", "document.querySelector('#answers')?.textContent.includes('KHATIB, Esmail')")

	// The incident goes away as STIX.
	webtest.Do(ctx, t, chromedp.Navigate(address+incident))
	link := webtest.Asked[string](ctx, t, "document.querySelector('.exports a[href*=stix]').href")
	if bundle := fetched(ctx, t, link); bundle.Type != "bundle" || len(bundle.Objects) < 5 {
		t.Errorf("the bundle has type %q and %d objects", bundle.Type, len(bundle.Objects))
	}
}

// bundle is as much of a STIX bundle as the test looks at.
type bundle struct {
	Type    string            `json:"type"`
	Objects []json.RawMessage `json:"objects"`
}

func fetched(ctx context.Context, t *testing.T, address string) (b bundle) {
	t.Helper()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s answers %s, %v: %.300s", address, response.Status, err, raw)
	}
	if err := json.NewDecoder(bytes.NewReader(raw)).Decode(&b); err != nil {
		t.Fatal(err)
	}
	return b
}
