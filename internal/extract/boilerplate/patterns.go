package boilerplate

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
)

//go:embed patterns.tsv
var table string

// scope says how far a pattern reaches.
type scope string

const (
	lineScope    scope = "line"
	sectionScope scope = "section"
	endScope     scope = "end"
	frontScope   scope = "front"
	properScope  scope = "proper"
)

type pattern struct {
	scope    scope
	category string
	re       *regexp.Regexp
	first    [256]bool // bytes that a match can begin with
}

// Marker finds boilerplate by the embedded patterns and by structure. It is
// safe for concurrent use.
type Marker struct{ patterns []pattern }

// NewMarker reads the embedded patterns. An error names the line that is wrong.
func NewMarker() (*Marker, error) {
	m := &Marker{}
	for n, l := range strings.Split(table, "\n") {
		if l == "" || l[0] == '#' {
			continue
		}
		p, err := parsePattern(l)
		if err != nil {
			return nil, fmt.Errorf("patterns.tsv:%d: %w", n+1, err)
		}
		m.patterns = append(m.patterns, p)
	}
	return m, nil
}

func parsePattern(l string) (pattern, error) {
	fields := strings.Split(l, "\t")
	if len(fields) != 3 {
		return pattern{}, fmt.Errorf("%d columns; want scope, category and expression", len(fields))
	}
	p := pattern{scope: scope(fields[0]), category: fields[1]}
	flags := "(?i)"
	switch p.scope {
	case properScope:
		flags = ""
	case lineScope, sectionScope, endScope, frontScope:
	default:
		return pattern{}, fmt.Errorf("unknown scope %q", fields[0])
	}
	var err error
	if p.re, err = regexp.Compile(flags + `^(?:` + fields[2] + `)$`); err != nil {
		return p, err
	}
	p.first, err = firstBytes(p.re.String())
	return p, err
}

// match returns how far the words' patterns reach, the widest; "" when none matches.
func (m *Marker) match(words string) scope {
	if words == "" {
		return ""
	}
	widest := -1
	for i := range m.patterns {
		p := &m.patterns[i]
		if rank := p.scope.rank(); rank > widest && p.first[words[0]] && p.re.MatchString(words) {
			widest = rank
		}
	}
	return []scope{"", frontScope, lineScope, sectionScope, endScope}[widest+1]
}

func (s scope) rank() int {
	switch s {
	case frontScope:
		return 0
	case sectionScope:
		return 2
	case endScope:
		return 3
	default:
		return 1
	}
}
