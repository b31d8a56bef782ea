// Package dossier turns an incident's assessment into what a reader sees: a
// value (Dossier) whose every line carries the citations that it rests on, and
// writers of that value as text, Markdown and JSON.
//
// Entry points: Build makes the value, Dossier.Text, Dossier.Markdown and
// Dossier.JSON write it. Nothing in it is inferred: a line says what cited
// claims say, and a citation resolves to a quote and its document.
package dossier

import (
	"ascribe"
	"ascribe/internal/assess"
)

// Dossier is one incident, ready to be rendered. Lists are in reading order and
// never hold a line without a citation.
type Dossier struct {
	ID           string            `json:"id"`
	Title        string            `json:"title"`
	AsOf         ascribe.Day       `json:"as_of,omitempty"` // only what was said until then; "" is everything
	Contested    bool              `json:"contested"`
	When         *ascribe.Interval `json:"when"`
	Victim       *ascribe.Party    `json:"victim"`
	Known        Known             `json:"known_from"`
	Lead         []Line            `json:"in_short"`
	Matrix       Matrix            `json:"matrix"`
	Support      []Support         `json:"support"`
	Statements   []Statement       `json:"statements"`   // said in more than one document, or by more than one source, or contested
	Independence []Line            `json:"independence"` // who is not counted again, and why
	Competing    Competing         `json:"competing"`
	Grounds      []Group           `json:"grounds"`   // by whose word
	Names        []Line            `json:"names"`     // which name equals or belongs to which, says who
	Effects      []Group           `json:"effects"`   // by what happened: disrupted, suspended, … , stayed up
	Responses    []Line            `json:"responses"` // sanctions, diplomacy, censure, in order of time
	Earlier      []Line            `json:"earlier"`   // deeds of the same kind from before the incident
	Timeline     []Moment          `json:"timeline"`
	Disputes     []Line            `json:"disputes"`
	Others       []Line            `json:"others"`  // claims of the incident that no section above takes up
	Unknown      []string          `json:"unknown"` // what these documents do not tell
	Garbled      []Line            `json:"garbled"` // names that can't be meant as they stand
	Documents    []Document        `json:"documents"`
	Reasons      []string          `json:"reasons,omitempty"` // why these claims form one incident
	Citations    []Citation        `json:"citations"`         // in order of Ref
}

// Known counts what the dossier rests on.
type Known struct {
	Documents int `json:"documents"`
	Sources   int `json:"sources"`  // parties that commit to a statement; a person counts with their office
	Relaying  int `json:"relaying"` // documents that relay somebody else's claim
	Copies    int `json:"copies"`   // documents that repeat another's text
}

// Line is a sentence or a phrase with what it rests on.
type Line struct {
	Text  string   `json:"text"`
	Refs  []string `json:"refs,omitempty"`  // Citation.Ref
	Known string   `json:"known,omitempty"` // where the knowledge has it from, of what no claim of the dossier says
}

// Group is a heading with its lines.
type Group struct {
	Heading string `json:"heading"`
	Note    string `json:"note,omitempty"` // such as the kind of the source
	Lines   []Line `json:"lines"`
}

// Matrix is who says what of whom. Cells are sparse: Row.Cells is parallel to
// Columns, a cell without marks is empty.
type Matrix struct {
	Columns []Column `json:"columns"`
	Rows    []Row    `json:"rows"`
}

// Column is one accused.
type Column struct {
	Key   string `json:"key"` // ascribe.Party key, or "unnamed:" and a country
	Name  string `json:"name"`
	Under string `json:"under,omitempty"` // Key of the column that it is said to belong to
	Ties  []Line `json:"ties,omitempty"`  // who places it under whom
}

// Row is one source with its marks.
type Row struct {
	Key    string      `json:"key"`
	Name   string      `json:"name"`
	Kind   string      `json:"kind"`             // "state", "state body", "company", …
	Roles  []string    `json:"roles,omitempty"`  // "victim", "accused"
	Voices []string    `json:"voices,omitempty"` // who spoke for it
	Said   ascribe.Day `json:"said,omitempty"`   // first, "" when not known
	Grade  Grade       `json:"grade"`
	Cells  []Cell      `json:"cells"`
}

// Cell is what one source says of one accused.
type Cell struct {
	Marks []Mark `json:"marks,omitempty"`
}

