package screening_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"ascribe/internal/knowledge/catalogue"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
)

func TestDevUnlisted(t *testing.T) {
	lists, _ := catalogue.Embedded()
	x, err := screening.New(lists...)
	if err != nil {
		t.Fatal(err)
	}
	s := x.Screener()
	for _, f := range []string{"per", "org", "us"} {
		b, _ := os.ReadFile("/tmp/scr/" + f + ".txt")
		n, exact, hist := 0, 0, map[int]int{}
		for _, name := range strings.Split(string(b), "\n") {
			a := s.Screen(screening.Query{Name: name, Min: 0.7})
			n++
			if len(a.Matches) == 0 {
				continue
			}
			m := a.Matches[0]
			truth := false
			for _, w := range strings.Fields("raisi khatib peskov maduro arriaza lucena murillo castro bagheri zambada quintero taliban hezbollah hamas irgc interior labour zarqawi") {
				truth = truth || strings.Contains(strings.ToLower(name), w)
			}
			if truth {
				continue
			}
			if m.Reasons[0] == "exactly this name" {
				exact++
				continue
			}
			for k := 70; k < 100; k++ {
				if m.Score*100 >= float64(k) {
					hist[k]++
				}
			}
			if m.Score >= 0.78 && strings.Contains(os.Getenv("SHOW"), f) {
				fmt.Printf("%.3f %q %q (%s) %s\n", m.Score, name, m.Matched, m.Strength, strings.Join(m.Reasons, "; "))
			}
		}
		fmt.Printf("%s n=%d exact=%d:", f, n, exact)
		for k := 74; k < 92; k += 2 {
			fmt.Printf(" .%d:%d", k, hist[k])
		}
		fmt.Println()
	}
	var checks []struct {
		Match            bool
		Schema           string
		Query, Candidate struct{ Name, FirstName, LastName, MiddleName, FatherName string }
	}
	b, _ := os.ReadFile("/tmp/scr/checks.json")
	json.Unmarshal(b, &checks)
	full := func(n struct{ Name, FirstName, LastName, MiddleName, FatherName string }) string {
		if n.Name != "" {
			return n.Name
		}
		return strings.Join(strings.Fields(n.FirstName+" "+n.MiddleName+" "+n.FatherName+" "+n.LastName), " ")
	}
	for th := 70; th < 94; th += 2 {
		right := 0
		for _, c := range checks {
			ty := []designation.Type{designation.Organisation}
			switch c.Schema {
			case "Person":
				ty = []designation.Type{designation.Person}
			case "Vessel":
				ty = []designation.Type{designation.Vessel}
			case "LegalEntity":
				ty = nil
			}
			a := s.Compare(screening.Query{Name: full(c.Query), Types: ty, Min: 0.01}, full(c.Candidate))
			sc := 0.0
			var why []string
			if len(a.Matches) > 0 {
				sc = a.Matches[0].Score
				why = a.Matches[0].Reasons
			}
			if (sc >= float64(th)/100) == c.Match {
				right++
			} else if th == 80 && strings.Contains(os.Getenv("SHOW"), "checks") {
				fmt.Println(c.Match, c.Schema, sc, full(c.Query), "|", full(c.Candidate), "|", why)
			}
		}
		fmt.Printf(" .%d: %.3f", th, float64(right)/float64(len(checks)))
	}
	fmt.Println()
}
