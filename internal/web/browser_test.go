package web

import (
	_ "embed"
	"maps"
	"net/http/httptest"
	"slices"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"ascribe/internal/web/webtest"
)

//go:embed testdata/contrast.js
var contrastScript string

// TestReadersDay goes from a search to the sentence behind a line.
func TestReadersDay(t *testing.T) {
	t.Parallel()
	ctx := webtest.Browser(t)
	f := newFixture(t, plainWords())
	server := httptest.NewServer(handler(t, f, offered(t, f, plainWords())))
	t.Cleanup(server.Close)
	webtest.Do(ctx, t, chromedp.Navigate(server.URL), chromedp.SendKeys(".hero input", "harbour wiped"))

	webtest.Click(ctx, t, ".hero button", `document.querySelector('.top input').value === 'harbour wiped' && document.querySelector('.cards a')`)
	webtest.Click(ctx, t, ".cards a", "document.querySelector('.matrix')")
	// The quote stands beside what cites it, within the window, and the page has not moved.
	webtest.Click(ctx, t, ".matrix .ref", `(q => q && (r => r.top >= 0 && r.bottom <= innerHeight)(q.getBoundingClientRect()) &&
		getComputedStyle(q).position === 'fixed' && scrollY === 0)(document.querySelector('li:target .quote'))`)
	webtest.Click(ctx, t, "li:target .close", "!document.querySelector('li:target')")
	webtest.Click(ctx, t, ".matrix .denies .ref", "document.querySelector('li:target .stance.denies')")
	// The document is open at the card, and the sentence is brought out.
	webtest.Click(ctx, t, `li:target .meta a[href*="/documents/"]`, `document.querySelector('.says li.focus:target') &&
		[...document.querySelectorAll('mark.focus')].map(m => m.textContent).join('') === 'Belmark rejected the accusation.'`)
	webtest.Click(ctx, t, ".says li:target .statement", "document.querySelector('.context mark.focus')?.textContent === 'Belmark rejected the accusation.'")
	webtest.Click(ctx, t, `.facts a[href="/parties/state:xb"]`, "document.querySelector('h1').textContent === 'Belmark'")
}

// TestPagesAreReadable looks at every page on a desk and on a phone, in light
// and dark: nothing runs out at the side, all words stand out (WCAG 2.2, 1.4.3).
func TestPagesAreReadable(t *testing.T) {
	t.Parallel()
	f := newFixture(t, plainWords())
	server := httptest.NewServer(handler(t, f, offered(t, f, plainWords())))
	t.Cleanup(server.Close)
	for mode, options := range map[string][]chromedp.ExecAllocatorOption{
		"light": nil,
		"dark":  {chromedp.Flag("force-dark-mode", true), chromedp.Flag("blink-settings", "preferredColorScheme=0")},
	} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			ctx := webtest.Browser(t, options...)
			for name, address := range addresses(t, f) {
				webtest.Do(ctx, t, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(server.URL+address), chromedp.WaitVisible("footer"))
				if dark := webtest.Asked[bool](ctx, t, "matchMedia('(prefers-color-scheme: dark)').matches"); dark != (mode == "dark") {
					t.Fatalf("dark is %v", dark)
				}
				for _, faint := range webtest.Asked[[]string](ctx, t, contrastScript) {
					t.Errorf("%s: %s", name, faint)
				}
				for _, width := range []int64{1280, 700, 360} {
					webtest.Do(ctx, t, chromedp.EmulateViewport(width, 800))
					if over := webtest.Asked[int](ctx, t, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
						t.Errorf("%s is %d pixels too wide for %d", name, over, width)
					}
				}
			}
		})
	}
}

// TestPagesAreAccessible asks axe-core about every page, on a desk in the light
// and on a phone in the dark.
func TestPagesAreAccessible(t *testing.T) {
	t.Parallel()
	axe := webtest.Axe(t)
	f := newFixture(t, plainWords())
	server := httptest.NewServer(handler(t, f, offered(t, f, plainWords())))
	t.Cleanup(server.Close)
	for mode, look := range map[string]struct {
		light bool
		width int64
	}{"desk": {true, 1280}, "phone": {false, 390}} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			ctx := webtest.Browser(t)
			webtest.Do(ctx, t, chromedp.Navigate("about:blank"))
			webtest.Light(ctx, t, look.light)
			for name, address := range addresses(t, f) {
				webtest.Do(ctx, t, chromedp.EmulateViewport(look.width, 900), chromedp.Navigate(server.URL+address), chromedp.WaitVisible("footer"))
				webtest.Asked[int](ctx, t, "[...document.querySelectorAll('details')].map(d => d.open = true).length")
				for _, fault := range webtest.Faults(ctx, t, axe) {
					t.Errorf("%s: %s", name, fault)
				}
			}
		})
	}
}

