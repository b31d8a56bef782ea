package model

import (
	_ "embed" // the patterns
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ascribe"
)

//go:embed orders.txt
var orderPatterns string

// orders finds sentences that tell a program what to do. It is read-only.
type orders []*regexp.Regexp

func newOrders() (orders, error) {
	var out orders
	n := 0
	for line := range strings.Lines(orderPatterns) {
		n++
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		pattern, err := regexp.Compile("(?is)" + line)
		if err != nil {
			return nil, fmt.Errorf("orders.txt:%d: %w", n, err)
		}
		out = append(out, pattern)
	}
	return out, nil
}

// in gives the sentences of a text that hold an order, as spans of it.
func (o orders) in(text string, sentences []ascribe.Span) []ascribe.Span {
	var out []ascribe.Span
	for _, s := range sentences {
		words := plain(s.Of(text))
		if slices.ContainsFunc(o, func(p *regexp.Regexp) bool { return p.MatchString(words) }) {
			out = append(out, s)
		}
	}
	return out
}

// without blanks spans of a text: the same length, nothing there.
func without(text string, spans []ascribe.Span) string {
	out := []byte(text)
	for _, s := range spans {
		for i := max(s.Start, 0); i < min(s.End, len(out)); i++ {
			out[i] = ' '
		}
	}
	return string(out)
}
