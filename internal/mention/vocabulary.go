package mention

import (
	_ "embed" // the word classes
	"sync"

	"ascribe/internal/knowledge/wordclass"
)

//go:embed tables/words.tsv
var wordTable string

// vocabulary is the word classes of tables/words.tsv, read once.
var vocabulary = sync.OnceValue(func() wordclass.Classes { return wordclass.Read(wordTable) })
