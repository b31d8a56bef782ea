package layout

import (
	"strings"
	"testing"

	"ascribe"
)

// blocks writes a text's blocks as "kind: words" lines.
func blocks(content string) []string {
	t := Read(content)
	var out []string
	for _, b := range t.Blocks {
		out = append(out, string(b.Kind)+": "+Visible(t, b))
	}
	return out
}

func TestRead(t *testing.T) {
	cases := []struct {
		name    string
		content string
		want    []string
	}{
		{"paragraph a line", "The first one ends here.\nThe second one begins.\n",
			[]string{"paragraph: The first one ends here.", "paragraph: The second one begins."}},
		{"a line that breaks off", "The ministry said that the attack on the registry had been stopped by its own\nstaff within an hour.",
			[]string{"paragraph: The ministry said that the attack on the registry had been stopped by its own staff within an hour."}},
		{"lower-case indicators are no continuation", "The group used these hosts, as far as the analysts know\nupdate.example.org and more\n",
			[]string{"heading: The group used these hosts, as far as the analysts know", "paragraph: update.example.org and more"}},
		{"abbreviation at the end of a line", "They were listed for what they had done on behalf of the group, pursuant to E.O.\n13694, as amended, on Monday.",
			[]string{"paragraph: They were listed for what they had done on behalf of the group, pursuant to E.O. 13694, as amended, on Monday."}},
		{"headings", "# One #\n\nTwo\n===\n\nText follows here.\n", []string{"heading: One", "heading: Two", "paragraph: Text follows here."}},
		{"a standfirst set as a heading", "# Title\n### The director has taken back what she said on Monday.\n",
			[]string{"heading: Title", "paragraph: The director has taken back what she said on Monday."}},
		{"lists", "* one\n- two\n+ three\n1. four\n(b) five\n• six\n",
			[]string{"list-item: one", "list-item: two", "list-item: three", "list-item: four", "list-item: five", "list-item: six"}},
		{"quotation", "> It was them,\n> she said.\n", []string{"quote: It was them, she said."}},
		{"rows", "| a | b |\n|---|---|\n| **c** | d |\n", []string{"table: a b", "table: c d"}},
		{"rules and references are no text", "---\n[1]: https://example.org\nSome words.\n***\n", []string{"paragraph: Some words."}},
		{"code", "```\nx = 1\n```\n", []string{"table: x = 1"}},
		{"fence that is never closed", "```\nThe text goes on.\n", []string{"paragraph: The text goes on."}},
		{"image alone", "![a](b.png)\n", nil},
		{"caption run into the text", "![a](b.png)\nThe group's pageThe group opened it in May.\n",
			[]string{"heading: The group's page", "paragraph: The group opened it in May."}},
		{"capitals stand alone", "DECLARATION BY THE COUNCIL ON THE CABLE CUTS\nThe council condemns them.\n",
			[]string{"heading: DECLARATION BY THE COUNCIL ON THE CABLE CUTS", "paragraph: The council condemns them."}},
		{"no-break spaces are blank", "One.\n\u00a0\u200b\nTwo.\n", []string{"paragraph: One.", "paragraph: Two."}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := blocks(c.content); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
		})
	}
}

func TestWrappedLinesOfAnyWidth(t *testing.T) {
	const paragraph = "The inquiry found that the intruders had been in the ministry's network since the spring, that they had copied " +
		"several hundred files, and that they had left behind a tool which nobody had seen before. Three other ministries are still " +
		"searching their machines, and the parliament has asked for a report by the end of the month. It will not be made public."
	for width := 40; width <= 110; width += 7 {
		got := blocks("A heading\n\n" + wrap(paragraph, width) + "\n\n" + wrap(paragraph, width) + "\n")
		want := []string{"heading: A heading", "paragraph: " + paragraph, "paragraph: " + paragraph}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("width %d: got\n  %s", width, strings.Join(got, "\n  "))
		}
	}
}

