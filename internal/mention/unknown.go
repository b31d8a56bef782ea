package mention

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"ascribe"
	"ascribe/internal/knowledge"
)

// introducers are words right before a name that nobody may have heard of yet,
// and what they say of it.
func introduces(w string) bool { return vocabulary().Has("introducing", w) }

// introduced finds new names of actors and malware: a capitalised or quoted run
// beside a cue word ("the Xyz gang", "a backdoor dubbed Xyz", "tracked as Xyz").
func (f *finder) introduced() {
	for i := range f.words {
		w := f.words[i]
		if !w.cased || !f.coined(i) {
			continue
		}
		n := 1
		for n < 3 && i+n < len(f.words) && f.coined(i+n) && f.adjacent(i+n) {
			n++
		}
		typ := f.introducedType(i, n)
		if typ == "" || n == 1 && f.base.Everyday(w.text) && !(f.quoted(i) && f.closed(i)) {
			continue
		}
		f.add(ascribe.Mention{Span: ascribe.Span{Start: w.start, End: f.words[i+n-1].end}, Type: typ, Role: ascribe.NameRole})
	}
}

// coined reports whether a word looks like part of a coined name: a capital
// that isn't the sentence's, and no known name or title.
func (f *finder) coined(i int) bool {
	w := f.words[i]
	if w.key == "" || !strings.ContainsFunc(w.text, unicode.IsUpper) || w.first && !f.quoted(i) {
		return false
	}
	if !f.free(ascribe.Span{Start: w.start, End: w.end}) {
		return false
	}
	_, office := f.officeForm(i)
	_, cue := f.lexicon.cues[w.lower]
	return office == 0 && !cue && !f.lexicon.platforms[w.key] && !isMonth(w.lower) && len(w.text) > 2
}

func (f *finder) quoted(i int) bool {
	return strings.ContainsAny(f.gap(i), "\"“‘'")
}

// closed reports whether a quotation mark follows a word at once.
func (f *finder) closed(i int) bool {
	rest := f.prose[f.words[i].end:]
	return strings.HasPrefix(rest, "\"") || strings.HasPrefix(rest, "”") || strings.HasPrefix(rest, "’") || strings.HasPrefix(rest, "'") || strings.HasPrefix(rest, ",”") || strings.HasPrefix(rest, ",\"")
}

// introducedType is what the words around a new name say it names, "" if
// nothing. A following cue must be next to the name; a verb of naming before it
// needs a cue before that ("a wiper that it calls Xyz").
func (f *finder) introducedType(i, n int) ascribe.EntityType {
	after := i + n
	if after < len(f.words) && !f.stops(f.gap(after)) {
		if c, ok := f.lexicon.cues[f.words[after].lower]; ok && c.after && named(f.words[after].lower) {
			return ascribe.EntityType(c.types[0])
		}
	}
	before := i - 1
	if before < 1 || f.stops(f.gap(i)) || !introduces(f.words[before].lower) {
		return ""
	}
	if f.words[before].lower == "as" && !verbOfNaming(f.words[before-1].lower) {
		return ""
	}
	for j := before - 1; j >= max(0, before-10); j-- {
		if strings.ContainsAny(f.gap(j+1), "\n.;") {
			break
		}
		if c, ok := f.lexicon.cues[f.words[j].lower]; ok && named(f.words[j].lower) {
			return ascribe.EntityType(c.types[0])
		}
	}
	return ""
}

// named leaves out cues that stand beside anything ("tool", "team", "members").
func named(cue string) bool { return vocabulary().Has("head", cue) }

func verbOfNaming(w string) bool { return vocabulary().Has("naming", w) }

func isMonth(w string) bool { return vocabulary().Has("calendar", w) }

// minConfidence is the recogniser's confidence below which its names of things
// other than persons are left alone; it is weak on organisations in news.
const minConfidence = 0.5

