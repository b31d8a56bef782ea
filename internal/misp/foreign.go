package misp

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/transcript"
)

//go:embed meanings.tsv
var meaningTable string

// role is what somebody or something is to an event.
type role string

const (
	actorRole    role = "actor"
	campaignRole role = "campaign"
	victimRole   role = "victim"
	sectorRole   role = "sector"
	meansRole    role = "means"
)

// named is somebody or something that an event names, with the place where it does.
type named struct {
	role  role
	party ascribe.Party
	value string // the ATT&CK id of a technique
	where string // identifier of the attribute, galaxy cluster or event
	words string // a comment on it
	tags  []Tag
	from  ascribe.Day
	to    ascribe.Day
}

// others takes what an event of others claims: that the actor it names, or
// somebody it doesn't name, attacked each victim and used each means; and what is
// thought of that.
func (r *reader) others() {
	r.judge(r.carried)
	found := r.namedIn()
	if len(found) == 0 {
		return
	}
	if r.Publisher == nil {
		r.Leave("event "+r.event.UUID, "it does not say who made it (Orgc)", "name its maker with --publisher NAME")
		return
	}
	perpetrator := perpetratorOf(found)
	var told []told
	for _, n := range found {
		s, ok := statement(n, perpetrator)
		if !ok {
			continue
		}
		told = append(told, tell(n, s))
	}
	if len(told) == 0 && perpetrator != nil { // an actor alone: it attacked somebody
		s := ascribe.Statement{Predicate: ascribe.Attacked, Subject: &perpetrator.party}
		told = append(told, tell(*perpetrator, s))
	}
	for _, t := range told {
		r.tell(t)
	}
	r.judge(told)
}

// told is a statement with the place that makes it.
type told struct {
	named
	ascribe.Statement
}

func tell(n named, s ascribe.Statement) told {
	if n.from != "" || n.to != "" {
		s.When = &ascribe.Interval{From: n.from, To: n.to}
	}
	return told{n, s}
}

// perpetratorOf is the one actor that an event names, else the one campaign; nil
// where there is none, or several: which of them did it is not said.
func perpetratorOf(found []named) *named {
	for _, wanted := range []role{actorRole, campaignRole} {
		var one *named
		for i, n := range found {
			switch {
			case n.role != wanted:
			case one == nil:
				one = &found[i]
			case one.party.Key() != n.party.Key():
				return nil
			}
		}
		if one != nil {
			return one
		}
	}
	return nil
}

// statement is what naming somebody or something says of the event.
func statement(n named, perpetrator *named) (ascribe.Statement, bool) {
	s := ascribe.Statement{Object: &n.party}
	if perpetrator != nil {
		s.Subject = &perpetrator.party
	}
	switch n.role {
	case victimRole, sectorRole:
		s.Predicate = ascribe.Attacked
	case meansRole:
		s.Predicate, s.Value = ascribe.Used, n.value
	default:
		return s, false
	}
	return s, true
}

func (r *reader) tell(t told) {
	tags := append(slices.Clone(t.tags), r.event.Tags...)
	r.Tell(transcript.Told{By: *r.Publisher, Stance: ascribe.Asserts, Statement: t.Statement, Said: dayOf(r.event.Date),
		Confidence: confidence(tags), Likelihood: likelihood(tags), Words: t.words, What: string(t.role), Where: t.where})
}

// judge takes opinions: of the event on everything that it says, of a part on what that says.
func (r *reader) judge(all []told) {
	for _, o := range r.opinions {
		stance := stanceOf(int(o.Opinion))
		name := transcript.Line(string(o.Authors))
		if org := transcript.Line(o.Orgc.Name); org != "" {
			name = org
		}
		if stance == "" || name == "" || o.Orgc.UUID == organisation().UUID { // ours stand in for claims that are objects too
			continue
		}
		by := r.Named(name, transcript.Publishers()...)
		for _, t := range all {
			if o.ObjectUUID == t.where || o.ObjectUUID == r.event.UUID {
				r.Tell(transcript.Told{By: by, Stance: stance, Statement: t.Statement, Said: dayOf(o.Created), Words: string(o.Comment),
					What: fmt.Sprintf("opinion %d", o.Opinion), Where: o.UUID})
			}
		}
	}
}

// stanceOf is what a score means; "" in the middle.
func stanceOf(score int) ascribe.Stance {
	switch {
	case score < 20:
		return ascribe.Denies
	case score < 50:
		return ascribe.Doubts
	case score > 50:
		return ascribe.Asserts
	}
	return ""
}

