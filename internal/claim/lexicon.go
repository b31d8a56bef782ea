package claim

import (
	"embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"ascribe"
)

//go:embed data/*.tsv
var tables embed.FS

// lexicon is every word list of the stage, read from data/*.tsv.
type lexicon struct {
	cues       map[string][]cue    // by lemma
	speech     map[string][]speech // by lemma
	doers      map[string][]doer   // by lemma
	forms      map[string]string   // regular form of a verb of the tables → its lemma
	classes    map[string][]string // noun lemma → classes
	estimative []estimate
	confidence []grade
	hedges     map[string]bool
	dismissals map[string]bool
	accusation map[string]bool // nouns for an accusation
	naming     map[string]bool // nouns that announce names
	methods    []method
	aliases    []alias
	backing    [][]string // phrases, as words
	purposes   [][]string
	motives    []method
	likeness   []method
	techniques map[string]string  // phrase → ATT&CK id
	epithets   map[string]epithet // by the part after the hyphen
}

// cue is one row of cues.tsv: a word that states something.
type cue struct {
	word, particle  string
	tag             string // "verb", "noun", "adj"
	predicate       ascribe.Predicate
	value           string
	subject, object []slot
	accepts         [2]string // classes for subject and object
}

// slot is a place in the tree to look for a party.
type slot struct {
	name         string
	prepositions []string // for "in", "event" and "via"
	noun         string   // for "via": the preposition of the noun between; for "between": "first" or "rest"
}

type speech struct {
	word, particle, tag, class string
}

type estimate struct {
	words     []string
	low, high int
}

type grade struct {
	words []string
	level string
}

// alias is a row of aliases.tsv.
type alias struct {
	words    []string
	strength string // "strong" or "weak"
}

// epithet is a row of epithets.tsv.
type epithet struct {
	predicate ascribe.Predicate
	value     string
	subject   string // "name" or "party"
}

type method struct {
	value  string
	lemmas map[string]bool
}

// loadLexicon reads the embedded tables. An error names the table and the line.
func loadLexicon() (*lexicon, error) {
	l := &lexicon{cues: map[string][]cue{}, speech: map[string][]speech{}, classes: map[string][]string{}, doers: map[string][]doer{}, forms: map[string]string{}, epithets: map[string]epithet{}, hedges: map[string]bool{}, dismissals: map[string]bool{}, accusation: map[string]bool{}, naming: map[string]bool{}, techniques: map[string]string{}}
	for _, table := range []struct {
		name   string
		fields int
		row    func([]string) error
	}{
		{"cues", 7, l.addCue},
		{"speech", 3, l.addSpeech},
		{"doers", 5, l.addDoer},
		{"nouns", 2, l.addNouns},
		{"estimative", 3, l.addEstimate},
		{"confidence", 2, l.addGrade},
		{"hedges", 1, func(f []string) error { l.hedges[f[0]] = true; return nil }},
		{"dismissals", 1, func(f []string) error { l.dismissals[f[0]] = true; return nil }},
		{"accusations", 1, func(f []string) error { l.accusation[f[0]] = true; return nil }},
		{"naming", 1, func(f []string) error { l.naming[f[0]] = true; return nil }},
		{"methods", 2, l.addMethod},
		{"aliases", 2, func(f []string) error { l.aliases = append(l.aliases, alias{strings.Fields(f[0]), f[1]}); return nil }},
		{"epithets", 4, l.addEpithet},
		{"backing", 1, func(f []string) error { l.backing = append(l.backing, strings.Fields(f[0])); return nil }},
		{"purposes", 1, func(f []string) error { l.purposes = append(l.purposes, strings.Fields(f[0])); return nil }},
		{"motives", 2, l.addMotive},
		{"techniques", 2, l.addTechnique},
		{"likeness", 2, func(f []string) error { l.likeness = append(l.likeness, newMethod(f)); return nil }},
	} {
		if err := readTable(table.name, table.fields, table.row); err != nil {
			return nil, err
		}
	}
	l.inflect()
	return l, nil
}

