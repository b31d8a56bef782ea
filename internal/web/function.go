package web

import (
	"encoding/json"
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/wording"
)

// functions are what templates can call.
func functions() template.FuncMap {
	return template.FuncMap{
		"day": wording.Day, "interval": wording.Interval, "count": wording.Count,
		"phrase": func(c ascribe.Claim) string { return wording.Phrase(c.Statement) }, "degree": func(c ascribe.Claim) string { return wording.Degree(c.Confidence, c.Likelihood) }, "verb": wording.Verb,
		"symbol": wording.Symbol, "anchor": anchor, "partyLink": partyLink, "partyOf": func(p ascribe.Party) *ascribe.Party { return &p }, "keyLink": keyLink, "statementLink": statementLink,
		"sayLink": sayLink, "web": webLink, "fragments": fragments, "keep": keptFilters, "squash": squash, "instant": instant,
		"json": func(v json.RawMessage) string { return string(v) }, "statement": wording.Phrase, "inquery": url.QueryEscape, "publishedFrom": publishedFrom, "country": country,
		"percent": func(f float64) string { return fmt.Sprintf("%.0f%%", f*100) },
		"spaced":  spaced,
		"join":    strings.Join, "short": func(s string) string { return s[:min(len(s), 16)] },
		"file": func(s string) string { return s[strings.LastIndexAny(s, `/\`)+1:] },
	}
}

// spaced writes a value of many words as words.
func spaced(s string) string { return strings.ReplaceAll(s, "-", " ") }

// anchor is a citation's number as an HTML id.
func anchor(ref string) string { return "c" + strings.ReplaceAll(ref, ":", "-") }

func partyLink(p *ascribe.Party) string {
	if p == nil {
		return ""
	}
	return keyLink(p.Key())
}

// publishedFrom says how a day of publication is known.
func publishedFrom(how ascribe.PublishedFrom) string {
	switch how {
	case ascribe.PublishedGiven:
		return "as given"
	case ascribe.PublishedMetadata:
		return "from its metadata"
	case ascribe.PublishedURL:
		return "from its address"
	case ascribe.PublishedByline:
		return "from its byline"
	case ascribe.PublishedInferred:
		return "inferred from the dates it speaks of"
	default:
		return string(how)
	}
}

// keyLink is the page of a party by its key.
func keyLink(key string) string { return "/parties/" + url.PathEscape(key) }

func statementLink(s ascribe.Statement) string {
	return "/statement?" + url.Values{"key": {s.Key()}}.Encode()
}

// sayLink leads to the sentence of a claim in its document.
func sayLink(document, claim string) string {
	return "/documents/" + url.PathEscape(document) + "?" + url.Values{"claim": {claim}}.Encode() + "#" + url.PathEscape(claim)
}

// webLink is an address on the web, "" for anything else.
func webLink(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// squash folds white space, as line wraps in a quote are no part of it.
func squash(s string) string { return strings.Join(strings.Fields(s), " ") }

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 Jan 2006, 15:04 MST")
}

// fragment is a part of a search's passage.
type fragment struct {
	Text   string
	Marked bool
}

// fragments divides a hit's passage where marks begin and end.
func fragments(h ledger.Hit) []fragment {
	var out []fragment
	at := 0
	for _, m := range h.Marks {
		if m.Start < at || m.End > len(h.Passage) {
			continue
		}
		out = append(out, fragment{Text: h.Passage[at:m.Start]}, fragment{h.Passage[m.Start:m.End], true})
		at = m.End
	}
	return append(out, fragment{Text: h.Passage[at:]})
}

// keptFilters are the filters of claims that the form has no field for.
func keptFilters() []string {
	return []string{"source", "relay", "party", "document", "incident", "certainty", "extractor"}
}