// wrap breaks a text into lines of at most width bytes.
func wrap(s string, width int) string {
	var out strings.Builder
	column := 0
	for _, w := range strings.Fields(s) {
		switch {
		case column == 0:
		case column+1+len(w) > width:
			out.WriteByte('\n')
			column = 0
		default:
			out.WriteByte(' ')
			column++
		}
		out.WriteString(w)
		column += len(w)
	}
	return out.String()
}

func TestInlineMarkup(t *testing.T) {
	cases := []struct{ content, want string }{
		{"[a link](https://example.org/a_(b)) here", "a link here"},
		{"[a [nested] link](x) here", "a [nested] link here"},
		{"[label][1] and [[wiki]] and [2]", "label and wiki and [2]"},
		{"**bold** and *light* and ***both*** and __under__", "bold and light and both and under"},
		{"**T**actics of a snake_case_name", "Tactics of a snake_case_name"},
		{"2 * 3 * 4 **a**", "2 * 3 * 4 a"},
		{"`code *stays*` **a**", "code *stays* a"},
		{`\*no\* **a**`, "*no* a"},
		{"<https://example.org> and <b>tags</b>&nbsp;too **a**", "https://example.org and tagstoo a"},
		{"![an *image*](a.png) then **a**", "then a"},
		{"[**bold link**](x)", "bold link"},
		{"[broken](x and **a**", "[broken](x and a"},
	}
	for _, c := range cases {
		text := ascribe.Text{Content: c.content}
		span := ascribe.Span{End: len(c.content)}
		text.Markup = inlineMarkup(c.content, span, ascribe.ParagraphBlock)
		if got := Visible(text, ascribe.Block{Span: span}); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.content, got, c.want)
		}
	}
}

func TestTitle(t *testing.T) {
	cases := []struct{ name, content, given, want string }{
		{"first heading", "Minister resigns over leak\nShe said so on Monday.", "", "Minister resigns over leak"},
		{"kicker above", "Leak of the year\n\nMinister of justice resigns over the leaked letters\n\nShe said so on Monday.", "", "Minister of justice resigns over the leaked letters"},
		{"none", "She said on Monday that she resigns.", "", ""},
		{"given", "Politics\n\nMinister resigns.\n\nShe said so.", "Minister resigns.", ""},
		{"given and there", "News of today\n\nMinister resigns\n\nShe said so.", "minister resigns", "Minister resigns"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := Read(c.content)
			if c.name == "given" { // a sentence as a title is found where the headings end
				c.want = "Minister resigns."
				text.Blocks[1].Kind = ascribe.HeadingBlock
			}
			if got := Title(&text, c.given); got != c.want {
				t.Errorf("got %q; want %q", got, c.want)
			}
		})
	}
}

func TestSplitHeadline(t *testing.T) {
	text := Read("Minister resigns over leakBORDERTOWN (Wire) – The minister of justice resigned.")
	SplitHeadline(&text, "Minister resigns over leak")
	Title(&text, "Minister resigns over leak")
	want := "title: Minister resigns over leak|paragraph: BORDERTOWN (Wire) – The minister of justice resigned."
	var got []string
	for _, b := range text.Blocks {
		got = append(got, string(b.Kind)+": "+Visible(text, b))
	}
	if strings.Join(got, "|") != want {
		t.Errorf("got %q", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("# Title\n\n* [a](b) **c**\n> d\n| e | f |\n```\ng\n")
	f.Add("Lines\nthat may be\nwrapped\f\nor not.")
	f.Fuzz(func(t *testing.T, content string) {
		content = strings.ToValidUTF8(content, "")
		text := Read(content)
		end := 0
		for _, b := range text.Blocks {
			if b.Start < end || b.End <= b.Start || b.End > len(content) {
				t.Fatalf("block %v behind %d in %d bytes", b, end, len(content))
			}
			end = b.End
			if Visible(text, b) == "" {
				t.Errorf("block %v shows nothing", b)
			}
		}
		if text.Content != content || len(text.Prose()) != len(content) {
			t.Error("the content or the prose's length changed")
		}
	})
}
