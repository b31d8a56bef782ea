package claim

import (
	"strings"

	"ascribe"
)

// techniqueOf is the ATT&CK id of the technique that a party is or that its name
// speaks of ("brute-force attacks"), or "".
func (r *reader) techniqueOf(c *candidate) string {
	if c == nil {
		return ""
	}
	if id, ok := strings.CutPrefix(c.ID, "technique:t"); ok {
		return "T" + id
	}
	if c.ID != "" && c.Type != string(ascribe.Technique) {
		return ""
	}
	return r.lex.technique(c.Name)
}

// technique is the id of the longest phrase of techniques.tsv that stands in a name.
func (l *lexicon) technique(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(c rune) bool {
		return c == ' ' || c == '-' || c == '"' || c == '\'' || c == '“' || c == '”' || c == '/'
	})
	for n := min(len(words), longestTechnique); n > 0; n-- {
		for i := 0; i+n <= len(words); i++ {
			if id, ok := l.techniques[strings.Join(words[i:i+n], " ")]; ok {
				return id
			}
		}
	}
	return ""
}

// longestTechnique bounds the phrases of techniques.tsv in words.
const longestTechnique = 4
