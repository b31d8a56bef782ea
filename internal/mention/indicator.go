package mention

import (
	"regexp"
	"strings"
	"sync"

	"ascribe"
)

// indicator is a pattern of the trade's own identifiers.
type indicator struct {
	pattern *regexp.Regexp
	typ     ascribe.EntityType
	prefix  string // of the entity id; the rest is the identifier in lower case
	sign    string // stands in every one; "" if there is no such thing
}

// indicatorPatterns are what reports cite by number: vulnerabilities (CVE),
// techniques (ATT&CK), hashes (MD5, SHA-1, SHA-256), addresses and domains,
// defanged or not.
var indicatorPatterns = sync.OnceValue(func() []indicator {
	return []indicator{
		{regexp.MustCompile(`\bCVE[-‑–]\d{4}[-‑–]\d{4,7}\b`), ascribe.Technique, "technique:", "CVE"},
		{regexp.MustCompile(`\bT1\d{3}(?:\.\d{3})?\b`), ascribe.Technique, "technique:", "T1"},
		{regexp.MustCompile(`\bMS\d{2}-\d{3}\b`), ascribe.Technique, "technique:", "MS"},
		{regexp.MustCompile(`\b(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{40}|[0-9a-fA-F]{32})\b`), ascribe.Asset, "asset:", ""},
		{regexp.MustCompile(`\b(?:\d{1,3}(?:\.|\[\.\])){3}\d{1,3}\b`), ascribe.Asset, "asset:", ""},
		{regexp.MustCompile(`\bhxxps?://\S+[^\s.,;:)\]}"'”’]`), ascribe.Asset, "asset:", "hxxp"},
		{regexp.MustCompile(`\b(?:[A-Za-z0-9-]+(?:\.|\[\.\]))*[A-Za-z0-9-]+\[\.\][A-Za-z]{2,10}\b`), ascribe.Asset, "asset:", "[.]"},
	}
})

// indicators adds identifiers, each with an id of its own.
func (f *finder) indicators() {
	for _, p := range indicatorPatterns() {
		if !strings.Contains(f.prose, p.sign) {
			continue
		}
		for _, at := range p.pattern.FindAllStringIndex(f.prose, -1) {
			text := f.prose[at[0]:at[1]]
			id := strings.ToLower(strings.NewReplacer("‑", "-", "–", "-", "[.]", ".", "hxxp", "http").Replace(text))
			f.add(ascribe.Mention{Span: ascribe.Span{Start: at[0], End: at[1]}, Type: p.typ, Role: ascribe.NameRole,
				Candidates: []ascribe.Candidate{{Entity: p.prefix + id, Name: text, Score: 1, Reasons: []string{"identifier"}}}})
		}
	}
}
