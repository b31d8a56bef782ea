package extract

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"

	"ascribe"
	"ascribe/internal/extract/calendar"
	"ascribe/internal/extract/layout"
	"ascribe/internal/extract/page"
)

// Reading is what a reader makes of the bytes of its kind.
type Reading struct {
	Text      ascribe.Text
	Metadata  ascribe.Metadata // what the document says of itself
	Byline    string
	Flags     []ascribe.Flag
	MediaType string
}

// describe completes a document: custody, metadata from the best source of each,
// hashes, language.
func describe(raw ascribe.Raw, r *Reading) ascribe.Document {
	given := raw.Given
	known := given.Or(r.Metadata)
	layout.SplitHeadline(&r.Text, known.Title)
	headline := layout.Title(&r.Text, known.Title)
	d := ascribe.Document{
		ID: ascribe.DocumentID(raw.Bytes), File: raw.Origin, MediaType: r.MediaType, SHA256: ascribe.HashOf(raw.Bytes), Size: len(raw.Bytes),
		Title: known.Title, Publisher: known.Publisher, Byline: r.Byline, URL: known.URL,
		TextSHA256: ascribe.HashOf([]byte(r.Text.Content)), Characters: utf8.RuneCountInString(r.Text.Content),
		Read: raw.Read, Flags: r.Flags,
	}
	if d.URL == "" {
		d.URL = raw.Address
	}
	if d.URL == "" && isAddress(raw.Origin) {
		d.URL = raw.Origin
	}
	if d.Title == "" {
		d.Title = page.WithoutSite(headline, d.Publisher, "")
	}
	d.Published, d.PublishedFrom = published(raw, r, d.URL)
	var flag *ascribe.Flag
	if d.Language, flag = languageOf(r.Text); flag != nil {
		d.Flags = append(d.Flags, *flag)
	}
	return d
}

func isAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// published tells when the document was published, from the best source there is.
func published(raw ascribe.Raw, r *Reading, url string) (ascribe.Day, ascribe.PublishedFrom) {
	if day, err := ascribe.ParseDay(raw.Given.Published); err == nil {
		return day, ascribe.PublishedGiven
	}
	if day, err := ascribe.ParseDay(r.Metadata.Published); err == nil {
		return day, ascribe.PublishedMetadata
	}
	if day := calendar.InAddress(url); day != "" {
		return day, ascribe.PublishedURL
	}
	if day := bylineDay(r.Text); day != "" {
		return day, ascribe.PublishedByline
	}
	latest := ascribe.Day("9999-12-31")
	if !raw.Read.IsZero() {
		latest = ascribe.DayOf(raw.Read)
	}
	if day := latestDay(r.Text, latest); day != "" {
		return day, ascribe.PublishedInferred
	}
	return "", ""
}

const (
	bylineBlocks = 12 // a dateline stands among the first blocks with words
	bylineWords  = 7  // a line that tells the date has few words besides it
	datelineEnd  = 60 // bytes of a paragraph in which a dateline ends
)

// bylineDay reads the day from the first lines: a line that is little but a
// date, or a dateline that opens a paragraph ("CITY, Sept. 9, 2022 – …").
func bylineDay(t ascribe.Text) ascribe.Day {
	seen := 0
	for _, b := range t.Blocks {
		words := layout.Visible(t, b)
		for _, f := range calendar.Find(words[:min(len(words), 200)]) {
			if tellsDay(words, f, b.Kind) {
				return f.Day
			}
		}
		if b.Kind == ascribe.BoilerplateBlock {
			continue
		}
		if seen++; seen > bylineBlocks {
			break
		}
	}
	return ""
}

func tellsDay(words string, f calendar.Found, kind ascribe.BlockKind) bool {
	if f.End <= datelineEnd && (opensParagraph(words[f.End:]) || capitals.MatchString(words[:f.Start])) {
		return true
	}
	besides := len(strings.Fields(words[:f.Start])) + len(strings.Fields(words[f.End:]))
	return besides <= bylineWords && kind != ascribe.TitleBlock && kind != ascribe.ListItemBlock && !strings.HasSuffix(words, ".")
}

// capitals is the place of a dateline, as agencies set it.
var capitals = regexp.MustCompile(`^\p{Lu}[\p{Lu} .'’-]{2,}(?:, [\p{L} .]{2,20})?,\s*$`)

// opensParagraph reports whether what follows a date is a dateline's dash,
// perhaps behind an agency in parentheses.
func opensParagraph(rest string) bool {
	rest = strings.TrimLeft(rest, " ,")
	if strings.HasPrefix(rest, "(") {
		if _, after, ok := strings.Cut(rest, ")"); ok && len(rest)-len(after) < 30 {
			rest = strings.TrimLeft(after, " ")
		}
	}
	for _, dash := range []string{"—", "–", "--", "- "} {
		if strings.HasPrefix(rest, dash) {
			return true
		}
	}
	return false
}

// latestDay is the latest whole date that the text speaks of, not after the limit.
func latestDay(t ascribe.Text, limit ascribe.Day) ascribe.Day {
	var latest ascribe.Day
	for _, f := range calendar.Find(t.Prose()) {
		if f.Day <= limit && f.Day > latest {
			latest = f.Day
		}
	}
	return latest
}

// languageOf tells the language of the prose (ISO 639-1) and flags a text that
// is surely not English. A text too short to tell is taken for English.
func languageOf(t ascribe.Text) (string, *ascribe.Flag) {
	const (
		enough = 60      // characters; below it whatlanggo guesses
		sample = 1 << 11 // bytes, which are as good as all
	)
	prose := strings.Join(strings.Fields(t.Prose()), " ")
	info := whatlanggo.Detect(prose[:min(len(prose), sample)])
	code := info.Lang.Iso6391()
	if utf8.RuneCountInString(prose) < enough || code == "" || code != "en" && !info.IsReliable() {
		return "en", nil
	}
	if code == "en" {
		return code, nil
	}
	return code, &ascribe.Flag{Flag: "not-english",
		Why: fmt.Sprintf("the text is in %s; claims are read from English only", info.Lang)}
}