// inflect lists the regular forms of every verb in the tables.
func (l *lexicon) inflect() {
	add := func(word, tag string) {
		if tag == "verb" {
			for _, f := range inflections(word) {
				l.forms[f] = word
			}
		}
	}
	for word, rows := range l.cues {
		add(word, rows[0].tag)
	}
	for word, rows := range l.speech {
		add(word, rows[0].tag)
	}
	for word, rows := range l.doers {
		add(word, rows[0].tag)
	}
}

func readTable(name string, fields int, row func([]string) error) error {
	raw, err := tables.ReadFile("data/" + name + ".tsv")
	if err != nil {
		return err
	}
	for n, line := range strings.Split(string(raw), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != fields {
			return fmt.Errorf("data/%s.tsv line %d: %d fields, want %d", name, n+1, len(f), fields)
		}
		if err := row(f); err != nil {
			return fmt.Errorf("data/%s.tsv line %d: %w", name, n+1, err)
		}
	}
	return nil
}

func (l *lexicon) addCue(f []string) error {
	word, particle, _ := strings.Cut(f[0], "+")
	c := cue{word: word, particle: particle, tag: f[1], predicate: ascribe.Predicate(f[2]), value: strings.TrimPrefix(f[3], "-")}
	if !c.predicate.Valid() {
		return fmt.Errorf("unknown predicate %q", f[2])
	}
	if c.value != "method" && !c.predicate.Allows(c.value) {
		return fmt.Errorf("%s takes no value %q", c.predicate, c.value)
	}
	var err error
	if c.subject, err = parseSlots(f[4]); err != nil {
		return err
	}
	if c.object, err = parseSlots(f[5]); err != nil {
		return err
	}
	var ok bool
	if c.accepts[0], c.accepts[1], ok = strings.Cut(f[6], ">"); !ok {
		return fmt.Errorf("accepts %q: want subject>object", f[6])
	}
	l.cues[word] = append(l.cues[word], c)
	return nil
}

func parseSlots(s string) ([]slot, error) {
	var out []slot
	for _, part := range strings.Split(s, ",") {
		name, prepositions, _ := strings.Cut(part, ":")
		switch name {
		case "agent", "patient", "poss", "mod", "named", "by", "cop", "appos", "light", "told", "colon", "org", "as", "sufferer", "shows", "threat", "helped", "orderer", "ordered", "given", "sought", "-":
			out = append(out, slot{name: name})
		case "via":
			noun, inner, _ := strings.Cut(prepositions, ":")
			out = append(out, slot{name: name, noun: noun, prepositions: strings.Split(inner, "|")})
		case "between":
			out = append(out, slot{name: name, noun: prepositions})
		case "in", "event":
			out = append(out, slot{name: name, prepositions: strings.Split(prepositions, "|")})
		default:
			return nil, fmt.Errorf("unknown slot %q", part)
		}
	}
	return out, nil
}

func (l *lexicon) addSpeech(f []string) error {
	word, particle, _ := strings.Cut(f[0], "+")
	l.speech[word] = append(l.speech[word], speech{word, particle, f[1], f[2]})
	return nil
}

func (l *lexicon) addNouns(f []string) error {
	for _, lemma := range strings.Fields(f[1]) {
		l.classes[lemma] = append(l.classes[lemma], f[0])
	}
	return nil
}

func (l *lexicon) addEstimate(f []string) error {
	low, err := strconv.Atoi(f[1])
	if err != nil {
		return err
	}
	high, err := strconv.Atoi(f[2])
	if err != nil {
		return err
	}
	l.estimative = append(l.estimative, estimate{strings.Fields(f[0]), low, high})
	return nil
}

func (l *lexicon) addGrade(f []string) error {
	if ascribe.NewConfidence(f[1], "") == nil {
		return fmt.Errorf("unknown level %q", f[1])
	}
	l.confidence = append(l.confidence, grade{strings.Fields(f[0]), f[1]})
	return nil
}

func (l *lexicon) addMethod(f []string) error {
	l.methods = append(l.methods, newMethod(f))
	return nil
}

func (l *lexicon) addMotive(f []string) error {
	l.motives = append(l.motives, newMethod(f))
	return nil
}

func newMethod(f []string) method {
	m := method{value: f[0], lemmas: map[string]bool{}}
	for _, lemma := range strings.Fields(f[1]) {
		m.lemmas[lemma] = true
	}
	return m
}

