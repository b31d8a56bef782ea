package knowledge

import "strings"

// maxNameWords bounds how far Longest looks; longer names are found all the
// same by Prefixes.
const maxNameWords = 14

// Longest implements language.Gazetteer: the type of the longest name that
// starts at tokens[from], and its number of tokens. Everyday words and broad
// names are left to the reader of the context.
func (b *Base) Longest(tokens []string, from int) (class string, length int) {
	if from < 0 || from >= len(tokens) {
		return "", 0
	}
	to := min(from+maxNameWords, len(tokens))
	var keys [maxNameWords]string
	for i, t := range tokens[from:to] {
		if t == "'s" || t == "’s" {
			to = from + i
			break
		}
		keys[i] = WordKey(t)
	}
	b.Prefixes(keys[:to-from], func(n int, readings []Reading) {
		if keys[n-1] == "" {
			return
		}
		written := strings.Join(tokens[from:from+n], " ")
		for _, r := range readings {
			if !r.Ordinary && r.Name.Kind != WeakName && r.Fits(written) {
				class, length = string(r.Type()), n
				return
			}
		}
	})
	return class, length
}
