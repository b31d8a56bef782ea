package web

import (
	"context"
	_ "embed"
	"fmt"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/chromedp"
)

//go:embed testdata/contrast.js
var contrastScript string

// browserLimit is how long one test may keep the browser.
const browserLimit = 4 * time.Minute

// browser starts a headless browser; the test is skipped where there is none.
// What the browser complains of, such as a breach of our own policy, fails it.
func browser(t *testing.T, options ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("SKIPPED, NOT TESTED: there is no chromium here to look at the pages with; Debian's is enough")
	}
	options = append(options, chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-component-update", true))
	limited, cancelLimit := context.WithTimeout(t.Context(), browserLimit)
	t.Cleanup(cancelLimit)
	ctx, cancel := chromedp.NewContext(limited, chromedp.WithAllocatorOptions(options...), chromedp.WithListener(func(event any) {
		if e, ok := event.(*log.EventEntryAdded); ok && !strings.Contains(e.Entry.URL, "/nowhere") {
			t.Errorf("the browser says: %s (%s)", e.Entry.Text, e.Entry.URL)
		}
	}))
	t.Cleanup(cancel)
	return ctx
}

func do(ctx context.Context, t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// asked evaluates an expression in the page.
func asked[T any](ctx context.Context, t *testing.T, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// stepLimit is how long a click may take to have its effect.
const stepLimit = 30 * time.Second

// click clicks on what a selector finds and waits until an expression is true,
// on the same page or the next.
func click(ctx context.Context, t *testing.T, selector, until string) {
	t.Helper()
	if !asked[bool](ctx, t, fmt.Sprintf("(e => { e?.click(); return !!e })(document.querySelector(%q))", selector)) {
		t.Fatalf("there is no %s to click on", selector)
	}
	for began := time.Now(); time.Since(began) < stepLimit; time.Sleep(20 * time.Millisecond) {
		// While a page is left there is nothing to evaluate in: an error is no answer.
		if done, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("document.readyState === 'complete' && !!("+until+")")); err == nil && done {
			return
		}
	}
	t.Fatalf("a click on %s does not lead to %s", selector, until)
}

// TestReadersDay goes from a search to the sentence behind a line.
func TestReadersDay(t *testing.T) {
	ctx := browser(t)
	f := newFixture(t, plainWords())
	server := httptest.NewServer(handler(t, f, offered(t, f, plainWords())))
	defer server.Close()
	do(ctx, t, chromedp.Navigate(server.URL), chromedp.SendKeys(".hero input", "harbour wiped"))

	click(ctx, t, ".hero button", `document.querySelector('.top input').value === 'harbour wiped' && document.querySelector('.cards a')`)
	click(ctx, t, ".cards a", "document.querySelector('.matrix')")
	// The quote stands beside what cites it, within the window, and the page has not moved.
	click(ctx, t, ".matrix .ref", `(q => q && (r => r.top >= 0 && r.bottom <= innerHeight)(q.getBoundingClientRect()) &&
		getComputedStyle(q).position === 'fixed' && scrollY === 0)(document.querySelector('li:target .quote'))`)
	click(ctx, t, "li:target .close", "!document.querySelector('li:target')")
	click(ctx, t, ".matrix .denies .ref", "document.querySelector('li:target .stance.denies')")
	// The document is open at the card, and the sentence is brought out.
	click(ctx, t, `li:target .meta a[href*="/documents/"]`, `document.querySelector('.says li.focus:target') &&
		[...document.querySelectorAll('mark.focus')].map(m => m.textContent).join('') === 'Belmark rejected the accusation.'`)
	click(ctx, t, ".says li:target .statement", "document.querySelector('.context mark.focus')?.textContent === 'Belmark rejected the accusation.'")
	click(ctx, t, `.facts a[href="/parties/state:xb"]`, "document.querySelector('h1').textContent === 'Belmark'")
}

// TestPagesAreReadable looks at every page on a desk and on a phone, in light
// and dark: nothing runs out at the side, all words stand out (WCAG 2.2, 1.4.3).
func TestPagesAreReadable(t *testing.T) {
	f := newFixture(t, plainWords())
	server := httptest.NewServer(handler(t, f, offered(t, f, plainWords())))
	defer server.Close()
	for mode, options := range map[string][]chromedp.ExecAllocatorOption{
		"light": nil,
		"dark":  {chromedp.Flag("force-dark-mode", true), chromedp.Flag("blink-settings", "preferredColorScheme=0")},
	} {
		t.Run(mode, func(t *testing.T) {
			ctx := browser(t, options...)
			for name, address := range addresses(t, f) {
				do(ctx, t, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(server.URL+address), chromedp.WaitVisible("footer"))
				if dark := asked[bool](ctx, t, "matchMedia('(prefers-color-scheme: dark)').matches"); dark != (mode == "dark") {
					t.Fatalf("dark is %v", dark)
				}
				for _, faint := range asked[[]string](ctx, t, contrastScript) {
					t.Errorf("%s: %s", name, faint)
				}
				for _, width := range []int64{1280, 700, 360} {
					do(ctx, t, chromedp.EmulateViewport(width, 800))
					if over := asked[int](ctx, t, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
						t.Errorf("%s is %d pixels too wide for %d", name, over, width)
					}
				}
			}
		})
	}
}