// cueAt returns the rows whose word stands at token i, particle included.
func (l *lexicon) cuesAt(t *tree, i int) []cue {
	var out []cue
	if t.premodifies(i) {
		return nil
	}
	for _, c := range l.cues[t.lemma(i)] {
		if tagMatches(t, i, c.tag) && (c.particle == "" || t.hasParticle(i, c.particle)) {
			out = append(out, c)
		}
	}
	return preferParticle(out)
}

// premodifies reports whether a verb form stands before the noun it belongs to
// ("hacking group", "targeted countries"): it says what kind, not that it happened.
func (t *tree) premodifies(i int) bool {
	return t.rel(i, "amod", "compound") && t.head(i) > i && t.Tokens[i].XPOS != "NN" && t.Tokens[i].XPOS != "NNS" && t.Tokens[i].XPOS != "NNP"
}

// preferParticle keeps only the rows with a particle when there is one:
// "break off" is not "break".
func preferParticle(rows []cue) []cue {
	for _, r := range rows {
		if r.particle != "" {
			var kept []cue
			for _, r := range rows {
				if r.particle != "" {
					kept = append(kept, r)
				}
			}
			return kept
		}
	}
	return rows
}

// speechAt returns the row for a word of speech at token i.
func (l *lexicon) speechAt(t *tree, i int) (speech, bool) {
	if i+1 < len(t.Tokens) && t.form(i) == "think" && strings.HasPrefix(t.form(i+1), "tank") {
		return speech{}, false
	}
	for _, s := range l.speech[t.lemma(i)] {
		if tagMatches(t, i, s.tag) && (s.particle == "" || t.hasParticle(i, s.particle)) {
			return s, true
		}
	}
	return speech{}, false
}

func (t *tree) hasParticle(i int, particle string) bool {
	for _, k := range t.kids[i] {
		if t.form(k) == particle && t.rel(k, "compound", "advmod", "case", "mark", "obl") {
			return true
		}
	}
	return i+1 < len(t.Tokens) && t.form(i+1) == particle
}

func tagMatches(t *tree, i int, tag string) bool {
	switch tag {
	case "verb":
		return t.upos(i, "VERB", "AUX") || t.upos(i, "ADJ") && (t.Tokens[i].XPOS == "VBN" || t.Tokens[i].XPOS == "VBG")
	case "noun":
		return t.upos(i, "NOUN", "PROPN")
	case "adj":
		return t.upos(i, "ADJ")
	}
	return false
}

// is reports whether a noun lemma is in a class.
func (l *lexicon) is(lemma, class string) bool {
	for _, c := range l.classes[lemma] {
		if c == class {
			return true
		}
	}
	return false
}

// doer is one row of doers.tsv: how a governing word gives a deed its doer.
type doer struct {
	particle, tag string
	deed          slot
	doers         []slot // tried in order
	measure       bool   // of charges and sanctions, not of attacks
	act           bool   // a deed even of "it"
}

func (l *lexicon) addDoer(f []string) error {
	word, particle, _ := strings.Cut(f[0], "+")
	deed, err := parseSlots(f[2])
	if err != nil {
		return err
	}
	doers, err := parseSlots(f[3])
	if err != nil {
		return err
	}
	l.doers[word] = append(l.doers[word], doer{particle, f[1], deed[0], doers, f[4] == "measure", f[4] == "act"})
	return nil
}

func (l *lexicon) addEpithet(f []string) error {
	e := epithet{ascribe.Predicate(f[1]), strings.TrimPrefix(f[2], "-"), f[3]}
	if !e.predicate.Valid() || !e.predicate.Allows(e.value) || e.subject != "name" && e.subject != "party" {
		return fmt.Errorf("epithet %q: bad predicate, value or subject", f[0])
	}
	l.epithets[f[0]] = e
	return nil
}

var techniqueID = regexp.MustCompile(`^T\d{4}(\.\d{3})?$`)

func (l *lexicon) addTechnique(f []string) error {
	if !techniqueID.MatchString(f[1]) || len(strings.Fields(f[0])) > longestTechnique {
		return fmt.Errorf("technique %q: bad id or too long", f[0])
	}
	l.techniques[f[0]] = f[1]
	return nil
}
