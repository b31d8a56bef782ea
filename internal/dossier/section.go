package dossier

import (
	"strings"

	"ascribe/internal/wording"
)

// section is a part of a dossier that is a list of lines, in groups or not. Every
// writer takes the sections in one order; what is no list (the opening, tables, the timeline,
// documents and quotes) it lays out itself.
type section struct {
	ID, Title string
	Note      string // what the reader must know of how it was made
	Groups    []Group
}

// counted are the sections on how much stands behind the accusations.
func (d Dossier) counted() []section {
	var support, statements []Line
	var figures []Group
	for _, s := range d.Support {
		support = append(support, Line{Text: s.Text, Refs: s.Refs})
		if len(s.Figure.Steps) > 0 {
			figures = append(figures, Group{Heading: s.Accused, Lines: append(append([]Line{}, s.Figure.Steps...), Line{Text: s.Figure.Text, Refs: refsOf(s.Figure.Steps)})})
		}
	}
	for _, s := range d.Statements {
		text := s.Text + ": " + s.Counts + "; graded " + s.Credibility.Grade + ", " + s.Credibility.Words
		if s.Contested {
			text = "contested: " + text
		}
		statements = append(statements, Line{Text: text, Refs: s.Refs})
	}
	return present([]section{
		{"hierarchy", "Who stands under whom", "", ungrouped(d.ties())},
		{"support", "How many stand behind it", "", ungrouped(support)},
		{"statements", "Said by more than one, or contested", "", ungrouped(statements)},
		{"independence", "Who is not counted twice", "", ungrouped(d.Independence)},
		{"grades", "Grades of the sources", gradesNote, ungrouped(d.grades())},
		{"figures", "What their words add up to", figureNote, figures},
	})
}

// gradesNote says how sources are graded.
const gradesNote = "Admiralty code, A completely reliable to E unreliable, F cannot be judged; by kind of source, by its record where that was weighed, " +
	"by a reviewer's word where there is one. Beside each quote stands the source's letter with the figure of the statement, 1 confirmed to 5 improbable, 6 cannot be judged."

// figureNote says what a support figure is.
const figureNote = "Subjective logic: b belief, d disbelief, u uncertainty, each voice weighed by its grade, evidence added up. " +
	"It tells how much independent sources claim, not how likely it is true. Publications are left out."

// told are the sections on what happened besides.
func (d Dossier) told() []section {
	return present([]section{
		{"grounds", "On what grounds", "", d.Grounds},
		{"effects", "Effects", "", d.Effects},
		{"responses", "What followed", "", ungrouped(d.Responses)},
		{"earlier", "From before it", "", ungrouped(d.Earlier)},
	})
}

// remaining are the sections behind the timeline.
func (d Dossier) remaining() []section {
	return present([]section{
		{"names", "Names", "", ungrouped(d.Names)},
		{"disputes", "Disputed", "", ungrouped(d.Disputes)},
		{"others", "Also said", "", ungrouped(d.Others)},
		{"garbled", "Garbled names", "Shown, and counted nowhere.", ungrouped(d.Garbled)},
	})
}

func ungrouped(lines []Line) []Group {
	if len(lines) == 0 {
		return nil
	}
	return []Group{{Lines: lines}}
}

func present(in []section) []section {
	var out []section
	for _, s := range in {
		if len(s.Groups) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// ties are those of all columns.
func (d Dossier) ties() []Line {
	var out []Line
	for _, c := range d.Matrix.Columns {
		out = append(out, c.Ties...)
	}
	return out
}

// grades are the sources' grades with their reasons.
func (d Dossier) grades() []Line {
	var out []Line
	for _, r := range d.Matrix.Rows {
		l := Line{Text: r.label() + " — " + strings.Join(r.Grade.Lines, "; ")}
		for _, c := range r.Cells {
			for _, m := range c.Marks {
				l.Refs = append(l.Refs, m.Refs...)
			}
		}
		l.Refs = l.Refs[:min(len(l.Refs), leadRefs)]
		out = append(out, l)
	}
	return out
}

func refsOf(lines []Line) []string {
	var out []string
	for _, l := range lines {
		out = append(out, l.Refs...)
	}
	return out
}

// unknownSentence tells what the documents do not tell, "" for nothing.
func (d Dossier) unknownSentence() string {
	if len(d.Unknown) == 0 {
		return ""
	}
	return wording.Sentence(strings.Join(d.Unknown, ", "))
}
