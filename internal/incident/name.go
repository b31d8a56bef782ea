package incident

import (
	"strings"

	"ascribe"
)

// id is the victim's country for a state or one of its bodies, else the
// victim's name, the territory or the malware; and the month. Nobody accused stands in it.
func (g group) id(in ascribe.Incident) string {
	who := "unnamed"
	switch p := in.Victim; {
	case p != nil && p.Country != "" && (p.Type == string(ascribe.State) || p.ID == ""):
		who = strings.ToLower(p.Country)
	case p != nil:
		who = slug(p.Name)
	default:
		if t := g.territory(); t != "" && g.stateName(t) != "" {
			who = t
		} else if m := g.means(); m != nil {
			who = slug(m.Name)
		}
	}
	switch published := g.published(); {
	case in.When != nil && width(in.When) <= vague:
		return who + "-" + string(in.When.From[:7])
	case in.When != nil && in.When.To != "" && in.When.From[:4] == in.When.To[:4]:
		return who + "-" + string(in.When.From[:4])
	case published != "":
		return who + "-" + string(published[:7])
	}
	return who + "-undated"
}

// slugLength bounds the part of an id that is made of a name.
const slugLength = 40

// slug is the name in lower-case letters, digits and hyphens, cut at a word.
func slug(name string) string {
	var b strings.Builder
	for _, word := range strings.Fields(ascribe.Fold(name)) {
		if b.Len() > 0 && b.Len()+1+len(word) > slugLength {
			break
		}
		if b.Len() > 0 {
			b.WriteByte('-')
		}
		b.WriteString(word)
	}
	out := b.String()
	for _, dangling := range []string{"-the", "-of", "-and", "-for"} { // what a cut leaves hanging
		out = strings.TrimSuffix(out, dangling)
	}
	if out == "" {
		return "unnamed"
	}
	return out
}
