package cli

import (
	"bytes"
	"context"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/pipeline"
	"ascribe/internal/source"
	"ascribe/internal/web/webtest"
)

var screenshots = flag.String("screenshots", "", "take pictures of every page of the examples into this folder (make screenshot)")

// TestScreenshots takes the pictures of docs/screenshots when it is asked to.
func TestScreenshots(t *testing.T) {
	if *screenshots == "" {
		return
	}
	ctx := webtest.Browser(t)
	address, store := served(t)
	flow, err := pipeline.Standard(Reading{}.mode())
	if err != nil {
		t.Fatal(err)
	}
	for o := range flow.Ingest(ctx, source.Open(ctx, []string{"../../examples/documents"}, source.Options{}), store, 2) {
		if o.Failure != nil {
			t.Fatal(o.Failure)
		}
	}
	if _, err := regroup(ctx, store); err != nil {
		t.Fatal(err)
	}
	pages := pictured(ctx, t, store)
	webtest.Do(ctx, t, chromedp.Navigate(address))
	for name, page := range pages {
		for _, look := range []struct {
			name          string
			light         bool
			width, height int64
		}{{"", true, 1200, 1130}, {"-dark", false, 1200, 1130}, {"-phone", true, 390, 844}} {
			webtest.Light(ctx, t, look.light)
			webtest.Do(ctx, t, chromedp.EmulateViewport(look.width, look.height, chromedp.EmulateScale(.75)), chromedp.Navigate(address+page.path), chromedp.WaitVisible("footer"))
			if page.until != "" {
				webtest.Until(ctx, t, name, page.until)
			}
			shot, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(*screenshots, name+look.name+".png"), small(t, shot), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// pictured are the pages with what must be true before their picture is taken.
func pictured(ctx context.Context, t *testing.T, store ledger.Ledger) map[string]struct{ path, until string } {
	t.Helper()
	incidents, err := store.Incidents(ctx, ledger.IncidentFilter{})
	if err != nil {
		t.Fatal(err)
	}
	most := slices.MaxFunc(incidents.Items, func(a, b ledger.IncidentEntry) int { return len(a.Claims) - len(b.Claims) })
	denials, err := store.Claims(ctx, ledger.ClaimFilter{Incident: most.ID, Stances: []ascribe.Stance{ascribe.Denies}})
	if err != nil || len(denials.Items) == 0 {
		t.Fatalf("no denial in %s: %v", most.ID, err)
	}
	c := denials.Items[0]
	type page = struct{ path, until string }
	return map[string]page{
		"home":      {"/", "document.querySelector('.plot canvas')"},
		"incidents": {"/incidents?contested=yes", "document.querySelector('.plot canvas')"},
		"incident":  {"/incidents/" + most.ID, "document.querySelector('.matrix[data-begun]')"},
		"cell":      {"/incidents/" + most.ID + "#matrix", "document.querySelector('#beside') || document.querySelector('.matrix[data-begun] .denies .open')?.click()"},
		"as-of":     {"/incidents/" + most.ID + "?as-of=2022-09-07", "document.querySelector('.steps.live')"},
		"timeline":  {"/incidents/" + most.ID + "#timeline", "document.querySelector('.timelinechart .zoom')"},
		"document":  {"/documents/" + c.Document + "?claim=" + c.ID + "#" + c.ID, "document.querySelector('.reader[data-begun]')"},
		"claim":     {"/claims/" + c.ID, ""},
		"correct":   {"/claims/" + c.ID + "#correct", ""},
		"statement": {"/statement?key=" + c.Statement.Key(), ""},
		"actor":     {"/parties/threat-actor:oilrig", ""},
		"source":    {"/parties/" + c.Source.Key(), ""},
		"search":    {"/search?q=wiper", ""},
		"screening": {"/screen?name=Esmail+Khatib", ""},
		"graph":     {"/graph?incident=" + most.ID, "document.querySelector('[data-drawn]')"},
		"review":    {"/review", ""},
		"add":       {"/add", ""},
		"knowledge": {"/knowledge", ""},
	}
}

// small is a picture with as few colours as it can do with.
func small(t *testing.T, shot []byte) []byte {
	t.Helper()
	full, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	counts := map[color.RGBA]int{}
	size := full.Bounds()
	for y := size.Min.Y; y < size.Max.Y; y++ {
		for x := size.Min.X; x < size.Max.X; x++ {
			r, g, b, _ := full.At(x, y).RGBA()
			counts[color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}]++ //nolint:gosec // 16 bits, of which the upper 8 are taken
		}
	}
	var palette color.Palette
	for c := range counts {
		palette = append(palette, c)
	}
	slices.SortFunc(palette, func(a, b color.Color) int { return counts[b.(color.RGBA)] - counts[a.(color.RGBA)] }) //nolint:forcetypeassert // made above
	out := image.NewPaletted(size, distinct(palette))
	draw.Draw(out, size, full, size.Min, draw.Src)
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, out); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// distinct are the most frequent colours that can be told apart.
func distinct(byCount color.Palette) color.Palette {
	const most, apart = 240, 3 * 9 * 9 // squared distance, of channels from 0 to 255
	var out color.Palette
	for _, c := range byCount {
		a := c.(color.RGBA) //nolint:forcetypeassert // made above
		near := slices.ContainsFunc(out, func(o color.Color) bool {
			b := o.(color.RGBA) //nolint:forcetypeassert // made above
			dr, dg, db := int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B)
			return dr*dr+dg*dg+db*db < apart
		})
		if !near && len(out) < most {
			out = append(out, c)
		}
	}
	return out
}
