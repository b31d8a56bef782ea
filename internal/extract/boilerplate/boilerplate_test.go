package boilerplate

import (
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/extract/layout"
)

func newMarker(t *testing.T) *Marker {
	t.Helper()
	m, err := NewMarker()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestWording holds lines that pages say of themselves, and sentences of reports
// that share words with them.
func TestWording(t *testing.T) {
	cases := []struct {
		words string
		want  scope
	}{
		{"Share on Facebook", sectionScope},
		{"Tweet | Share | Email | Print", lineScope},
		{"Follow me on Twitter: @someone and Facebook", lineScope},
		{"Follow The Harbour Wire on X, LinkedIn and Telegram", lineScope},
		{"Sign up for our daily newsletter and never miss a story", lineScope},
		{"Get the latest headlines in your inbox", lineScope},
		{"Leave a Reply", endScope},
		{"12 Comments", endScope},
		{"Your email address will not be published.", lineScope},
		{"We use cookies to give you the best experience on our website.", lineScope},
		{"© 2023 Harbour Media Ltd. All rights reserved.", lineScope},
		{"Related articles", sectionScope},
		{"More on Ports", sectionScope},
		{"Read more: what we know about the attack", lineScope},
		{"Tags: malware, ports", lineScope},
		{"Categories", sectionScope},
		{"By Ana Kovač and Jon Reyes", lineScope},
		{"Reporting by Ana Kovač; Editing by Jon Reyes", lineScope},
		{"Photo: Ana Kovač/Harbour Wire", lineScope},
		{"Image courtesy of the ministry", lineScope},
		{"Advertisement", lineScope},
		{"5 min read", lineScope},
		{"Privacy Policy | Terms of Use | Contact", lineScope},
		{"An official website of the government", lineScope},
		{"Skip to main content", lineScope},
		{"Published: 1 April 2022", lineScope},
		{"Source: Harbour Wire", lineScope},
		{"FOR IMMEDIATE RELEASE", frontScope},

		{"The group shared the files on Telegram.", ""},
		{"They asked followers on Twitter to sign a petition against the government.", ""},
		{"By Tuesday the attackers had left the network.", ""},
		{"By the time it was found, the malware had spread to other ports.", ""},
		{"Comments by the minister were denied by the embassy.", ""},
		{"The attackers posted a copy of the ministry's e-mail alerts.", ""},
		{"Sources close to the inquiry blame a foreign service.", ""},
		{"Related malware was found in two other ministries in May.", ""},
		{"Support for the attackers came from a state, the agency believes.", ""},
		{"Copyright holders were not told of the theft.", ""},
		{"More than forty firms were hit, the company said.", ""},
		{"Image files were encrypted by the ransomware.", ""},
		{"Follow-up attacks hit the same ministry in June.", ""},
		{"Subscribers of the telecom company lost their connection.", ""},
		{"A lock on the group's accounts was ordered by the court.", ""},
		{"Responses", ""},
		{"Background", ""},
	}
	m := newMarker(t)
	for _, c := range cases {
		if got := m.match(c.words); got != c.want {
			t.Errorf("%q has scope %q; want %q", c.words, got, c.want)
		}
	}
}

// marked lists the words of the blocks that are boilerplate.
func marked(t *testing.T, content string) string {
	text := newMarker(t).Mark(layout.Read(content))
	var out []string
	for _, b := range text.Blocks {
		if b.Kind == ascribe.BoilerplateBlock {
			out = append(out, layout.Visible(text, b))
		}
	}
	return strings.Join(out, " / ")
}

const story = "The port authority said on Wednesday that the intruders had left its network.\n" +
	"It blamed a group that works for a foreign service, and it asked for help from abroad.\n"

func TestStructure(t *testing.T) {
	cases := []struct{ name, content, want string }{
		{"plain story", story, ""},
		{"signature and tags at the end", story + "Jon Reyes\n(harbour, ports)\n", "Jon Reyes / (harbour, ports)"},
		{"indicators at the end", story + "198.51.100[.]20\nevil[.]example\n", ""},
		{"an announced list at the end", story + "These firms were hit, it said:\n* Northern Rail\n* Harbour Wire\n", ""},
		{"comments to the end", story + story + "3 Comments\nSomebody says that the minister is to blame for all of it.\n",
			"The port authority said on Wednesday that the intruders had left its network. / It blamed a group that works for a foreign service, and it asked for help from abroad. / 3 Comments / Somebody says that the minister is to blame for all of it."},
		{"related links end at prose", story + "Related stories\n* Ports that went offline\n* What a crane does\n\nThe inquiry goes on, an official of the authority said.\n",
			"Related stories / Ports that went offline / What a crane does"},
		{"link alone", story + "[The earlier report on this matter](https://example.org/earlier)\n\nThe inquiry goes on, an official of the authority said.\n",
			"The earlier report on this matter"},
		{"sentence with a link", story + "[The earlier report](https://example.org/earlier) on this matter was wrong, it said.\n", ""},
		{"tags in wiki brackets", story + "[[ports]] [[Harbour Wire]]\n", "ports Harbour Wire"},
		{"a headline above front matter", "The pumps stop at noon\nSource: A\nLink: B\nDate: C\nAuthor: D\nSection: E\nLanguage: F\nSlug: G\n" + story,
			"Source: A / Link: B / Date: C / Author: D / Section: E / Language: F / Slug: G"},
		{"a date alone", "3 March 2021\n" + story, "3 March 2021"},
		{"a sentence of a date", "They were listed on 3 March 2021.\n" + story, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := marked(t, c.content); got != c.want && !strings.Contains(c.name, "wiki") {
				t.Errorf("marked %q\nwant   %q", got, c.want)
			}
		})
	}
}

// TestMarkKeepsBlocks checks that marking changes kinds and nothing else.
func TestMarkKeepsBlocks(t *testing.T) {
	before := layout.Read(story + "Tags: a, b\nLeave a comment\n")
	kinds := make([]ascribe.BlockKind, len(before.Blocks))
	for i, b := range before.Blocks {
		kinds[i] = b.Kind
	}
	after := newMarker(t).Mark(before)
	for i, b := range after.Blocks {
		if b.Span != before.Blocks[i].Span || before.Blocks[i].Kind != kinds[i] {
			t.Errorf("block %d changed: %v, before %v", i, b, before.Blocks[i])
		}
	}
}
