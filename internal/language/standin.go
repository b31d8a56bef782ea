package language

// StandIns is what a Gazetteer may know besides: one word that stands for all
// words of a kind. Tags and trees are found with it, so that a text about two
// states is parsed alike whichever they are.
type StandIns interface{ StandIn(form string) string }

func (p *Parser) standIn(form string) string {
	if g, ok := p.options.Gazetteer.(StandIns); ok {
		return g.StandIn(form)
	}
	return form
}
