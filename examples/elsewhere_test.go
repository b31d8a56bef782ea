package examples_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"ascribe"
	"ascribe/internal/language"
	"ascribe/internal/pipeline"
)

const (
	corpora    = "../../shared/corpora"
	otherTexts = 100

	// The most claims from all of them that are no answers of authorities, which
	// are stated of other matters, too. They sink and never rise.
	mostSifted   = 10
	mostUnsifted = 40
)

var answers = regexp.MustCompile(` (responded|sanctioned|charged|condemned)\(`)

// unstated are texts that ask, suppose, plan or advertise, and state nothing.
const unstated = `Did Iran hack the Albanian government?
Was Russia behind the attack on the parliament?
Who breached the ministry, and why?
Which group attacked Estonia's banks?
If China attacked the power grid, the ministry would answer.
Should hackers breach the network, the bank must tell its customers.
Had Russia attacked Estonia's banks, the alliance would have responded.
Unless the ministry patches its servers, hackers could steal documents.
What would happen if North Korea attacked our hospitals?
Subscribe to our newsletter on cyberattacks, breaches and ransomware.
Read more: how to protect your company from ransomware attacks
Sign up for daily news about hackers and data breaches.
Share this article on attacks by Russian hackers on Facebook.
Download our guide to stopping phishing attacks.
Copyright 2023 The Daily Record. All rights reserved. Hacking our site is forbidden.`

func TestNothingIsClaimedWhereNothingIsStated(t *testing.T) {
	var texts []article
	for line := range strings.Lines(unstated) {
		texts = append(texts, article{Paragraphs: []string{"The harbour reopened on Monday after repairs.", strings.TrimSpace(line)},
			Given: ascribe.Metadata{Publisher: "The Daily Record", Published: "2023-05-10"}})
	}
	for i, work := range readEach(t, texts, article.raw) {
		for _, line := range statements(work, byName) {
			t.Errorf("%q: %s", texts[i].Paragraphs[1], line)
		}
	}
}

var cyber = regexp.MustCompile(`(?i)cyber|hack|malware|ransom|phish|spyware|computer virus`)

// TestTextsOnOtherMatters reads news, interviews and journals of the web that
// speak of other things, as they come and past the sieve, which spares them.
func TestTextsOnOtherMatters(t *testing.T) {
	texts := otherMatters(t)
	unsifted := sync.OnceValues(func() (*pipeline.Pipeline, error) {
		return pipeline.Assemble(pipeline.Options{Mode: language.Fast, Unsifted: true})
	})
	for name, run := range map[string]struct {
		stages func() (*pipeline.Pipeline, error)
		most   int
	}{"sifted": {fast, mostSifted}, "unsifted": {unsifted, mostUnsifted}} {
		claims, others := 0, 0
		for i, work := range read(t, run.stages, func(yield func(ascribe.Raw, error) bool) {
			for _, a := range texts {
				if !yield(a.raw(), nil) {
					return
				}
			}
		}) {
			for _, line := range statements(work, byName) {
				claims++
				if !answers.MatchString(line) {
					others++
				}
				t.Logf("%s, %s: %s", name, texts[i].Name, line)
			}
		}
		t.Logf("%s: %d claims from %d texts, %d of them no answers of authorities", name, claims, len(texts), others)
		if others > run.most {
			t.Errorf("%s: %d claims from texts on other matters, at most %d", name, others, run.most)
		}
	}
}

// otherMatters are the first texts, in the order of their names, of the news and
// interviews of one corpus and of the journals and newsgroups of another.
func otherMatters(t *testing.T) []article {
	t.Helper()
	var files []string
	for _, pattern := range []string{"gum/dep/GUM_news_*.conllu", "gum/dep/GUM_interview_*.conllu", "ud_ewt/en_ewt-ud-*.conllu"} {
		found, err := filepath.Glob(filepath.Join(corpora, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Skipf("SKIPPED: no treebanks in %s on this machine", corpora)
	}
	slices.Sort(files)
	var texts []article
	for _, file := range files {
		for _, a := range annotated(t, file) {
			fits := strings.HasPrefix(a.Name, "GUM_") || strings.HasPrefix(a.Name, "weblog") || strings.HasPrefix(a.Name, "newsgroup")
			if fits && len(texts) < otherTexts && !cyber.MatchString(strings.Join(a.Paragraphs, " ")) {
				texts = append(texts, a)
			}
		}
	}
	if len(texts) < otherTexts {
		t.Fatalf("only %d texts on other matters in %s", len(texts), corpora)
	}
	return texts
}

// annotated reads the documents of a CoNLL-U file: their names, paragraphs and
// sentences stand in its comments.
func annotated(t *testing.T, file string) []article {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []article
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for begun := false; lines.Scan(); {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "# newdoc id = "):
			all = append(all, article{Name: line[len("# newdoc id = "):], Given: ascribe.Metadata{Publisher: "The Daily Record", Published: "2015-09-21"}})
			begun = true
		case strings.HasPrefix(line, "# newpar"):
			begun = true
		case strings.HasPrefix(line, "# text = ") && len(all) > 0:
			a, text := &all[len(all)-1], line[len("# text = "):]
			if begun {
				a.Paragraphs = append(a.Paragraphs, text)
			} else {
				a.Paragraphs[len(a.Paragraphs)-1] += " " + text
			}
			begun = false
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(fmt.Errorf("%s: %w", file, err))
	}
	return all
}
