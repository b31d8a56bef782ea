// Package webtest looks at pages in a real browser, for tests: Browser starts a
// headless Chromium, Do, Asked and Click act in it, Faults asks axe-core what keeps
// people from using a page.
package webtest

import (
	"context"
	_ "embed"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browserLimit is how long one test may keep the browser.
const browserLimit = 4 * time.Minute

// Browser starts a headless browser; the test is skipped, loudly, where there is
// none. What the browser complains of, such as a breach of our own policy or a
// failing script, fails the test.
func Browser(t *testing.T, options ...chromedp.ExecAllocatorOption) context.Context {
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
		switch e := event.(type) {
		case *log.EventEntryAdded:
			if !strings.Contains(e.Entry.URL, "/nowhere") {
				t.Errorf("the browser says: %s (%s)", e.Entry.Text, e.Entry.URL)
			}
		case *runtime.EventExceptionThrown:
			said := e.ExceptionDetails.Text
			if e.ExceptionDetails.Exception != nil {
				said += " " + e.ExceptionDetails.Exception.Description
			}
			t.Errorf("a script failed: %s (%s)", said, e.ExceptionDetails.URL)
		}
	}))
	t.Cleanup(cancel)
	return ctx
}

// Do takes steps; the test ends where one fails.
func Do(ctx context.Context, t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// Asked evaluates an expression in the page.
func Asked[T any](ctx context.Context, t *testing.T, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// stepLimit is how long a step may take to have its effect.
const stepLimit = 45 * time.Second

// Click clicks on what a selector finds and waits until an expression is true,
// on the same page or the next.
func Click(ctx context.Context, t *testing.T, selector, until string) {
	t.Helper()
	if !Asked[bool](ctx, t, fmt.Sprintf("(e => { e?.click(); return !!e })(document.querySelector(%q))", selector)) {
		t.Fatalf("there is no %s to click on", selector)
	}
	Until(ctx, t, "a click on "+selector, until)
}

// Until waits for an expression to become true after something was done.
func Until(ctx context.Context, t *testing.T, done, until string) {
	t.Helper()
	looks := time.NewTicker(20 * time.Millisecond)
	defer looks.Stop()
	for began := time.Now(); time.Since(began) < stepLimit; <-looks.C {
		// While a page is left there is nothing to evaluate in: an error is no answer.
		if is, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("document.readyState === 'complete' && !!("+until+")")); err == nil && is {
			return
		}
	}
	at, _ := chromedp.Run(ctx, chromedp.Evaluate[string]("location.href + ': ' + document.querySelector('main')?.innerText.slice(0, 400)")) //nolint:errcheck // only told
	t.Fatalf("%s does not lead to %s, but to %s", done, until, at)
}

// Light chooses the colours that a reader's system asks for.
func Light(ctx context.Context, t *testing.T, light bool) {
	t.Helper()
	scheme := map[bool]string{true: "light", false: "dark"}[light]
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}); err != nil {
		t.Fatal(err)
	}
}

// WithoutScripts turns the pages' scripts off.
func WithoutScripts(ctx context.Context, t *testing.T) {
	t.Helper()
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
}
