package main

import (
	"flag"
	"fmt"
	"path/filepath"
	"sort"

	"ascribe/internal/language"
	"ascribe/internal/language/bio"
	"ascribe/internal/language/evaluate"
)

// nerEval prints entity F1 on BIO files, without and with the gazetteer.
func nerEval(args []string) error {
	flags := flag.NewFlagSet("ner-eval", flag.ContinueOnError)
	kb := flags.String("kb", "", "folder of name lists: misp-galaxy, territories; none: measure without")
	held := flags.Bool("held", false, "of the files, take only the fifth that training leaves out")
	verbose := flags.Bool("v", false, "list what was missed (-) and wrongly found (+)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	documents, err := readAllBIO(flags.Args(), *held)
	if err != nil {
		return err
	}
	var wrong func(kind, text string, found bool)
	if *verbose {
		wrong = func(kind, text string, found bool) {
			fmt.Printf("%c %s: %s\n", "-+"[map[bool]int{true: 1}[found]], kind, text)
		}
	}
	options := []language.Options{{}}
	if *kb != "" {
		g, err := readGazetteer(*kb)
		if err != nil {
			return err
		}
		options = append(options, language.Options{Gazetteer: g})
	}
	for _, o := range options {
		p, err := language.New(o)
		if err != nil {
			return err
		}
		total := map[string]*evaluate.Entities{}
		for _, d := range documents {
			evaluate.Add(total, evaluate.Names(p, d, annotatedIn(documents, d), wrong))
		}
		fmt.Printf("gazetteer %v, %d files\n", o.Gazetteer != nil, len(documents))
		printNames(total)
	}
	return nil
}

func readAllBIO(patterns []string, held bool) ([][]bio.Sentence, error) {
	var all [][]bio.Sentence
	for _, pattern := range patterns {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			return nil, fmt.Errorf("no file matches %s", pattern)
		}
		for _, file := range files {
			if held && !heldOut(file) {
				continue
			}
			s, err := readBIO(file)
			if err != nil {
				return nil, err
			}
			all = append(all, s)
		}
	}
	return all, nil
}

// labels are the names that corpora give to our types.
var labels = map[string][]string{
	"organisation": {"ORG", "Organization", "organisation", "Organisation"}, "person": {"PER", "PERSON", "Person", "person"},
	"place": {"LOC", "GPE", "Location", "place"}, "state": {"LOC", "GPE", "Location", "state", "place"}, "nationality": {"NORP", "nationality", "LOC", "MISC"},
	"malware": {"MALWARE", "Malware", "malware", "MAL"}, "threat-actor": {"GROUP", "threat-actor", "HackOrg", "APT", "Organization"},
	"tool": {"TOOL", "Tool", "tool", "Malware"}, "date": {"DATE", "Date", "Time", "TIME", "date"}, "product": {"PRODUCT", "System", "Product", "SYSTEM"},
	"sector": {"SECTOR"}, "vulnerability": {"Vulnerability", "VULNERABILITY", "VULID"}, "indicator": {"Indicator", "INDICATOR"},
}

// annotatedIn picks, for each of our types, the first of its labels that the
// corpus uses. Where a document has several layers of labels and none in the
// last two, the types that these hold are not annotated in it.
func annotatedIn(corpus [][]bio.Sentence, document []bio.Sentence) map[string]string {
	used := map[string]bool{}
	for _, d := range corpus {
		for _, s := range d {
			for _, span := range s.Spans() {
				used[span.Type] = true
			}
		}
	}
	named := map[string]string{}
	for kind, candidates := range labels {
		for _, label := range candidates {
			if used[label] {
				named[kind] = label
				break
			}
		}
	}
	if layered(document) && !fully(document) {
		for _, kind := range reportLayer {
			delete(named, kind)
		}
	}
	return named
}

func printNames(scores map[string]*evaluate.Entities) {
	kinds := make([]string, 0, len(scores))
	for kind := range scores {
		kinds = append(kinds, kind)
	}
	sort.Strings(kinds)
	for _, kind := range kinds {
		e := scores[kind]
		name := kind
		if name == "" {
			name = "all"
		}
		fmt.Printf("  %-14s F1 %.2f  (%d right of %d found, %d in the corpus)\n", name, e.F1(), e.Right, e.Got, e.Gold)
	}
}
