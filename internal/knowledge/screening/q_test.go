package screening_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"ascribe/internal/knowledge/screening"
)

func TestQ(t *testing.T) {
	for _, q := range strings.Split(os.Getenv("Q"), "|") {
		a := screener(t).Screen(screening.Query{Name: q, Min: 0.05, Limit: 3})
		fmt.Println(q)
		for _, m := range a.Matches {
			fmt.Printf("   %.3f %s / %s %+v %v\n", m.Score, m.Name, m.Matched, m.Parts, m.Reasons)
		}
	}
}
