package language

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"ascribe/internal/language/lemma"
	"ascribe/internal/language/lexis"
	"ascribe/internal/language/linear"
	"ascribe/internal/language/name"
	"ascribe/internal/language/neural"
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
	network    *neural.Model
}

// New loads the embedded weights.
func New(options Options) (*Parser, error) {
	m, err := embedded()
	if err != nil {
		return nil, fmt.Errorf("language: embedded weights: %w", err)
	}
	return &Parser{options: options, models: m}, nil
}

// NewFrom loads weights from the bytes of a weights file instead.
func NewFrom(data []byte, options Options) (*Parser, error) {
	m, err := load(data)
	if err != nil {
		return nil, fmt.Errorf("language: weights: %w", err)
	}
	return &Parser{options: options, models: m}, nil
}

// embedded loads the weights once for all parsers; they are read-only.
var embedded = sync.OnceValues(func() (*models, error) { return load(english) })

func load(data []byte) (*models, error) {
	f, err := weights.Decode(data)
	if err != nil {
		return nil, err
	}
	return unpack(f)
}

func unpack(f *weights.File) (*models, error) {
	section, err := f.Get("segment/boundary")
	if err != nil {
		return nil, err
	}
	boundary, err := linear.Decode(section)
	if err != nil {
		return nil, err
	}
	m := &models{segmenter: segment.New(boundary)}
	if m.lexicon, err = lexis.Load(f); err != nil {
		return nil, err
	}
	if m.tagger, err = tag.Load(f); err != nil {
		return nil, err
	}
	if m.parser, err = tree.Load(f); err != nil {
		return nil, err
	}
	if m.recogniser, err = name.Load(f); err != nil {
		return nil, err
	}
	if _, err := f.Get("neural/shape"); err == nil {
		if m.network, err = neural.Load(f, len(m.tagger.Tags), len(m.parser.Rels)); err != nil {
			return nil, err
		}
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
	var document []name.Sentence
	for _, last := range p.segmenter.Ends(cuts) {
		a.Sentences = append(a.Sentences, Sentence{Start: cuts[first].Start, End: cuts[last-1].End, First: first, Last: last})
		document = append(document, p.sentence(a.Tokens[first:last], first, text))
		first = last
	}
	name.Agree(document)
	for i, s := range a.Sentences {
		a.Names = append(a.Names, p.names(a.Tokens[s.First:s.Last], s.First, &document[i])...)
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
	p.analyse(tokens, 0, strings.Join(forms, " "))
	return tokens
}

// sentence fills in one sentence whose first token is number base of the text
// and returns its name spans.
func (p *Parser) sentence(tokens []Token, base int, text string) name.Sentence {
	words, forms := p.analyse(tokens, base, text)
	return name.Sentence{Forms: forms, Spans: p.find(forms, words)}
}

// clause fills in tags, heads and lemmas of tokens that make one tree.
func (p *Parser) clause(tokens []Token, base int) ([]lexis.Word, []string) {
	words, forms := make([]lexis.Word, len(tokens)), make([]string, len(tokens))
	for i := range tokens {
		forms[i] = tokens[i].Form
		words[i] = p.lexicon.Word(p.standIn(forms[i]))
	}
	margins := p.tagger.Tag(words)
	arcs := p.attach(words, margins)
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
	return words, forms
}

// attach parses one tagged sentence. In the accurate mode the network has the
// last word on tags and arcs.
func (p *Parser) attach(words []lexis.Word, margins []float32) []tree.Arc {
	arcs := p.parser.Parse(words)
	if p.options.Mode == Fast || p.network == nil {
		return arcs
	}
	proposed := make([]int, len(arcs))
	for i, arc := range arcs {
		proposed[i] = arc.Head
	}
	for i, w := range p.network.Parse(words, proposed) {
		arcs[i] = tree.Arc{Head: w.Head, Rel: uint16(w.Rel), Margin: w.Margin.Arc}
		p.tagger.Set(&words[i], uint16(w.Tag+1))
		margins[i] = w.Margin.Tag
	}
	return arcs
}
