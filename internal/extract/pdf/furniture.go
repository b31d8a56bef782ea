package pdf

import (
	"regexp"
	"slices"
	"strings"
)

const (
	edgeLines = 3    // lines at a page's head or foot that may be furniture
	edgeShare = 0.11 // of the page's height
	smallType = 0.92 // of the body's size; a page's only head or foot is set smaller
)

var (
	digits     = regexp.MustCompile(`[0-9]+|\b[ivxlc]{1,6}\b`)
	pageNumber = regexp.MustCompile(`(?i)^\W*(?:page|p\.|seite)?\s*#\W*(?:(?:of|/|\|)\s*#)?\W*$`)
)

// markFurniture marks running heads, feet and page numbers: lines at the edges
// of pages that recur from page to page, numbers aside. What is set larger than
// the text is a title, though heads may repeat it.
func markFurniture(pages [][]line, sheets []sheet, body float64) {
	seen := map[string]int{}
	edges := make([][]*line, len(pages))
	for i := range pages {
		edges[i] = edgesOf(pages[i], sheets[i].height)
		for _, l := range edges[i] {
			seen[signature(l)]++
		}
	}
	enough := max(2, len(pages)/3)
	for _, page := range edges {
		for _, l := range page {
			key := signature(l)
			l.furniture = l.size <= largerType*body && (seen[key] >= enough || pageNumber.MatchString(key) || len(pages) == 1 && l.size < smallType*body)
		}
	}
}

func signature(l *line) string {
	return digits.ReplaceAllString(strings.ToLower(strings.Join(strings.Fields(l.text), " ")), "#")
}

// edgesOf points at the lines in the head and the foot of a page.
func edgesOf(lines []line, height float64) []*line {
	byHeight := make([]*line, 0, len(lines))
	for i := range lines {
		byHeight = append(byHeight, &lines[i])
	}
	slices.SortStableFunc(byHeight, func(a, b *line) int { return byPlace(*a, *b) })
	var out []*line
	for i, l := range byHeight {
		top := i < edgeLines && l.middle() > height*(1-edgeShare)
		bottom := i >= len(byHeight)-edgeLines && l.middle() < height*edgeShare
		if top || bottom {
			out = append(out, l)
		}
	}
	return out
}
