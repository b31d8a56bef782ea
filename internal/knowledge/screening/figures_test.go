package screening_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"ascribe/internal/knowledge/catalogue"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
	"ascribe/internal/knowledge/screening/garble"
)

func TestDevFigures(t *testing.T) {
	t0 := time.Now()
	lists, err := catalogue.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	t1 := time.Now()
	x, err := screening.New(lists...)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("decode", t1.Sub(t0), "index", time.Since(t1))
	s := x.Screener()
	show := os.Getenv("SHOW")
	rank1 := func(label string, strength designation.Strength, g func(string) (string, bool), step int) {
		n, first, any, tied := 0, 0, 0, 0
		hist := map[int]int{}
		start := time.Now()
		for i, d := range lists[0].Designations {
			if i%step != 0 {
				continue
			}
			if i%step != 0 {
				continue
			}
			for _, name := range d.Names {
				if name.Strength != strength {
					continue
				}
				q, ok := g(name.Text)
				if !ok {
					continue
				}
				n++
				a := s.Screen(screening.Query{Name: q, Min: 0.7})
				if len(a.Matches) > 0 {
					for _, m := range a.Matches {
						if m.UID == d.UID && m.Score == a.Matches[0].Score {
							for k := 70; k < 100; k += 2 {
								if m.Score*100 >= float64(k) {
									hist[k]++
								}
							}
						}
					}
				}
				if len(a.Matches) > 0 && a.Matches[0].UID == d.UID && a.Matches[0].Score >= screening.Default {
					first++
					continue
				}
				pos := -1
				for k, m := range a.Matches {
					if m.UID == d.UID {
						pos = k
						any++
						if m.Score == a.Matches[0].Score {
							tied++
						}
						break
					}
				}
				if strings.Contains(show, label) {
					got := ""
					if len(a.Matches) > 0 {
						got = fmt.Sprint(a.Matches[0].Matched, " ", a.Matches[0].Score)
					}
					fmt.Printf("%s: %q for %q pos %d, got %s\n", label, q, name.Text, pos, got)
				}
			}
		}
		defer func() {
			for k := 76; k < 90; k += 2 {
				fmt.Printf("  .%d:%.3f", k, float64(hist[k])/float64(n))
			}
			fmt.Println()
		}()
		fmt.Printf("%-16s n=%d first=%.4f firstOrTied=%.4f found=%.4f  %.0f/s\n", label, n, float64(first)/float64(n), float64(first+tied)/float64(n), float64(first+any)/float64(n), float64(n)/time.Since(start).Seconds())
	}
	id := func(s string) (string, bool) { return s, true }
	rank1("primary", designation.Primary, id, 5)
	rank1("strong", designation.Strong, id, 5)
	rank1("weak", designation.Weak, id, 2)
	g := garble.New(1)
	for _, st := range []designation.Strength{designation.Primary, designation.Strong} {
		rank1("edit1"+string(st), st, func(s string) (string, bool) { return g.Edit(s, 1), true }, 12)
		rank1("edit2"+string(st), st, func(s string) (string, bool) { return g.Edit(s, 2), true }, 12)
		rank1("translit"+string(st), st, func(s string) (string, bool) { return g.Transliterate(s, 2) }, 12)
	}
}
