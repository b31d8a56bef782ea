package language

import (
	_ "embed"
	"fmt"

	"ascribe/internal/language/lemma"
	"ascribe/internal/language/lexis"
	"ascribe/internal/language/linear"
	"ascribe/internal/language/name"
	"ascribe/internal/language/segment"
	"ascribe/internal/language/tag"
	"ascribe/internal/language/tree"
	"ascribe/internal/language/weights"
)

//go:embed data/english.bin
var english []byte

// Parser turns text into an Analysis. It is read-only after New and safe for
// concurrent use.
type Parser struct {
	options Options
	*models
}

type models struct {
	segmenter  *segment.Segmenter
	lexicon    *lexis.Lexicon
	tagger     *tag.Tagger
	parser     *tree.Parser
	lemmatizer *lemma.Lemmatizer
	recogniser *name.Recogniser
}

// New loads the embedded weights.
func New(options Options) (*Parser, error) {
	m, err := load(english)
	if err != nil {
		return nil, fmt.Errorf("language: embedded weights: %w", err)
	}
	return &Parser{options: options, models: m}, nil
}

func load(data []byte) (*models, error) {
	f, err := weights.Decode(data)
	if err != nil {
		return nil, err
	}
	m := &models{lexicon: lexis.NewLexicon(nil)}
	section, err := f.Get("segment/boundary")
	if err != nil {
		return nil, err
	}
	boundary, err := linear.Decode(section)
	if err != nil {
		return nil, err
	}
	m.segmenter = segment.New(boundary)
	if m.tagger, err = tag.Load(f); err != nil {
		return nil, err
	}
	if m.parser, err = tree.Load(f); err != nil {
		return nil, err
	}
	if m.recogniser, err = name.Load(f); err != nil {
		return nil, err
	}
	if section, err = f.Get("lemma"); err != nil {
		return nil, err
	}
	m.lemmatizer, err = lemma.Decode(section)
	return m, err
}

// Parse analyses text, which may be any bytes. The same text gives the same
// Analysis.
func (p *Parser) Parse(text string) *Analysis {
	cuts := p.segmenter.Tokens(text)
	a := &Analysis{Text: text, Tokens: make([]Token, len(cuts))}
	for i, c := range cuts {
		a.Tokens[i] = Token{Start: c.Start, End: c.End, Form: c.Form, Space: c.Space}
	}
	first := 0
	for _, last := range p.segmenter.Ends(cuts) {
		a.Sentences = append(a.Sentences, Sentence{Start: cuts[first].Start, End: cuts[last-1].End, First: first, Last: last})
		a.Names = append(a.Names, p.sentence(a.Tokens[first:last], first)...)
		first = last
	}
	return a
}

// Tree analyses one sentence that is already cut into tokens. The tokens'
// offsets are those of the forms joined by single spaces.
func (p *Parser) Tree(forms []string) []Token {
	tokens := make([]Token, len(forms))
	at := 0
	for i, form := range forms {
		tokens[i] = Token{Start: at, End: at + len(form), Form: segment.Fold(form), Space: true}
		at += len(form) + 1
	}
	p.sentence(tokens, 0)
	return tokens
}

// Names finds the names in one sentence that is already cut into tokens, with
// offsets as Tree gives them, and with the types that Parse leaves out.
func (p *Parser) Names(forms []string) []Name {
	tokens := p.Tree(forms)
	words := p.words(tokens)
	p.tagger.Tag(words)
	return p.names(tokens, 0, words)
}

func (p *Parser) words(tokens []Token) []lexis.Word {
	words := make([]lexis.Word, len(tokens))
	for i := range tokens {
		words[i] = p.lexicon.Word(p.standIn(tokens[i].Form))
	}
	return words
}

// sentence fills in tags, heads and lemmas of one sentence whose first token
// is number base of the text, and returns its names.
func (p *Parser) sentence(tokens []Token, base int) []Name {
	words := p.words(tokens)
	margins := p.tagger.Tag(words)
	arcs := p.parser.Parse(words)
	for i := range tokens {
		t := &tokens[i]
		t.UPOS, t.XPOS = p.tagger.Names(words[i].Tag)
		t.TagMargin, t.ArcMargin = margins[i], arcs[i].Margin
		t.Lemma = p.lemmatizer.Lemma(t.Form, t.XPOS)
		t.Rel, t.Head = p.parser.Rels[arcs[i].Rel], arcs[i].Head
		if t.Head != tree.Root {
			t.Head += base
		}
	}
	return reported(p.names(tokens, base, words))
}
