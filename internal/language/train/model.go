// Command train makes the weights of the language core from treebanks and entity
// corpora, and measures them. See docs/language.md.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"

	"ascribe/internal/language/cluster"
	"ascribe/internal/language/lexis"
	"ascribe/internal/language/tag"
	"ascribe/internal/language/weights"
)

// settings are the flags of model.
type settings struct {
	corpora, kb, out, only string
	tune                   bool
	epochs                 int
	seed                   uint64
}

func parseSettings(args []string) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("model", flag.ContinueOnError)
	flags.StringVar(&s.corpora, "corpora", "", "folder of corpora: ud_ewt, gum, annoctr, cyner")
	flags.StringVar(&s.kb, "kb", "", "folder of name lists: misp-galaxy, territories")
	flags.StringVar(&s.out, "out", "internal/language/data", "folder for the weights")
	flags.StringVar(&s.only, "only", "", "train only this part of existing weights: grammar, neural, names")
	flags.IntVar(&s.epochs, "epochs", 0, "rounds of the network's training; 0 for the usual number")
	flags.BoolVar(&s.tune, "tune", false, "leave the development parts out of training")
	flags.Uint64Var(&s.seed, "seed", 1, "seed of every shuffle")
	if err := flags.Parse(args); err != nil {
		return s, err
	}
	if s.corpora == "" || s.kb == "" {
		return s, fmt.Errorf("model: -corpora and -kb say where the corpora and the name lists are; docs/language.md says which")
	}
	return s, nil
}

// does says whether a part is to be trained.
func (s settings) does(part string) bool { return s.only == "" || s.only == part }

// model trains everything and writes the weights and their manifest.
func model(args []string) error {
	s, err := parseSettings(args)
	if err != nil {
		return err
	}
	debug.SetGCPercent(400) // memory is cheaper than time here
	trees, err := readTrees(s.corpora)
	if err != nil {
		return err
	}
	if !s.tune {
		trees.train = append(trees.train, trees.dev...)
	}
	named, used, err := readNames(s.corpora, trees.train)
	if err != nil {
		return err
	}
	path := filepath.Join(s.out, "english.bin")
	f := &weights.File{}
	if s.only != "" {
		if f, err = readWeights(path); err != nil {
			return err
		}
	}
	if err := learn(f, s, trees, named); err != nil {
		return err
	}
	data, err := f.Encode()
	if err != nil {
		return err
	}
	log.Printf("weights: %d bytes", len(data))
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return err
	}
	return writeManifest(filepath.Join(s.out, "english.json"), data, f, append(treebankSources(trees.train), used...), trees.tests, s.seed)
}

// learn trains the parts that the settings ask for.
func learn(f *weights.File, s settings, t *trees, named []annotated) error {
	lists, err := readGazetteer(s.kb)
	if err != nil {
		return err
	}
	vectors, err := learnVectors(s.corpora, t.train, s.seed)
	if err != nil {
		return err
	}
	if s.does("grammar") {
		lexis.NewLexicon(cluster.Group(vectors, vectorSettings(s.seed))).Save(f)
	}
	lexicon, err := lexis.Load(f)
	if err != nil {
		return err
	}
	var g *grammar
	if s.does("grammar") || s.does("neural") {
		g = prepare(t, lexicon, s.seed)
	}
	if s.does("grammar") {
		if err := learnGrammar(f, g, s.seed); err != nil {
			return err
		}
	}
	tagger, err := tag.Load(f)
	if err != nil {
		return err
	}
	var side sync.WaitGroup // the network leaves part of two cores idle; the names take it
	var network, names saver
	if s.does("neural") {
		side.Go(func() { network = learnNetwork(g, vectors, s.epochs, s.seed) })
	}
	if s.does("names") {
		side.Go(func() { names = learnNames(named, lists, lexicon, tagger, s.seed) })
	}
	side.Wait()
	for _, part := range []saver{network, names} {
		if part != nil {
			if err := part.Save(f); err != nil {
				return err
			}
		}
	}
	return nil
}

// saver is a trained part that goes into the weights.
type saver interface{ Save(f *weights.File) error }

func readWeights(path string) (*weights.File, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return weights.Decode(data)
}

func main() {
	commands := map[string]func([]string) error{"model": model, "eval": eval, "show": show, "ner-eval": nerEval}
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: train model|eval|ner-eval|show [flags]")
		os.Exit(2)
	}
	if err := commands[os.Args[1]](os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}
