package misp

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/selection"
	"ascribe/internal/transcript"
	"ascribe/internal/wording"
)

//go:embed tags.tsv
var likelihoodTable string

// inherited is the distribution of what belongs to an event: the event's own.
const inherited = "5"

// Grade is an Admiralty grade: of a source A to F, of what it says 1 to 6; ""
// and 0 where nobody graded.
type Grade struct {
	Reliability string
	Credibility int
}

// Options say how events are made. The zero value is fit for use.
type Options struct {
	Knowledge *knowledge.Base                       // tells clusters of the galaxy; nil tells none
	Disputed  func(statement string) []ledger.Entry // who denies or doubts a statement; nil knows the document alone
	Grade     func(ascribe.Claim) Grade             // nil grades nothing
	Incidents map[string][]string                   // of claims: the incidents that they belong to
	Tags      []string                              // put on every event, such as tlp:green
}

// Exporter makes events of documents.
type Exporter struct {
	Options
	claim, document template
}

// NewExporter makes an exporter; an error means that the program's own data is broken.
func NewExporter(o Options) (*Exporter, error) {
	e := &Exporter{Options: o}
	var err error
	if e.claim, err = readTemplate(claimTemplate); err != nil {
		return nil, err
	}
	e.document, err = readTemplate(documentTemplate)
	return e, err
}

// organisation is who makes the events.
func organisation() Org { return Org{UUID: newUUID("organisation", "ascribe"), Name: "ascribe"} }

// Event makes the event of a document. One with a part of a document's claims
// is another event than one with all.
func (e *Exporter) Event(d selection.Document) (Event, error) {
	day := d.Published
	if day == "" {
		day = ascribe.DayOf(d.Read)
	}
	made := d.ID
	for _, c := range d.Claims {
		if d.Partial {
			made += " " + c.ID
		}
	}
	out := Event{UUID: EventUUID(made), Info: d.Title, Date: string(day), ThreatLevel: "4", Analysis: "2", Distribution: "0",
		Timestamp: seconds(day), Orgc: organisation()}
	if out.Info == "" {
		out.Info = d.Shared().File
	}
	out.Tags = e.tags(d)
	described, err := e.described(d.Shared(), out)
	if err != nil {
		return out, err
	}
	out.Objects = append(out.Objects, *described)
	for _, c := range d.Claims {
		o, err := e.said(d, c)
		if err != nil {
			return out, err
		}
		out.Objects = append(out.Objects, *o)
	}
	return out, nil
}

// tags are those of the whole event: the user's, and the incidents it tells of.
func (e *Exporter) tags(d selection.Document) []Tag {
	names := slices.Clone(e.Tags)
	for _, c := range d.Claims {
		for _, incident := range e.Incidents[c.ID] {
			names = append(names, fmt.Sprintf("ascribe:incident=%q", incident))
		}
	}
	slices.Sort(names)
	var out []Tag
	for _, name := range slices.Compact(names) {
		out = append(out, Tag{name})
	}
	return out
}

// described is the object of the document itself.
func (e *Exporter) described(d ascribe.Document, event Event) (*Object, error) {
	whole, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	o := e.document.object(newUUID("document", event.UUID), event.Timestamp)
	for _, v := range [][2]string{{"title", d.Title}, {"publisher", d.Publisher}, {"published", string(d.Published)},
		{"link", d.URL}, {"sha256", d.SHA256}, {"document", string(whole)}} {
		e.document.add(o, v[0], v[1])
	}
	return o, nil
}

// said is the object of a claim, with what others think of it.
func (e *Exporter) said(d selection.Document, c ascribe.Claim) (*Object, error) {
	whole, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	day := ledger.SaidDay(d.Document, c)
	o := e.claim.object(objectUUID(c.ID), seconds(day))
	o.Comment = c.ID
	grade := e.grade(c)
	e.claim.add(o, "summary", transcript.Sentence(c)).tag(estimates(c)...).tag(credibility(grade)...)
	e.claim.add(o, "source", c.Source.Name).tag(reliability(grade)...)
	for _, p := range c.SpeaksFor {
		e.claim.add(o, "speaks-for", p.Name)
	}
	for _, p := range c.Via {
		e.claim.add(o, "via", p.Name)
	}
	e.claim.add(o, "stance", string(c.Stance))
	e.claim.add(o, "predicate", string(c.Predicate))
	e.party(o, "subject", c.Subject)
	e.party(o, "object", c.Object)
	e.rest(o, c, day)
	e.claim.add(o, "claim", string(whole))
	o.AnalystData = e.thought(d, c, o.UUID, day)
	return o, nil
}

