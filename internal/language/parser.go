package language

// Parser turns text into an Analysis. It is read-only after New and safe for
// concurrent use.
type Parser struct {
	options Options
}

// New loads the embedded weights.
func New(options Options) (*Parser, error) {
	return &Parser{options: options}, nil
}

// Parse analyses text, which may be any bytes. The same text gives the same
// Analysis.
func (p *Parser) Parse(text string) *Analysis {
	return &Analysis{Text: text}
}
