package page

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ascribe"
)

// published is the day that the page itself declares: by schema.org's JSON-LD,
// by Open Graph or Dublin Core meta elements, by a time element of its
// publication; else the day that go-htmldate finds in its markup. It asks for
// the first publication, not the latest change, and believes no day after the
// reading's. "" when the page declares none.
func published(document *html.Node, address string, read time.Time) (ascribe.Day, error) {
	if read.IsZero() {
		read = time.Now()
	}
	latest := ascribe.DayOf(read.AddDate(0, 0, 1)) // the page's clock may be ahead of UTC
	for _, declared := range declaredDates(document) {
		if day, err := ascribe.ParseDay(strings.TrimSpace(declared)); err == nil && day >= earliest && day <= latest {
			return day, nil
		}
	}
	found, err := htmldate.FromDocument(document, htmldate.Options{UseOriginalDate: true, URL: address, MaxDate: read.AddDate(0, 0, 1),
		SkipExtensiveSearch: true, DeferUrlExtractor: true})
	if err != nil || found.IsZero() {
		return "", err
	}
	return ascribe.DayOf(found.DateTime), nil
}

// earliest rules out zero dates and clocks that were never set: the web is younger.
const earliest ascribe.Day = "1993-01-01"

// metaDates names the meta elements that give the day of publication.
func metaDates() []string {
	return []string{"article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.created", "dcterms.issued",
		"dc.date", "dc.date.created", "dcterms.date", "citation_publication_date", "parsely-pub-date", "sailthru.date", "publish-date", "publication_date", "pubdate"}
}

// declaredDates lists what the page declares as its date, the surest kind first.
func declaredDates(document *html.Node) []string {
	var linked, meta, timed []string
	for n := range document.Descendants() {
		switch n.DataAtom {
		case atom.Script:
			if attribute(n, "type") == "application/ld+json" && n.FirstChild != nil {
				linked = append(linked, jsonDates(n.FirstChild.Data)...)
			}
		case atom.Meta:
			name := strings.ToLower(attribute(n, "property") + attribute(n, "name") + attribute(n, "itemprop"))
			if slices.Contains(metaDates(), name) {
				meta = append(meta, attribute(n, "content"))
			}
		case atom.Time:
			if attribute(n, "itemprop") == "datePublished" || attribute(n, "pubdate") != "" {
				timed = append(timed, attribute(n, "datetime"))
			}
		}
	}
	return slices.Concat(linked, meta, timed)
}

// jsonDates finds datePublished in JSON-LD: at the top, in a list, in a @graph.
func jsonDates(source string) []string {
	var value any
	if json.Unmarshal([]byte(source), &value) != nil {
		return nil
	}
	return datesIn(value, 0)
}

func datesIn(value any, depth int) []string {
	const deepest = 4 // list, object, @graph's list, object
	var out []string
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			if depth < deepest {
				out = append(out, datesIn(item, depth+1)...)
			}
		}
	case map[string]any:
		if date, ok := v["datePublished"].(string); ok {
			out = append(out, date)
		}
		if graph, ok := v["@graph"]; ok && depth < deepest {
			out = append(out, datesIn(graph, depth+1)...)
		}
	}
	return out
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
