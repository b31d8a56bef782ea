package web

import (
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/dossier"
	"ascribe/internal/ledger"
)

// FuzzLay checks that a laid-out text is the text, whatever quotes, mentions and
// markup there are.
func FuzzLay(f *testing.F) {
	f.Add("One sentence. Another one.", 0, 13, 4, 20, 0, 3)
	f.Add("", 0, 0, 0, 0, 0, 0)
	f.Add("ab", -1, 5, 1, 1, 2, 0)
	f.Fuzz(func(t *testing.T, content string, q1, q2, q3, q4, m1, m2 int) {
		text := ascribe.Text{Content: content, Markup: []ascribe.Span{{Start: m2, End: m1}}}
		if half := len(content) / 2; half > 0 {
			text.Blocks = []ascribe.Block{{Span: ascribe.Span{End: half}, Kind: ascribe.ParagraphBlock}, {Span: ascribe.Span{Start: half, End: len(content)}, Kind: ascribe.TableBlock}}
		}
		claims := []ledger.Entry{}
		for _, s := range []ascribe.Span{{Start: q1, End: q2}, {Start: q3, End: q4}} {
			if s.Start < 0 || s.End > len(content) || s.Start >= s.End {
				continue // no ledger holds such a claim
			}
			claims = append(claims, ledger.Entry{Claim: ascribe.Claim{ID: s.Of(content), Quote: ascribe.Quote{Span: s, Text: s.Of(content)}}})
		}
		sortByPlace(claims)
		mentions := []ascribe.Mention{{Span: ascribe.Span{Start: m1, End: m2}, Entity: "state:xa"}}
		var all strings.Builder
		numbers := 0
		for _, p := range lay(text, claims, mentions, "") {
			for _, line := range p.Lines {
				for _, piece := range line {
					all.WriteString(piece.Text)
					numbers += len(piece.Numbers)
				}
			}
		}
		if len(text.Blocks) > 0 && all.String() != content {
			t.Errorf("laid out, %q is %q", content, all.String())
		}
		if len(text.Blocks) > 0 && numbers != len(claims) {
			t.Errorf("%d claims and %d numbers", len(claims), numbers)
		}
	})
}

func TestChartStaysInItsPicture(t *testing.T) {
	moments := []dossier.Moment{{From: "2022-07-01", To: "2022-07-31", Lane: "deed"}, {From: "2022-09-10", Lane: "statement"}, {When: "–", Lane: "response"}}
	for range 40 {
		moments = append(moments, dossier.Moment{From: "2022-09-07", Lane: "response"})
	}
	c := newChart(moments)
	if c == nil || len(c.Dots) != 42 || len(c.Lanes) != 3 {
		t.Fatalf("chart is %+v", c)
	}
	for _, d := range c.Dots {
		if d.X < chartLeft || d.Until > chartWidth-chartRight || d.Until < d.X || d.Y < d.Radius || d.Y > c.Axis {
			t.Errorf("dot %+v is outside", d)
		}
	}
	for i := 1; i < len(c.Ticks); i++ {
		if c.Ticks[i].X <= c.Ticks[i-1].X {
			t.Errorf("ticks %+v overlap", c.Ticks)
		}
	}
	for _, few := range [][]dossier.Moment{nil, moments[:1], {{From: "2022-01-01"}, {From: "2022-01-01"}}} {
		if got := newChart(few); got != nil {
			t.Errorf("a chart of %+v", few)
		}
	}
}

// BenchmarkLay lays out a book: 5,000 paragraphs with a claim, a mention and
// markup in each.
func BenchmarkLay(b *testing.B) {
	const sentence = "Somebody said that *somebody* else had done it. "
	const n = 5000
	text := ascribe.Text{Content: strings.Repeat(sentence, n)}
	var claims []ledger.Entry
	var mentions []ascribe.Mention
	for i := range n {
		s := ascribe.Span{Start: i * len(sentence), End: (i + 1) * len(sentence)}
		text.Blocks = append(text.Blocks, ascribe.Block{Span: s, Kind: ascribe.ParagraphBlock})
		text.Markup = append(text.Markup, ascribe.Span{Start: s.Start + 19, End: s.Start + 20})
		claims = append(claims, ledger.Entry{Claim: ascribe.Claim{Quote: ascribe.Quote{Span: s}}})
		mentions = append(mentions, ascribe.Mention{Span: ascribe.Span{Start: s.Start, End: s.Start + 8}, Entity: "person:somebody"})
	}
	b.SetBytes(int64(len(text.Content)))
	for b.Loop() {
		lay(text, claims, mentions, "")
	}
}