// namedIn lists whom and what an event names, each once.
func (r *reader) namedIn() []named {
	var out []named
	seen := map[string]bool{}
	add := func(n named, ok bool) {
		if key := string(n.role) + n.party.Key(); ok && !seen[key] && n.party.Name != "" {
			seen[key] = true
			out = append(out, n)
		}
	}
	r.marks(r.event.UUID, "", r.event.Tags, r.event.Galaxies, add)
	for _, a := range r.attributes {
		if row := meaning("attribute", a.Type); row != nil {
			n := named{role: role(row[0]), party: r.Named(string(a.Value), typesOf(row[1])...), where: a.UUID,
				words: string(a.Comment), tags: a.Tags, from: dayOf(a.FirstSeen), to: dayOf(a.LastSeen)}
			add(n, true)
		}
		r.marks(a.UUID, string(a.Comment), a.Tags, a.Galaxies, add)
	}
	return out
}

// marks lists what the tags and galaxies of a part name.
func (r *reader) marks(where, words string, tags []Tag, galaxies []foundGalaxy, add func(named, bool)) {
	for _, g := range galaxies {
		for _, c := range g.Clusters {
			kind := c.Type
			if kind == "" {
				kind = g.Type
			}
			n, ok := r.cluster(kind, c.Value, c.UUID)
			n.where, n.words, n.tags = where, words, tags
			add(n, ok)
		}
	}
	for _, t := range tags {
		if m := galaxyTag.FindStringSubmatch(t.Name); m != nil {
			n, ok := r.cluster(m[1], m[2], "")
			n.where, n.words, n.tags = where, words, tags
			add(n, ok)
		}
	}
}

var (
	galaxyTag   = regexp.MustCompile(`^misp-galaxy:([a-z0-9-]+)="(.+)"$`)
	techniqueID = regexp.MustCompile(`^(.*) - (T\d{4}(?:\.\d{3})?)$`)
	attackID    = regexp.MustCompile(`^(.*) - ([GS]\d{4})$`)
)

// cluster is what an entry of a galaxy stands for.
func (r *reader) cluster(kind, value, id string) (named, bool) {
	row := meaning("galaxy", kind)
	if row == nil || transcript.Line(value) == "" {
		return named{}, false
	}
	n := named{role: role(row[0])}
	value = transcript.Line(value)
	if m := techniqueID.FindStringSubmatch(value); m != nil {
		n.value = m[2]
		n.party = ascribe.Party{ID: "technique:" + strings.ToLower(m[2]), Name: m[1], Text: value, Type: string(ascribe.Technique)}
		return n, true
	}
	if p, ok := r.External("misp", id, value); ok {
		n.party = p
		return n, true
	}
	if m := attackID.FindStringSubmatch(value); m != nil {
		value = m[1]
		if p, ok := r.External("attack", m[2], value); ok {
			n.party = p
			return n, true
		}
	}
	if n.role == sectorRole { // a sector stands as one party
		n.party = ascribe.Party{Name: "the sector " + value, Text: value}
		return n, true
	}
	n.party = r.Named(value, typesOf(row[1])...)
	return n, true
}

// typesOf are the types of entity that a name may mean.
func typesOf(kind string) []ascribe.EntityType {
	switch t := ascribe.EntityType(kind); t {
	case ascribe.State:
		return []ascribe.EntityType{ascribe.Place, ascribe.State}
	case ascribe.Organisation:
		return transcript.Publishers()[:3]
	default:
		return []ascribe.EntityType{t}
	}
}

// meaning finds a line of the table.
func meaning(what, kind string) []string {
	for line := range strings.Lines(meaningTable) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) == 4 && cells[0] == what && cells[1] == kind {
			return cells[2:]
		}
	}
	return nil
}

var (
	confidenceTag = regexp.MustCompile(`^estimative-language:confidence-in-analytic-judgment="(high|moderate|low)"$`)
	likelihoodTag = regexp.MustCompile(`^estimative-language:likelihood-probability="([a-z-]+)"$`)
)

// confidence is the analytic confidence that tags state, nil where they state none.
func confidence(tags []Tag) *ascribe.Confidence {
	for _, t := range tags {
		if m := confidenceTag.FindStringSubmatch(t.Name); m != nil {
			return ascribe.NewConfidence(m[1], t.Name)
		}
	}
	return nil
}

// likelihood is the probability that tags state, nil where they state none.
func likelihood(tags []Tag) *ascribe.Likelihood {
	for _, t := range tags {
		m := likelihoodTag.FindStringSubmatch(t.Name)
		if m == nil {
			continue
		}
		for line := range strings.Lines(likelihoodTable) {
			l := ascribe.Likelihood{Words: strings.ReplaceAll(m[1], "-", " ")}
			span, word, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			if n, err := fmt.Sscanf(span, "%d–%d", &l.Low, &l.High); n == 2 && err == nil && word == m[1] {
				return &l
			}
		}
	}
	return nil
}
