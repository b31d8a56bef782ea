package main

import (
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ascribe/internal/language/bio"
)

// types that the recogniser learns. The last four are learnt so that they are
// not taken for others, and are not reported.
var types = []string{"organisation", "person", "place", "nationality", "threat-actor", "malware", "tool", "date",
	"product", "sector", "vulnerability", "indicator"}

// annotated is a sentence, the type names that its corpus gives, and the types
// that its corpus does not annotate, of which any may hide under "O".
type annotated struct {
	words  []string
	spans  []bio.Span
	silent []string
}

// cyner maps the labels of CyNER (Alam et al. 2022).
var cyner = map[string]string{"Malware": "malware", "Organization": "organisation", "System": "product",
	"Indicator": "indicator", "Vulnerability": "vulnerability"}

// annoctr maps the labels of AnnoCTR (Lange et al. 2024). It marks nationality
// adjectives as places.
var annoctr = map[string]string{"ORG": "organisation", "LOC": "place", "SECTOR": "sector", "DATE": "date",
	"MALWARE": "malware", "GROUP": "threat-actor", "TOOL": "tool"}

func silentIn(mapped map[string]string, also ...string) []string {
	var out []string
	for _, t := range types {
		if !slices.Contains(also, t) && !has(mapped, t) {
			out = append(out, t)
		}
	}
	return out
}

func has(mapped map[string]string, kind string) bool {
	for _, v := range mapped {
		if v == kind {
			return true
		}
	}
	return false
}

func readBIO(path string) ([]bio.Sentence, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s, err := bio.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

func readCyNER(root string) ([]annotated, error) {
	var out []annotated
	silent := silentIn(cyner, "person") // reports of malware name hardly anybody
	for _, part := range []string{"train.txt", "valid.txt"} {
		sentences, err := readBIO(filepath.Join(root, "cyner/dataset/mitre", part))
		if err != nil {
			return nil, err
		}
		for _, s := range sentences {
			out = append(out, annotated{words: s.Words, spans: mapSpans(s.Spans(), cyner), silent: silent})
		}
	}
	return out, nil
}

func mapSpans(spans []bio.Span, names map[string]string) []bio.Span {
	var out []bio.Span
	for _, s := range spans {
		if name, ok := names[s.Type]; ok {
			out = append(out, bio.Span{First: s.First, Last: s.Last, Type: name})
		}
	}
	return out
}

// heldOut says whether a document of AnnoCTR is left out of training: a fifth
// of them by the FNV-1a hash of the file's name.
func heldOut(path string) bool {
	h := fnv.New32a()
	h.Write([]byte(strings.TrimSuffix(filepath.Base(path), ".bio")))
	return h.Sum32()%5 == 0
}

// readAnnoCTR reads the documents that are not held out. The corpus's layers:
// organisations, places and sectors; commands; dates; malware, groups, tools.
// Documents without the last layer keep silent about its types.
func readAnnoCTR(root string) ([]annotated, error) {
	files, err := filepath.Glob(filepath.Join(root, "annoctr/all/ner_bio/*.bio"))
	if err != nil {
		return nil, fmt.Errorf("no AnnoCTR below %s: %w", root, err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no AnnoCTR below %s", root)
	}
	var out []annotated
	for _, file := range files {
		if heldOut(file) {
			continue
		}
		sentences, err := readBIO(file)
		if err != nil {
			return nil, err
		}
		out = append(out, annotateReport(sentences)...)
	}
	return out, nil
}

func annotateReport(sentences []bio.Sentence) []annotated {
	var out []annotated
	silent := silentIn(annoctr, "nationality")
	if !fully(sentences) {
		silent = append(silent, reportLayer...)
	}
	for _, s := range sentences {
		a := annotated{words: s.Words, silent: silent}
		for _, layer := range []int{0, 2, 3} {
			column := bio.Sentence{Words: s.Words, Labels: make([]string, len(s.Words))}
			for i, row := range s.Layers {
				column.Labels[i] = row[min(layer, len(row)-1)]
			}
			a.spans = append(a.spans, mapSpans(column.Spans(), annoctr)...)
		}
		out = append(out, a)
	}
	return out
}

// reportLayer are the types that only the fully annotated reports have.
var reportLayer = []string{"malware", "threat-actor", "tool"}

func layered(sentences []bio.Sentence) bool {
	return len(sentences) > 0 && len(sentences[0].Layers[0]) > 4
}

// fully says whether the layers of malware, groups, tools and techniques hold
// anything.
func fully(sentences []bio.Sentence) bool {
	for _, s := range sentences {
		for _, row := range s.Layers {
			if len(row) > 4 && (row[3] != "O" || row[4] != "O") {
				return true
			}
		}
	}
	return false
}