// TestOpenedPartsAreAccessible asks about what scripts open in a page.
func TestOpenedPartsAreAccessible(t *testing.T) {
	t.Parallel()
	axe := webtest.Axe(t)
	ctx := webtest.Browser(t)
	f := newFixture(t, plainWords())
	server := httptest.NewServer(handler(t, f, offered(t, f, plainWords())))
	t.Cleanup(server.Close)
	pages := addresses(t, f)
	for name, step := range map[string]struct{ page, click, until string }{
		"a cell's claims":   {"incident", ".matrix .open", "document.querySelector('#beside .quote')"},
		"a correction":      {"document", "a.correcting", "document.querySelector('.note form.correct')"},
		"a nearer timeline": {"incident", ".zoom button", "document.querySelector('.chart .moment')"},
		"the drawn graph":   {"graph", ".zoom button", "document.querySelector('[data-drawn]')"},
	} {
		webtest.Do(ctx, t, chromedp.Navigate(server.URL+pages[step.page]), chromedp.WaitVisible("footer"))
		webtest.Until(ctx, t, step.page, "document.querySelector("+strconv.Quote(step.click)+")")
		webtest.Asked[int](ctx, t, "[...document.querySelectorAll('details')].map(d => d.open = true).length")
		webtest.Click(ctx, t, step.click, step.until)
		for _, fault := range webtest.Faults(ctx, t, axe) {
			t.Errorf("%s: %s", name, fault)
		}
	}
}

// TestKeys goes by keyboard alone: through cells and back, through claims, along the timeline.
func TestKeys(t *testing.T) {
	t.Parallel()
	ctx := webtest.Browser(t)
	f := newFixture(t, plainWords())
	server := httptest.NewServer(handler(t, f, offered(t, f, plainWords())))
	t.Cleanup(server.Close)
	pages := addresses(t, f)
	webtest.Do(ctx, t, chromedp.Navigate(server.URL+pages["incident"]), chromedp.WaitVisible("footer"), chromedp.Focus(".matrix .open"), chromedp.KeyEvent(kb.Enter))
	webtest.Until(ctx, t, "Enter", "document.activeElement.id === 'beside'")
	webtest.Do(ctx, t, chromedp.KeyEvent(kb.Escape))
	webtest.Until(ctx, t, "Escape", "!document.querySelector('#beside') && document.activeElement.matches('.matrix .open')")
	webtest.Do(ctx, t, chromedp.Focus(".timelinechart"), chromedp.KeyEvent("+"))
	webtest.Until(ctx, t, "+", "document.querySelector('.moment.away')")
	webtest.Do(ctx, t, chromedp.KeyEvent("0"))
	webtest.Until(ctx, t, "0", "!document.querySelector('.moment.away')")
	webtest.Do(ctx, t, chromedp.Navigate(server.URL+pages["document"]), chromedp.WaitVisible("footer"))
	for _, step := range []struct{ key, says string }{{"j", "claim 1 of 2"}, {"j", "claim 2 of 2"}, {"j", "claim 2 of 2"}, {"k", "claim 1 of 2"}} {
		webtest.Do(ctx, t, chromedp.KeyEvent(step.key))
		webtest.Until(ctx, t, step.key, "document.querySelector('.place').textContent === "+strconv.Quote(step.says)+" && document.activeElement.matches('.note.current')")
	}
	webtest.Do(ctx, t, chromedp.KeyEvent(kb.Enter))
	webtest.Until(ctx, t, "Enter", "location.pathname.startsWith('/claims/')")
}

// TestWithoutScripts: every page reads the same, and its forms and cells work, where scripts are off.
func TestWithoutScripts(t *testing.T) {
	t.Parallel()
	ctx := webtest.Browser(t)
	f := newFixture(t, plainWords())
	server := httptest.NewServer(handler(t, f, offered(t, f, plainWords())))
	t.Cleanup(server.Close)
	webtest.Do(ctx, t, chromedp.Navigate("about:blank"))
	webtest.WithoutScripts(ctx, t)
	pages := addresses(t, f)
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		webtest.Do(ctx, t, chromedp.Navigate(server.URL+pages[name]), chromedp.WaitVisible("footer"))
		for what, is := range map[string]string{
			"no heading":                 "document.querySelector('main h1')?.getClientRects().length > 0",
			"a script ran":               "!document.querySelector('[data-begun]')",
			"a form without a button":    "[...document.querySelectorAll('form')].every(f => [...f.querySelectorAll('button')].some(b => b.closest('details:not([open])') || b.getClientRects().length))",
			"nothing beside the graph":   "!document.querySelector('[data-picture=graph]') || document.querySelectorAll('main table tbody tr').length > 0",
			"no picture of the months":   "!document.querySelector('[data-picture=months]') || document.querySelectorAll('.months rect').length > 1",
			"progress with no way to it": "!document.querySelector('[data-running]') || document.querySelector('#progress noscript') !== null",
		} {
			if !webtest.Asked[bool](ctx, t, is) {
				t.Errorf("%s without scripts: %s", name, what)
			}
		}
	}
	webtest.Do(ctx, t, chromedp.Navigate(server.URL+pages["incident"]))
	webtest.Click(ctx, t, ".matrix .denies .open", "document.querySelector('li:target .stance.denies')?.getClientRects().length")
	webtest.Asked[string](ctx, t, "document.querySelector('#step').value = '0'")
	webtest.Click(ctx, t, ".steps button", "location.search === '?as-of=2024-05-03' && document.querySelector('.asofchip')")
}
