package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/dossier"
	"ascribe/internal/knowledge/catalogue"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/sqlite"
)

// fixture is a ledger with a few documents on one invented incident, and its dossier.
type fixture struct {
	ledger.Ledger
	dossier dossier.Dossier
	broken  error // of every Dossier
}

// Dossier implements Reader.
func (f *fixture) Dossier(_ context.Context, id string, asOf ascribe.Day) (dossier.Dossier, error) {
	if f.broken != nil {
		return dossier.Dossier{}, f.broken
	}
	if id != f.dossier.ID {
		return dossier.Dossier{}, ledger.ErrNotFound
	}
	d := f.dossier
	d.AsOf = asOf
	return d, nil
}

// words is everything in the fixture that comes from outside; hostile ones are
// put in their place to test that nothing of them is markup.
type words struct {
	title, publisher, byline, url, file, first, second, advert, group, state, why string
}

func plainWords() words {
	return words{
		title: "Harbour computers wiped", publisher: "Daily Ledger", byline: "A. Writer", url: "https://example.org/harbour", file: "/news/harbour.txt",
		first: "Northlight Security said with high confidence that Copper Heron wiped the computers of the Harbour Authority.", second: "Belmark rejected the accusation.",
		advert: "Subscribe to our newsletter!", group: "Copper Heron", state: "Belmark", why: "a name in it is wrong",
	}
}

