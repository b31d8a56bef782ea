package webtest

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/chromedp/chromedp"
)

// Axe is the source of axe-core, which npm fetches; the test is skipped, loudly,
// where it did not.
func Axe(t *testing.T) string {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	source, err := os.ReadFile(filepath.Join(filepath.Dir(here), "..", "script", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Skip("SKIPPED, NOT TESTED: axe-core is not here to judge the pages with; `npm ci --prefix internal/web/script` fetches it")
	}
	return string(source)
}

// serious lists what breaches WCAG 2.2 A and AA, or good practice, seriously.
const serious = `axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(r => r.violations
	.filter(v => v.impact === 'serious' || v.impact === 'critical')
	.flatMap(v => v.nodes.slice(0, 3).map(n => v.id + ' (' + v.impact + '): ' + n.html.slice(0, 160) + ' ' + n.failureSummary.replace(/\s+/g, ' ').slice(0, 220))))`

// Faults lists what axe finds serious in the page that the browser shows. What a
// debugger evaluates is not bound by the page's policy.
func Faults(ctx context.Context, t *testing.T, axe string) []string {
	t.Helper()
	Asked[bool](ctx, t, axe+"; true")
	found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](serious, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return found
}