// recognised adds the names that the language analysis recognised and no rule has.
func (f *finder) recognised() {
	if f.analysis == nil {
		return
	}
	for _, n := range f.analysis.Names {
		typ := ascribe.EntityType(n.Type)
		if !typ.Valid() || typ == ascribe.State || typ == ascribe.Asset || typ == ascribe.Technique || n.Confidence < minConfidence && n.Confidence != 0 {
			continue
		}
		span := f.trim(ascribe.Span{Start: n.Start, End: n.End})
		if typ == ascribe.Person && !f.isPerson(&span) {
			continue
		}
		if isTrade(typ) && !f.cuedSentence(span, typ) {
			continue
		}
		if span.Len() > 1 && strings.ContainsFunc(span.Of(f.prose), unicode.IsUpper) && f.plausible(span, typ) {
			f.add(ascribe.Mention{Span: span, Type: typ, Role: ascribe.NameRole})
		}
	}
}

// defining is a capitalised phrase with an acronym in brackets behind it.
var defining = regexp.MustCompile(`((?:\p{Lu}[\p{L}’'-]+\s+)(?:(?:of|the|for|and|on|to|de|la|du|des)\s+|\p{Lu}[\p{L}’'-]+\s+){1,9})\(\s?([\p{Lu}][\p{L}\p{N}-]{1,9})\s?\)`)

// defined finds organisations by an acronym that their initials make.
func (f *finder) defined() {
	for _, at := range defining.FindAllStringSubmatchIndex(f.prose, -1) {
		long, short := f.prose[at[2]:at[3]], f.prose[at[4]:at[5]]
		if !knowledge.IsAcronym(short, long) || !f.isBodyName(long) {
			continue
		}
		span := f.trim(ascribe.Span{Start: at[2], End: at[2] + len(strings.TrimRight(long, " \t"))})
		f.add(ascribe.Mention{Span: span, Type: ascribe.Organisation, Role: ascribe.NameRole})
	}
}

// described finds firms and publications by the noun before their name: "the
// shipping firm Aegean Lines".
func (f *finder) described() {
	for i := range f.words {
		typ := ascribe.EntityType("")
		switch {
		case vocabulary().Has("descriptor", f.words[i].lower):
			typ = ascribe.Organisation
		case vocabulary().Has("outlet", f.words[i].lower):
			typ = ascribe.Publication
		}
		if typ == "" || f.words[i].possessive || !f.words[i].cased {
			continue
		}
		n := 0
		for j := i + 1; j < min(i+5, len(f.words)) && f.adjacent(j) && f.coined(j) && !isHonorific(f.words[j].lower); j++ {
			n++
			if f.words[j].possessive {
				break
			}
		}
		if n > 1 || n == 1 && !f.base.Everyday(f.words[i+1].text) {
			f.add(ascribe.Mention{Span: ascribe.Span{Start: f.words[i+1].start, End: f.words[i+n].end}, Type: typ, Role: ascribe.NameRole})
		}
	}
}

// isBodyName reports whether a phrase holds a word that bodies and firms have in
// their names; "Network Address Translation" doesn't.
func (f *finder) isBodyName(phrase string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(phrase)) {
		if f.lexicon.orgNouns[strings.Trim(w, ",.")] {
			return true
		}
	}
	return false
}

// repeated finds the other places of names that only this text gives: a single
// everyday word is taken only where it was found.
func (f *finder) repeated() {
	own := map[string]ascribe.EntityType{} // key → type
	longest := 1
	for _, m := range f.out {
		if len(m.Candidates) > 0 || m.Role != ascribe.NameRole || m.Type == ascribe.Person || m.Type == ascribe.Place {
			continue
		}
		if n := len(strings.Fields(m.Text)); n > 1 || !f.base.Everyday(m.Text) && len(m.Text) > 2 {
			own[knowledge.Key(m.Text)] = m.Type
			longest = max(longest, n+1)
		}
	}
	if len(own) == 0 {
		return
	}
	for i := range f.words {
		key := ""
		for j := i; j < min(i+longest, len(f.words)); j++ {
			if j > i && !f.adjacent(j) && strings.TrimSpace(f.gap(j)) != "-" {
				break
			}
			key += f.words[j].key
			if t, ok := own[key]; ok && f.words[i].capital() {
				f.add(ascribe.Mention{Span: ascribe.Span{Start: f.words[i].start, End: f.words[j].end}, Type: t, Role: ascribe.NameRole})
			}
		}
	}
}