func (e *Exporter) grade(c ascribe.Claim) Grade {
	if e.Grade == nil {
		return Grade{}
	}
	return e.Grade(c)
}

// party names a party; a known threat actor is a cluster of the galaxy.
func (e *Exporter) party(o *Object, relation string, p *ascribe.Party) {
	if p == nil {
		return
	}
	a := e.claim.add(o, relation, p.Name)
	if cluster, ok := e.cluster(p.ID); ok {
		a.Galaxies = []Galaxy{{UUID: actorGalaxy, Name: "Threat Actor", Type: actorType, Clusters: []Cluster{cluster}}}
		a.tag(cluster.Tag)
	}
}

// The galaxy of threat actors, by the identifier that MISP publishes.
const (
	actorGalaxy = "698774c7-8022-42c4-917f-8d6e4f06ada3"
	actorType   = "threat-actor"
)

// cluster is the entry of the galaxy that stands for a threat actor.
func (e *Exporter) cluster(id string) (Cluster, bool) {
	if e.Knowledge == nil || !strings.HasPrefix(id, string(ascribe.ThreatActor)+":") {
		return Cluster{}, false
	}
	known, ok := e.Knowledge.Entity(id)
	if !ok || len(known.External["misp"]) != 1 {
		return Cluster{}, false
	}
	for _, n := range e.Knowledge.Names(id) {
		if n.Source == "MISP galaxy" && n.Kind == knowledge.PrimaryName {
			return Cluster{UUID: known.External["misp"][0], Type: actorType, Value: n.Name, Tag: fmt.Sprintf("misp-galaxy:%s=%q", actorType, n.Name)}, true
		}
	}
	return Cluster{}, false
}

// rest adds what else a claim has.
func (e *Exporter) rest(o *Object, c ascribe.Claim, day ascribe.Day) {
	values := [][2]string{{"value", c.Value}}
	if c.When != nil {
		values = append(values, [2]string{"first", string(c.When.From)}, [2]string{"last", string(c.When.To)})
	}
	values = append(values, [2]string{"said", string(day)})
	if c.Confidence != nil {
		values = append(values, [2]string{"confidence", c.Confidence.Level})
	}
	values = append(values, [2]string{"likelihood", wording.Degree(nil, c.Likelihood)}, [2]string{"hedge", c.Hedge}, [2]string{"quote", c.Quote.Text},
		[2]string{"position", fmt.Sprintf("%d-%d", c.Quote.Start, c.Quote.End)})
	for _, v := range values {
		e.claim.add(o, v[0], v[1])
	}
}

// tag adds tags.
func (a *Attribute) tag(names ...string) *Attribute {
	for _, name := range names {
		a.Tags = append(a.Tags, Tag{name})
	}
	return a
}

// estimates are a claim's grades as tags of the taxonomy estimative-language (ICD 203).
func estimates(c ascribe.Claim) []string {
	var out []string
	if c.Confidence != nil {
		out = append(out, fmt.Sprintf("estimative-language:confidence-in-analytic-judgment=%q", c.Confidence.Level))
	}
	if c.Likelihood == nil {
		return out
	}
	for line := range strings.Lines(likelihoodTable) {
		span, word, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if ok && span == fmt.Sprintf("%d–%d", c.Likelihood.Low, c.Likelihood.High) {
			out = append(out, fmt.Sprintf("estimative-language:likelihood-probability=%q", word))
		}
	}
	return out
}

func reliability(g Grade) []string {
	if g.Reliability == "" {
		return nil
	}
	return []string{fmt.Sprintf("admiralty-scale:source-reliability=%q", strings.ToLower(g.Reliability))}
}

func credibility(g Grade) []string {
	if g.Credibility == 0 {
		return nil
	}
	return []string{fmt.Sprintf("admiralty-scale:information-credibility=%q", strconv.Itoa(g.Credibility))}
}

// unknown stands where a day is not known: MISP wants a time.
const unknown ascribe.Day = "2020-01-01"

// seconds is the beginning of a day in seconds since 1970.
func seconds(d ascribe.Day) string {
	return strconv.FormatInt(cmp.Or(d, unknown).Time().Unix(), 10)
}
