// Package prompt holds what a model is told: instructions, the predicates with
// their values, border cases, the schema of an answer, and worked examples written
// for this project about states that don't exist. All are files beside this one;
// Version names them by their content, so that no change goes unnoticed.
package prompt

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the texts
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"ascribe"
)

var (
	//go:embed instructions.md
	instructions string
	//go:embed predicates.tsv
	predicates string
	//go:embed borders.txt
	borders string
	//go:embed examples.json
	examples []byte
)

// Prompt is what every question shares. It is read-only.
type Prompt struct {
	System  string
	Schema  json.RawMessage // of an answer
	Version string          // "prompt/1-" and the beginning of the content's hash
}

// Example is one worked example.
type Example struct {
	Text      string          `json:"text"`
	Publisher string          `json:"publisher"`
	Published string          `json:"published"`
	Answer    json.RawMessage `json:"answer"`
}

// Part is what one question shows: a document's header, and a part of its text.
type Part struct {
	Title, Publisher, Published string
	Number, Of                  int // of the parts, from 1
	Text                        string
}

// New puts the prompt together. An error means that an embedded file is broken.
func New() (Prompt, error) {
	worked, err := Examples()
	if err != nil {
		return Prompt{}, err
	}
	rows, err := predicateRows()
	if err != nil {
		return Prompt{}, err
	}
	p := Prompt{Schema: answerSchema()}
	p.System = strings.NewReplacer("{{predicates}}", rows, "{{borders}}", bullets(borders),
		"{{bands}}", "The bands: "+strings.Join(Bands(), ", "), "{{examples}}", exampleText(worked)).Replace(instructions)
	sum := sha256.Sum256(append([]byte(p.System+Question(Part{})), p.Schema...))
	p.Version = "prompt/1-" + hex.EncodeToString(sum[:4])
	return p, nil
}

// Examples are the worked examples.
func Examples() ([]Example, error) {
	var out []Example
	if err := json.Unmarshal(examples, &out); err != nil {
		return nil, fmt.Errorf("examples.json: %w", err)
	}
	return out, nil
}

// Question is the message that shows a part. The marks around the text are made
// of its hash: a text that holds its own mark can't be written.
func Question(p Part) string {
	sum := sha256.Sum256([]byte(p.Text))
	mark := "document-" + hex.EncodeToString(sum[:6])
	var b strings.Builder
	for _, line := range [][2]string{{"Title", p.Title}, {"Publisher", p.Publisher}, {"Published", p.Published}} {
		if line[1] != "" {
			fmt.Fprintf(&b, "%s: %s\n", line[0], strings.Join(strings.Fields(line[1]), " "))
		}
	}
	if p.Of > 1 {
		fmt.Fprintf(&b, "Part %d of %d.\n", p.Number, p.Of)
	}
	fmt.Fprintf(&b, "\n<%s>\n%s\n</%s>\n", mark, p.Text, mark)
	return b.String()
}

// predicateRows lists each predicate with its directions, sense and values.
func predicateRows() (string, error) {
	rows := map[string][]string{}
	for line := range strings.Lines(predicates) {
		if fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(fields) == 3 {
			rows[fields[0]] = fields
		}
	}
	var b strings.Builder
	for _, p := range ascribe.Predicates() {
		row, ok := rows[string(p)]
		if !ok {
			return "", fmt.Errorf("predicates.tsv has no line for %s", p)
		}
		fmt.Fprintf(&b, "- `%s`: %s. %s", p, row[1], row[2])
		if values := p.Values(); values != nil {
			fmt.Fprintf(&b, " Values: %s.", strings.Join(values, ", "))
		}
		b.WriteByte('\n')
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

// bullets is a list of lines without its comments.
func bullets(lines string) string {
	var b strings.Builder
	for line := range strings.Lines(lines) {
		if !strings.HasPrefix(line, "#") {
			b.WriteString("- " + line)
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func exampleText(worked []Example) string {
	var b strings.Builder
	for _, e := range worked {
		var answer bytes.Buffer
		_ = json.Compact(&answer, e.Answer) // it was unmarshalled
		b.WriteString("\n" + Question(Part{Publisher: e.Publisher, Published: e.Published, Text: e.Text}) + "\n" + answer.String() + "\n")
	}
	return b.String()
}