// read is when the fixture's documents were read and known.
var read = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func newFixture(t testing.TB, w words) *fixture {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	article := articleRecord(w)
	reprint := reprintRecord(w, article)
	for _, r := range []ledger.Record{article, reprint} {
		if err := store.Put(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	incident := ascribe.Incident{Facets: ascribe.FacetsOf(article.Claims), ID: "xa-2024-05", Title: "Attack on the " + w.title, Victim: article.Claims[0].Object,
		When: &ascribe.Interval{From: "2024-05-02", To: "2024-05-02"}, Reasons: []string{"one victim: " + w.group}}
	for _, c := range article.Claims {
		incident.Claims = append(incident.Claims, c.ID)
	}
	if err := store.PutIncidents(t.Context(), []ascribe.Incident{incident}); err != nil {
		t.Fatal(err)
	}
	return &fixture{Ledger: store, dossier: dossierOf(incident, article, w)}
}

func articleRecord(w words) ledger.Record {
	var content strings.Builder
	var blocks []ascribe.Block
	add := func(kind ascribe.BlockKind, s string) ascribe.Span {
		span := ascribe.Span{Start: content.Len(), End: content.Len() + len(s)}
		content.WriteString(s + "\n\n")
		blocks = append(blocks, ascribe.Block{Span: span, Kind: kind})
		return span
	}
	add(ascribe.TitleBlock, w.title)
	add(ascribe.BoilerplateBlock, w.advert)
	add(ascribe.BoilerplateBlock, w.advert)
	p := add(ascribe.ParagraphBlock, w.first+" "+w.second)
	add(ascribe.HeadingBlock, "What is **known**")
	add(ascribe.ListItemBlock, w.state)
	add(ascribe.QuoteBlock, w.why)
	text := ascribe.Text{Content: content.String(), Blocks: blocks}
	at := strings.Index(text.Content, "**known**")
	text.Markup = []ascribe.Span{{Start: at, End: at + 2}, {Start: at + 7, End: at + 9}}

	r := newRecord(text, w)
	first := ascribe.Span{Start: p.Start, End: p.Start + len(w.first)}
	second := ascribe.Span{Start: first.End + 1, End: p.End}
	group := ascribe.Party{ID: "threat-actor:copper-heron", Name: w.group, Type: "threat-actor"}
	state := ascribe.Party{ID: "state:xb", Name: w.state, Type: "state", Country: "XB"}
	vendor := ascribe.Party{Name: "Northlight Security"}
	paper := ascribe.Party{Name: w.publisher}
	harbour := ascribe.Party{Name: "the Harbour Authority/" + w.title, Country: "XA"}
	wiped := ascribe.Statement{Predicate: ascribe.Attacked, Subject: &group, Object: &harbour, Value: "wiper", When: &ascribe.Interval{From: "2024-05-02", To: "2024-05-02", Text: w.why}}
	r.Claims = []ascribe.Claim{
		{Source: vendor, Via: []ascribe.Party{paper}, Stance: ascribe.Asserts, Statement: wiped, Confidence: ascribe.NewConfidence("high", w.why),
			Quote: ascribe.Quote{Span: first}, Certainty: .9, Extractor: "claim/1", Hedge: w.why,
			Explanation: ascribe.Explanation{Rule: "speech", Cue: w.why, Path: []string{"subject: " + w.group}, Links: []string{w.group + ": by name"}}},
		{Source: vendor, Via: []ascribe.Party{paper}, Stance: ascribe.Asserts, Hedge: w.why, Confidence: ascribe.NewConfidence("high", w.why), Quote: ascribe.Quote{Span: first},
			Statement: ascribe.Statement{Predicate: ascribe.Used, Subject: &group, Object: &ascribe.Party{Name: "SlateWiper", ID: "malware:slatewiper"}}},
		{Source: state, SpeaksFor: []ascribe.Party{state}, Via: []ascribe.Party{paper}, Stance: ascribe.Denies, Statement: wiped, Quote: ascribe.Quote{Span: second},
			Said: &ascribe.Interval{From: "2024-05-04", To: "2024-05-04"}},
	}
	for i := range r.Claims {
		c := &r.Claims[i]
		c.Document = r.Document.ID
		c.Quote.Text = c.Quote.Of(text.Content)
		c.ID = ascribe.ClaimID(*c)
	}
	if i := strings.Index(text.Content, w.state); i >= 0 {
		r.Mentions = []ascribe.Mention{{Span: ascribe.Span{Start: i, End: i + len(w.state)}, Text: w.state, Type: ascribe.State, Entity: "state:xb"}}
	}
	r.Entities = []ascribe.Entity{
		{ID: "threat-actor:copper-heron", Name: w.group, Type: ascribe.ThreatActor, Aliases: []string{"Heron"}, External: map[string][]string{"attack": {"G9999"}}},
		{ID: "state:xb", Name: w.state, Type: ascribe.State, Country: "XB"},
		{ID: "malware:slatewiper", Name: "SlateWiper", Type: ascribe.Malware},
	}
	r.Document.Flags = []ascribe.Flag{{Flag: "garbled-copy", Why: w.why}}
	return r
}

// newRecord makes a document of a text.
func newRecord(text ascribe.Text, w words) ledger.Record {
	raw := []byte("<html>" + text.Content)
	return ledger.Record{Raw: raw, Text: text, Known: read, Document: ascribe.Document{
		ID: ascribe.DocumentID(raw), File: w.file, MediaType: "text/html", SHA256: ascribe.HashOf(raw), Size: len(raw), Title: w.title,
		Publisher: w.publisher, Byline: w.byline, URL: w.url, Published: "2024-05-03", PublishedFrom: ascribe.PublishedMetadata, Language: "en",
		TextSHA256: ascribe.HashOf([]byte(text.Content)), Characters: len([]rune(text.Content)), Read: read,
	}}
}

// reprintRecord is a document without a title and without blocks that repeats the article.
func reprintRecord(w words, article ledger.Record) ledger.Record {
	r := newRecord(ascribe.Text{Content: w.first + "\n"}, w)
	r.Document.Title, r.Document.Published, r.Document.PublishedFrom, r.Document.URL = "", "", "", "not an address"
	r.Copies = []ascribe.Copy{{Document: r.Document.ID, Of: article.Document.ID, Overlap: .75}}
	return r
}

// dossierOf is a dossier with something in every section.
func dossierOf(incident ascribe.Incident, r ledger.Record, w words) dossier.Dossier {
	refs := []string{"1:1"}
	line := dossier.Line{Text: "The harbour’s computers were wiped, says " + w.group + ".", Refs: refs}
	lines := []dossier.Line{line}
	d := dossier.Dossier{
		ID: incident.ID, Title: incident.Title, Contested: true, When: incident.When, Victim: incident.Victim,
		Known: dossier.Known{Documents: 1, Sources: 2, Relaying: 1, Copies: 1}, Lead: lines,
		Matrix: dossier.Matrix{
			Columns: []dossier.Column{{Key: "state:xb", Name: w.state}, {Key: "threat-actor:copper-heron", Name: w.group, Under: "state:xb"}},
			Rows: []dossier.Row{
				{Key: "described:northlight security/", Name: "Northlight Security", Kind: "company", Voices: []string{w.byline}, Said: "2024-05-03", Cells: []dossier.Cell{
					{}, {Marks: []dossier.Mark{{Symbol: "●", Words: "asserts, high confidence", Stance: "asserts", Refs: refs}}}}},
				{Key: "state:xb", Name: w.state, Kind: "state", Roles: []string{"accused"}, Cells: []dossier.Cell{
					{Marks: []dossier.Mark{{Symbol: "✕", Words: "denies", Stance: "denies", Refs: []string{"1:3"}}}}, {}}},
			},
		},
		Support: []dossier.Support{{Accused: w.group, Text: w.group + ": one source asserts it, one denies it.", Contested: true,
			Tally: dossier.Tally{Asserting: []string{"Northlight Security"}, Denying: []string{w.state + " (the accused)"}, Doubting: []string{"nobody"}}, Refs: refs}},
		Grounds: []dossier.Group{{Heading: "Northlight Security", Note: "company", Lines: lines}}, Names: lines,
		Effects: []dossier.Group{{Heading: "fell", Lines: lines}}, Responses: lines, Disputes: lines, Others: lines,
		Timeline: []dossier.Moment{
			{From: "2024-05-02", To: "2024-05-03", When: "2–3 May 2024", Lane: "deed", Line: line},
			{From: "2024-05-04", To: "2024-05-04", When: "4 May 2024", Lane: "statement", Line: line},
			{When: "–", Lane: "response", Line: line}},
		Unknown:   []string{"how they got in", w.why},
		Documents: []dossier.Document{{Number: 1, Claims: 3, Notes: []dossier.Line{{Text: w.why}}, Document: r.Document}},
		Reasons:   incident.Reasons,
	}
	for i, c := range r.Claims {
		d.Citations = append(d.Citations, dossier.Citation{Ref: "1:" + string(rune('1'+i)), Claim: c.ID, Document: c.Document,
			Source: c.Source.Name, Via: []string{w.publisher}, Stance: c.Stance, Quote: c.Quote})
	}
	return d
}

// handler serves a fixture.
func handler(t testing.TB, f *fixture, o Options) http.Handler {
	t.Helper()
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = func() time.Time { return read }
	}
	h, err := New(f, o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// get asks for an address.
func get(t testing.TB, h http.Handler, address string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// body reads an answer.
func body(t testing.TB, w *httptest.ResponseRecorder) string {
	t.Helper()
	b, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// addresses are those of every kind of page in the fixture.
func addresses(t testing.TB, f *fixture) map[string]string {
	t.Helper()
	var article string
	for d, err := range ledger.AllDocuments(t.Context(), f, ledger.DocumentFilter{From: "2024-01-01"}) {
		if err != nil {
			t.Fatal(err)
		}
		article = d.ID
	}
	page, err := f.Claims(t.Context(), ledger.ClaimFilter{Document: article})
	if err != nil {
		t.Fatal(err)
	}
	c := page.Items[0]
	return map[string]string{
		"home": "/", "incidents": "/incidents", "incident": "/incidents/xa-2024-05", "incident-as-of": "/incidents/xa-2024-05?as-of=2024-05-03",
		"documents": "/documents", "document": "/documents/" + article, "document-claim": sayLink(article, c.ID), "claims": "/claims?stance=denies",
		"claim": "/claims/" + c.ID, "statement": statementLink(c.Statement), "party": "/parties/threat-actor:copper-heron",
		"described": partyLink(c.Object), "search": "/search?q=harbour", "search-nothing": "/search?q=zzz", "problem": "/nowhere",
		"incidents-chosen": "/incidents?accused=XB&contested=yes&source=Northlight+Security", "screen": "/screen?name=Orlan+Vestrik", "screen-forms": "/screen", "knowledge": "/knowledge",
		"graph": "/graph?party=threat-actor:copper-heron", "graph-empty": "/graph",
		"review": "/review", "add": "/add", "job": "/intake/job-done", "job-reading": "/intake/job-reading", "job-broken": "/intake/job-broken",
	}
}

// offered is everything that pages can do, over a fixture.
func offered(t testing.TB, f *fixture, w words) Options {
	t.Helper()
	_, document, _ := strings.Cut(addresses(t, f)["document"], "/documents/")
	return screened(Options{Review: judges{f.Ledger}, Intake: &given{jobs: jobsOf(document, w)},
		Exports: []Export{{Name: "Other", File: "other.json", Media: "application/json", Write: func(_ context.Context, w io.Writer, incident string, _ ascribe.Day) error {
			_, err := io.WriteString(w, `{"incident": "`+incident+`"}`)
			return err
		}}}}, w)
}

// screened is a handler's Screening and Lists over one invented list.
func screened(o Options, w words) Options {
	list := designation.List{ID: "xlist", Authority: "Treasury of Ardonia", Title: "List", Date: "2024-06-01", SHA256: strings.Repeat("ab", 32), Designations: []designation.Designation{
		{UID: "7", Type: designation.Person, Programmes: []string{w.why}, Names: []designation.Name{{Text: "Orlan Vestrik", Strength: designation.Primary}}},
		{UID: "8", Type: designation.Organisation, Names: []designation.Name{{Text: w.group, Strength: designation.Primary}}}}}
	o.Screening = func() (*screening.Index, error) { return screening.New(list) }
	o.Lists = func() ([]catalogue.Version, error) {
		return []catalogue.Version{{List: list.ID, SHA256: list.SHA256, Date: list.Date, Entries: 2, Origin: w.file, Current: true}}, nil
	}
	return o
}

// everything is a handler that offers all over a fixture of its own.
func everything(t testing.TB, w words) http.Handler {
	t.Helper()
	f := newFixture(t, w)
	return handler(t, f, offered(t, f, w))
}