// isPerson checks a name that was recognised as a person's, and takes titles
// off its front: a single word must not be a word of the text in lower case, nor
// a name of the trade.
func (f *finder) isPerson(s *ascribe.Span) bool {
	from, to := f.wordAt(s.Start), f.wordAt(s.End)
	for from < to && (isHonorific(f.words[from].lower) || f.words[from].lower == "the" || f.frontOfTitle(from)) {
		from++
	}
	if from >= to {
		return false
	}
	s.Start = f.words[from].start
	if to-from > 1 {
		return true
	}
	w := f.words[from]
	return w.capital() && len(f.base.Lookup(w.key)) == 0 && !f.base.Everyday(w.text) && surname(w.text) && f.spoken(from)
}

// spoken reports whether a lone name is said to speak, or has a title before it.
func (f *finder) spoken(i int) bool {
	if i > 0 && (isHonorific(f.words[i-1].lower) || saidBefore(f.words[i-1].lower)) {
		return true
	}
	return i+1 < len(f.words) && f.adjacent(i+1) && (saidBefore(f.words[i+1].lower) || speaksNext(f.words[i+1].lower))
}

func speaksNext(w string) bool { return vocabulary().Has("speaking", w) }

// cuedSentence reports whether the line near a name recognised as an actor's or
// a tool's speaks of such things at all: the recogniser takes firms for both.
func (f *finder) cuedSentence(s ascribe.Span, typ ascribe.EntityType) bool {
	from, to := f.wordAt(s.Start), f.wordAt(s.End)
	for j := max(0, from-cueSentence); j < min(len(f.words), to+cueSentence); j++ {
		if c, ok := f.lexicon.cues[f.words[j].lower]; ok && named(f.words[j].lower) && slices.Contains(c.types, string(typ)) {
			return true
		}
	}
	return false
}

// cueSentence is how many words to either side cuedSentence looks.
const cueSentence = 6

// surname reports whether one word may be a person's name: not an acronym or a
// coined word with capitals inside ("SaaS"), particles aside ("McCain").
func surname(w string) bool {
	for i, r := range w {
		if i > 0 && unicode.IsUpper(r) && !slices.Contains([]string{"Mc", "Mac", "De", "Di", "La", "Le", "Van", "O"}, w[:i]) {
			return false
		}
	}
	return true
}

// plausible refuses names recognised in single everyday words, and names of the
// trade for what the knowledge has as something else.
func (f *finder) plausible(s ascribe.Span, typ ascribe.EntityType) bool {
	from, to := f.wordAt(s.Start), f.wordAt(s.End)
	if to-from != 1 {
		return to > from
	}
	w := f.words[from]
	if f.base.Everyday(w.text) && (w.first || !w.cased || isTrade(typ)) {
		return false
	}
	if !isTrade(typ) {
		return true
	}
	if f.lexicon.platforms[w.key] {
		return false
	}
	known := f.base.Lookup(w.key)
	return len(known) == 0 || slices.ContainsFunc(known, func(r knowledge.Reading) bool { return r.Type() == typ })
}

// trim takes an article off the front and a possessive off the end.
func (f *finder) trim(s ascribe.Span) ascribe.Span {
	text := s.Of(f.prose)
	for _, article := range []string{"the ", "The ", "a ", "A ", "an ", "An "} {
		if strings.HasPrefix(text, article) {
			s.Start += len(article)
			break
		}
	}
	for _, mark := range []string{"'s", "’s", "'", "’", ".", ","} {
		if strings.HasSuffix(s.Of(f.prose), mark) {
			s.End -= len(mark)
			break
		}
	}
	return s
}
