package mention

import (
	"regexp"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
)

// office is a title with its state: "Albania's prime minister", "US Treasury
// Secretary", "the president of Ukraine". The holder's name, where it follows,
// is a mention of its own.
func (f *finder) office(i int) (ascribe.Mention, int) {
	r, n := f.state(i)
	if n > 0 && (i+n >= len(f.words) || !f.adjacent(i+n)) {
		return ascribe.Mention{}, 0
	}
	form, k := f.officeForm(i + n)
	if k == 0 {
		return ascribe.Mention{}, 0
	}
	country := ""
	if n > 0 {
		country = r.Country()
	}
	end := i + n + k
	if n == 0 && end+1 < len(f.words) && f.words[end].lower == "of" && f.adjacent(end) {
		if r, at, m := f.afterOf(end + 1); m > 0 {
			country, end = r.Country(), at+m
		}
	}
	m := f.mention(i, end-i, nil, nil)
	m.Type, m.Role, m.Country = ascribe.Person, ascribe.OfficeRole, country
	m.Candidates = []ascribe.Candidate{f.officeCandidate(form, country)}
	return m, end - i
}

// officeForm is the longest title at word i.
func (f *finder) officeForm(i int) (officeForm, int) {
	key, longest := "", 0
	var best officeForm
	for j := i; j < min(i+f.lexicon.longest, len(f.words)); j++ {
		if j > i && !f.adjacent(j) && f.gap(j) != "-" {
			break
		}
		key += f.words[j].key
		if form, ok := f.lexicon.offices[key]; ok {
			best, longest = form, j-i+1
		}
	}
	return best, longest
}

// officeCandidate carries the body and title to the linker, which knows the day
// and so the holder: Entity is the body's id, Name the title.
func (f *finder) officeCandidate(form officeForm, country string) ascribe.Candidate {
	c := ascribe.Candidate{Entity: "kind:" + form.body, Name: form.title}
	if form.body == "state" {
		if id, ok := f.base.State(country); ok {
			c.Entity = id
		}
	} else if body, ok := f.base.GenericBody(form.body, country); ok {
		c.Entity = body.Entity
	}
	return c
}

// honorifics introduce a person's name.
func isHonorific(w string) bool { return vocabulary().Has("title", w) }

// people finds persons by a title or honorific before two or more capitalised
// words, or by a verb of speech before them and a comma after ("said Jane Doe,").
func (f *finder) people() {
	for i := range f.words {
		if n := f.nameRun(i + 1); f.words[i].cased && n > 1 && n < 4 && saidBefore(f.words[i].lower) && strings.HasPrefix(f.prose[f.words[i+n].end:], ",") {
			f.add(ascribe.Mention{Span: ascribe.Span{Start: f.words[i+1].start, End: f.words[i+n].end}, Type: ascribe.Person, Role: ascribe.NameRole})
		}
		if !isHonorific(f.words[i].lower) || !f.words[i].cased {
			continue
		}
		n := f.nameRun(i + 1)
		if n == 0 || f.frontOfTitle(i+1) || n == 1 && (!f.words[i].capital() || f.base.Everyday(f.words[i+1].text)) {
			continue
		}
		first, last := f.words[i+1], f.words[i+n]
		f.add(ascribe.Mention{Span: ascribe.Span{Start: first.start, End: last.end}, Type: ascribe.Person, Role: ascribe.NameRole})
	}
}

// frontOfTitle reports whether a word goes on with a title: "Chief Operating
// Officer", "Executive Director".
func (f *finder) frontOfTitle(i int) bool {
	return i < len(f.words) && (isHonorific(f.words[i].lower) || i+1 < len(f.words) && isHonorific(f.words[i+1].lower) && f.base.Everyday(f.words[i].text))
}

func saidBefore(w string) bool { return vocabulary().Has("saying", w) }

// initialled is a name with a middle initial, which is hardly ever anything else.
var initialled = regexp.MustCompile(`\b\p{Lu}\p{Ll}+ \p{Lu}\. \p{Lu}[\p{L}’'-]*\p{Ll}\b`)

// aged is a name with an age behind it, as indictments have it.
var aged = regexp.MustCompile(`\b(\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}.’'-]*){1,3}), (?:aged )?\d{2}, `)

// withInitials finds persons by a middle initial ("Ann E. Nelson") or by an age
// ("Jane Doe, 31, ").
func (f *finder) withInitials() {
	for _, at := range aged.FindAllStringSubmatchIndex(f.prose, -1) {
		f.add(ascribe.Mention{Span: ascribe.Span{Start: at[2], End: at[3]}, Type: ascribe.Person, Role: ascribe.NameRole})
	}
	for _, at := range initialled.FindAllStringIndex(f.prose, -1) {
		f.add(ascribe.Mention{Span: ascribe.Span{Start: at[0], End: at[1]}, Type: ascribe.Person, Role: ascribe.NameRole})
	}
}

// nameRun counts the capitalised words that make a person's name from word i;
// initials and particles may stand inside. Four is the longest run taken.
func (f *finder) nameRun(i int) int {
	n := 0
	for j := i; j < min(i+4, len(f.words)); j++ {
		w := f.words[j]
		gap := strings.TrimSpace(f.gap(j))
		initial := gap == "." && j > 0 && (len(f.words[j-1].text) == 1 || j == i)
		if gap != "" && gap != "-" && !initial || strings.Contains(f.gap(j), "\n") || w.key == "" {
			break
		}
		if w.capital() && !isName(f, j) {
			n = j - i + 1
			if w.possessive {
				break
			}
			continue
		}
		if n == 0 || !isParticle(w.lower) {
			break
		}
	}
	return n
}

// isName reports whether a known name of another kind starts at the word.
func isName(f *finder, i int) bool {
	if vocabulary().Has("given", f.words[i].lower) {
		return false
	}
	for _, m := range f.found[i] {
		for _, r := range m.readings {
			if r.Type() != ascribe.Person && r.Name.Kind != knowledge.WeakName && !r.Ordinary && r.Type() != ascribe.Malware && r.Type() != ascribe.Tool {
				return true
			}
		}
	}
	_, k := f.officeForm(i)
	return k > 0
}

func isParticle(w string) bool { return vocabulary().Has("particle", w) }