// Mark is one stance within a cell. Symbol repeats Words in one character, so
// that neither colour nor symbol alone carries the meaning.
type Mark struct {
	Symbol string   `json:"symbol"` // ● asserts the act, ◐ sponsorship, ◔ link, ✕ denies, ? doubts, – withholds, ! accuses otherwise
	Words  string   `json:"words"`  // such as "asserts, high confidence"
	Stance string   `json:"stance"`
	Refs   []string `json:"refs"`
}

// Grade is an Admiralty grade with the rule that gave it, line by line.
type Grade struct {
	Grade string   `json:"grade"` // A to F of a source, 1 to 6 of a statement
	Words string   `json:"words,omitempty"`
	Lines []string `json:"lines"`
}

// Support is how many stand for and against one accusation, each count with its list, and what their words add up to.
type Support struct {
	Accused   string `json:"accused"`
	Text      string `json:"text"`
	Contested bool   `json:"contested"`
	Tally
	Refs   []string `json:"refs"`
	Figure Figure   `json:"figure"`
}

// Tally is the counts' lists, as names.
type Tally struct {
	Asserting    []string `json:"asserting"` // independent sources
	Publications []string `json:"publications,omitempty"`
	Admitting    []string `json:"admitting,omitempty"`
	Denying      []string `json:"denying,omitempty"`  // "(the accused)" where so
	Doubting     []string `json:"doubting,omitempty"` // doubts or withholds
	Relays       []int    `json:"relays,omitempty"`   // numbers of documents that only relay one of them
	Aside        []string `json:"aside,omitempty"`    // who is not counted, and why
}

// Figure is a support figure: an opinion of subjective logic with its arithmetic.
// It tells how much the sources claim, not how likely it is true.
type Figure struct {
	Text  string         `json:"text"`
	All   assess.Opinion `json:"all"`
	Free  assess.Opinion `json:"free"` // without those who have a stake
	Steps []Line         `json:"steps"`
}

// Statement is one statement with everybody who takes a stance on it.
type Statement struct {
	Text      string `json:"text"`
	Contested bool   `json:"contested"`
	Tally
	Counts      string   `json:"counts"` // the tally in words
	Credibility Grade    `json:"credibility"`
	Refs        []string `json:"refs"`
}

// Competing is the analysis of competing hypotheses: evidence by hypothesis. Row.Fits and
// Inconsistent are parallel to Hypotheses.
type Competing struct {
	Hypotheses   []string       `json:"hypotheses"`
	Rows         []CompetingRow `json:"rows"`
	Inconsistent []int          `json:"inconsistent"` // pieces of evidence that speak against it
}

// CompetingRow is one piece of evidence.
type CompetingRow struct {
	Line
	Source     string   `json:"source"`
	Diagnostic bool     `json:"diagnostic"` // tells hypotheses apart
	Fits       []Fitted `json:"fits"`
}

// Fitted is what evidence means for one hypothesis: + consistent, − inconsistent, · neutral.
type Fitted struct {
	Symbol string `json:"symbol"`
	Fit    string `json:"fit"`
	Why    string `json:"why,omitempty"`
}

// Moment is one entry of the timeline.
type Moment struct {
	From ascribe.Day `json:"from,omitempty"` // "" when not known: such moments come last
	To   ascribe.Day `json:"to,omitempty"`
	When string      `json:"when"` // such as "15 Jul 2022", "Jul 2022", "–"
	Lane string      `json:"lane"` // "deed", "statement" or "response"
	Line
}

// Document is one document that the dossier rests on.
type Document struct {
	Number int    `json:"number"` // the first half of a citation's Ref
	Claims int    `json:"claims"`
	Notes  []Line `json:"notes,omitempty"` // flags, copies
	ascribe.Document
}

// Citation is where a line comes from.
type Citation struct {
	Ref      string         `json:"ref"` // "2:14", document number and claim number within it
	Claim    string         `json:"claim"`
	Document string         `json:"document"`
	Source   string         `json:"source"`
	Via      []string       `json:"via,omitempty"`
	Stance   ascribe.Stance `json:"stance"`
	Quote    ascribe.Quote  `json:"quote"`
	Grade    string         `json:"grade"` // of source and statement together, such as "B2"
}
