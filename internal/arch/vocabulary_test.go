package arch

import "ascribe"

// vocabulary lists the words of the code that docs/terms.md must define.
func vocabulary() []string {
	var words []string
	for _, p := range ascribe.Predicates() {
		words = append(words, string(p))
		words = append(words, p.Values()...)
	}
	for _, s := range []ascribe.Stance{ascribe.Asserts, ascribe.Denies, ascribe.Doubts, ascribe.Withholds} {
		words = append(words, string(s))
	}
	for _, e := range ascribe.EntityTypes() {
		words = append(words, string(e))
	}
	for _, r := range []ascribe.Role{
		ascribe.NameRole, ascribe.AcronymRole, ascribe.DemonymRole, ascribe.MetonymRole,
		ascribe.OfficeRole, ascribe.DescriptionRole, ascribe.PronounRole,
	} {
		words = append(words, string(r))
	}
	for _, b := range []ascribe.BlockKind{
		ascribe.TitleBlock, ascribe.HeadingBlock, ascribe.ParagraphBlock, ascribe.ListItemBlock,
		ascribe.QuoteBlock, ascribe.TableBlock, ascribe.BoilerplateBlock,
	} {
		words = append(words, string(b))
	}
	for _, p := range []ascribe.PublishedFrom{
		ascribe.PublishedGiven, ascribe.PublishedMetadata, ascribe.PublishedURL, ascribe.PublishedByline, ascribe.PublishedInferred,
	} {
		words = append(words, string(p))
	}
	return words
}
