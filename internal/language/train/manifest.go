package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"

	"ascribe/internal/language"
	"ascribe/internal/language/conllu"
	"ascribe/internal/language/evaluate"
	"ascribe/internal/language/weights"
)

// manifest says what the weights were made from and what they do.
type manifest struct {
	Seed    uint64            `json:"seed"`
	Corpora []source          `json:"corpora"`
	Bytes   int               `json:"bytes"`
	Raw     map[string]int    `json:"sections"` // bytes before compression
	Scores  map[string]scores `json:"scores"`
}

type source struct {
	Name      string `json:"name"`
	Licence   string `json:"licence"`
	Use       string `json:"use"`
	Sentences int    `json:"sentences"`
	Words     int    `json:"words"`
}

// scores of one mode on one test part, with gold tokens but for Sentences,
// which is F1 from raw text with paragraphs as lines.
type scores struct {
	UPOS      string `json:"upos"`
	XPOS      string `json:"xpos"`
	Lemma     string `json:"lemma"`
	UAS       string `json:"uas"`
	LAS       string `json:"las"`
	Sentences string `json:"sentences"`
}

// licences of what is learnt from; NOTICE says the same at length.
var licences = map[string]string{
	"UD English EWT": "CC BY-SA 4.0", "GUM": "annotations CC BY 4.0; texts by genre, see NOTICE",
	"AnnoCTR": "CC BY-SA 4.0", "CyNER": "MIT",
}

func writeManifest(path string, data []byte, f *weights.File, used []source, tests map[string][]conllu.Sentence, seed uint64) error {
	m := manifest{Seed: seed, Corpora: used, Bytes: len(data), Raw: f.Sizes(), Scores: map[string]scores{}}
	for i := range m.Corpora {
		m.Corpora[i].Licence = licences[m.Corpora[i].Name]
	}
	for name, mode := range map[string]language.Mode{"fast": language.Fast, "accurate": language.Accurate} {
		p, err := language.NewFrom(data, language.Options{Mode: mode})
		if err != nil {
			return err
		}
		for _, test := range slices.Sorted(maps.Keys(tests)) {
			m.Scores[test+" test, "+name] = scoresOf(p, tests[test])
		}
	}
	out, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(out, '\n'), 0o644)
}

func scoresOf(p *language.Parser, test []conllu.Sentence) scores {
	t := evaluate.GoldTokens(p, test)
	raw := evaluate.RawText(p, test, true)
	show := func(n int) string { return fmt.Sprintf("%.2f", t.Score(n)) }
	return scores{UPOS: show(t.UPOS), XPOS: show(t.XPOS), Lemma: show(t.Lemmas), UAS: show(t.Heads), LAS: show(t.Arcs),
		Sentences: fmt.Sprintf("%.2f", raw.SentenceF1())}
}

// treebankSources counts what the treebanks gave.
func treebankSources(sentences []conllu.Sentence) []source {
	ewt, gum := source{Name: "UD English EWT", Use: "all"}, source{Name: "GUM", Use: "all"}
	for _, s := range sentences {
		into := &ewt
		if inGUM(s) {
			into = &gum
		}
		into.Sentences++
		into.Words += len(s.Words)
	}
	return []source{ewt, gum}
}

func entitySource(name string, sentences []annotated) source {
	s := source{Name: name, Use: "names", Sentences: len(sentences)}
	for _, a := range sentences {
		s.Words += len(a.words)
	}
	return s
}
