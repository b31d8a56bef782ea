package examples_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/language"
	"ascribe/internal/pipeline"
)

// nation is a state as a text speaks of it.
type nation struct{ Name, Adjective, Capital, Code string }

// accusation is a story of two states, A and B, and of nobody else.
const accusation = `{A} says {B} hacked its foreign ministry

{A} accused {B} on Monday of a cyberattack on the {A'} foreign ministry.

{A'} officials said that {B'} hackers broke into the network of the ministry and stole documents.

{B} denied the accusation and called it baseless. {B*} has rejected similar claims before.

{A} expelled three {B'} diplomats on Tuesday. {A*} also imposed sanctions on {B}.

The {A'} government strongly condemned the attack. The {B'} foreign ministry accused {A} of attacking {B'} power plants.

The government of {A} said that hackers linked to {B} were very likely responsible for the attack on the ministry.

{A} wiped servers of the {B'} parliament in March, {B'} officials said.
`

// told is the story with the two states in their parts.
func told(a, b nation) string {
	return strings.NewReplacer(
		"{A}", a.Name, "{A'}", a.Adjective, "{A*}", a.Capital,
		"{B}", b.Name, "{B'}", b.Adjective, "{B*}", b.Capital).Replace(accusation)
}

// plain writes a story's claims with the states' parts in place of their names.
func plain(claims []ascribe.Claim, a, b nation) []string {
	parts := strings.NewReplacer(
		a.Adjective, "{A'}", b.Adjective, "{B'}", a.Name, "{A}", b.Name, "{B}", a.Capital, "{A*}", b.Capital, "{B*}",
		strings.ToLower(a.Name), "{a}", strings.ToLower(b.Name), "{b}",
		"state:"+strings.ToLower(a.Code), "{a}", "state:"+strings.ToLower(b.Code), "{b}")
	country := func(code string) string {
		return map[string]string{a.Code: "A", b.Code: "B"}[code]
	}
	party := func(p *ascribe.Party) string {
		if p == nil {
			return "nobody"
		}
		// The words, not the canonical name: ministries are called differently from state to state.
		return parts.Replace(cmp.Or(p.Text, p.Name)) + "/" + country(p.Country)
	}
	var lines []string
	for _, c := range claims {
		line := fmt.Sprintf("%s %s %s(%s, %s) %s", party(&c.Source), c.Stance, c.Predicate, party(c.Subject), party(c.Object), c.Value)
		if c.Likelihood != nil {
			line += fmt.Sprintf(" %d-%d", c.Likelihood.Low, c.Likelihood.High)
		}
		lines = append(lines, line+" | "+parts.Replace(c.Quote.Text))
	}
	slices.Sort(lines)
	return lines
}

// TestEvenHanded swaps two states in a story and asks for the same claims with
// the states swapped, whoever they are.
func TestEvenHanded(t *testing.T) {
	nations := []nation{
		{"Albania", "Albanian", "Tirana", "AL"}, {"Iran", "Iranian", "Tehran", "IR"}, {"Russia", "Russian", "Moscow", "RU"},
		{"Ukraine", "Ukrainian", "Kyiv", "UA"}, {"China", "Chinese", "Beijing", "CN"}, {"France", "French", "Paris", "FR"},
		{"India", "Indian", "New Delhi", "IN"}, {"Pakistan", "Pakistani", "Islamabad", "PK"}, {"Estonia", "Estonian", "Tallinn", "EE"},
	}
	stages, err := pipeline.Standard(language.Accurate)
	if err != nil {
		t.Fatal(err)
	}
	read := func(a, b nation) []string {
		work, err := stages.Read(ascribe.Raw{Origin: "story.txt", Bytes: []byte(told(a, b)),
			Given: ascribe.Metadata{Publisher: "The Daily Record", Published: "2023-05-10"}})
		if err != nil {
			t.Fatal(err)
		}
		return plain(work.Claims, a, b)
	}
	want := read(nations[0], nations[1])
	if len(want) < 5 {
		t.Fatalf("only %d claims in the story:\n%s", len(want), strings.Join(want, "\n"))
	}
	for i, a := range nations {
		for j, b := range nations {
			if i == j {
				continue
			}
			if got := read(a, b); !slices.Equal(got, want) {
				t.Errorf("%s and %s:\n%s", a.Name, b.Name, difference(got, want))
			}
		}
	}
}

func difference(got, want []string) string {
	var b strings.Builder
	for _, line := range got {
		if !slices.Contains(want, line) {
			fmt.Fprintln(&b, "  only here: "+line)
		}
	}
	for _, line := range want {
		if !slices.Contains(got, line) {
			fmt.Fprintln(&b, "  missing:   "+line)
		}
	}
	return b.String()
}
