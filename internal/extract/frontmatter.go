package extract

import (
	_ "embed"
	"regexp"
	"strings"

	"ascribe"
	"ascribe/internal/extract/calendar"
	"ascribe/internal/extract/layout"
)

//go:embed frontmatter.tsv
var frontMatterTable string

const (
	frontBlocks = 15  // front matter stands within the first blocks
	frontFields = 2   // fewer fields may be prose
	longestName = 120 // bytes of a byline or publisher
)

var (
	fieldLine = regexp.MustCompile(`^([A-Za-z_ ]{2,24})\s?:\s*(\S.*)$`)
	fieldTag  = regexp.MustCompile(`^<([A-Za-z_]{2,24})>\s*(\S.*?)\s*(?:</[A-Za-z_]{2,24}>)?$`)
	address   = regexp.MustCompile(`https?://[^\s()<>\[\]"]+`)
	byPrefix  = regexp.MustCompile(`^(?i:(?:written |posted |reported )?by):?\s+`)
)

// frontMatter reads the fields that archives and site generators put before a
// text ("Source: …", "Date: …"), and the author's line.
func frontMatter(r *Reading) {
	names := fieldNames()
	fields := map[string]string{}
	count := 0
	for _, b := range r.Text.Blocks[:min(len(r.Text.Blocks), frontBlocks)] {
		words, raw := layout.Visible(r.Text, b), b.Of(r.Text.Content)
		m := fieldTag.FindStringSubmatch(raw)
		if m == nil {
			m = fieldLine.FindStringSubmatch(words)
		}
		if m != nil {
			if name := names[strings.ToLower(strings.TrimSpace(m[1]))]; name != "" && fields[name] == "" {
				if name == "publisher" && address.FindString(m[2]) == m[2] {
					name = "url"
				}
				fields[name] = fieldValue(name, strings.Trim(m[2], `"'`), raw)
				count++
			}
		} else if b.Kind == ascribe.BoilerplateBlock && r.Byline == "" && byPrefix.MatchString(words) && len(words) <= longestName {
			r.Byline = strings.TrimRight(byPrefix.ReplaceAllString(words, ""), ".")
		}
	}
	if count < frontFields {
		return
	}
	r.Metadata = r.Metadata.Or(ascribe.Metadata{Title: fields["title"], Publisher: fields["publisher"], Published: fields["published"], URL: fields["url"]})
	if r.Byline == "" {
		r.Byline = fields["byline"]
	}
}

// fieldValue reads a field's words; an address may stand in the markup of a link.
func fieldValue(name, words, raw string) string {
	switch name {
	case "url":
		return address.FindString(raw)
	case "published":
		if found := calendar.Find(words); len(found) > 0 {
			return string(found[0].Day)
		}
		return ""
	default:
		if len(words) > longestName && name != "title" {
			return ""
		}
		return words
	}
}

// fieldNames maps what archives call a field to what it is called here.
func fieldNames() map[string]string {
	out := map[string]string{}
	for l := range strings.Lines(frontMatterTable) {
		if as, name, ok := strings.Cut(strings.TrimSuffix(l, "\n"), "\t"); ok && !strings.HasPrefix(l, "#") {
			out[as] = name
		}
	}
	return out
}
