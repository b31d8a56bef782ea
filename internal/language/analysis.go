// Package language turns English text into sentences, tokens, tags,
// dependency trees and names. It depends on nothing else of ascribe.
package language

// Mode says how much time the parser may spend.
type Mode int

const (
	// Fast parses greedily: each decision is taken once.
	Fast Mode = iota
	// Accurate spends several times as long for better trees.
	Accurate
)

func (m Mode) String() string {
	if m == Fast {
		return "fast"
	}
	return "accurate"
}

// Gazetteer knows names. Longest says which class of known name (for example
// "threat-actor", "malware", "state", "organisation", "place", "person")
// starts at tokens[from] and how many tokens it takes; 0 if none does.
// It must be safe for concurrent use.
type Gazetteer interface {
	Longest(tokens []string, from int) (class string, length int)
}

// Options choose how a Parser works. The zero value is the fast mode without
// a gazetteer.
type Options struct {
	Mode      Mode
	Gazetteer Gazetteer // nil is fine
}

// Analysis is what the parser found in one text, in document order.
type Analysis struct {
	Text      string
	Tokens    []Token
	Sentences []Sentence
	Names     []Name
}

// Sentence is a span of Text and of Tokens.
type Sentence struct {
	Start, End  int // byte offsets in Text
	First, Last int // tokens, half-open
}

// Token is one syntactic word as Universal Dependencies v2 splits English:
// clitics stand alone ("Iran" + "'s", "do" + "n't").
type Token struct {
	Start, End int    // byte offsets in Text; Text[Start:End] is the surface form
	Form       string // quotes and dashes folded to ASCII, soft hyphens and zero-width characters dropped
	Lemma      string
	UPOS       string // universal part of speech
	XPOS       string // Penn Treebank tag
	Head       int    // index into Analysis.Tokens, -1 for a sentence root
	Rel        string // universal relation, with :pass, :agent, :relcl, :poss, :prt kept
	TagMargin  float32
	ArcMargin  float32
	Space      bool // white space follows
}

// Name is a span that the entity recogniser takes for a name or a date.
type Name struct {
	Start, End  int    // byte offsets in Text
	First, Last int    // tokens, half-open
	Type        string // an entity type of the extraction schema, "nationality" or "date"
	Confidence  float32
}
