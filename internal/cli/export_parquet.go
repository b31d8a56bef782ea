package cli

import (
	"cmp"
	"context"
	"io"
	"slices"
	"time"

	"github.com/parquet-go/parquet-go"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/selection"
)

// ExportParquetCommand writes claims or statements as a Parquet table.
type ExportParquetCommand struct {
	Chosen
	Table string `help:"Which table: ${enum}." enum:"claims,statements" default:"claims"`
}

// Help is the long help.
func (ExportParquetCommand) Help() string {
	return `A row a claim with its document, or a row a statement with who takes which stance on it. Columns are
typed; what a claim doesn't have is null. Rows are compressed with Zstandard.

Examples:
  ascribe export parquet --all -o claims.parquet
  ascribe export parquet --all --table statements -o statements.parquet
  ascribe export parquet --all --since 2022-09-08 -o new.parquet
  duckdb -c "SELECT source, count(*) FROM 'claims.parquet' GROUP BY ALL ORDER BY 2 DESC"`
}

// Run writes the table.
func (c ExportParquetCommand) Run(ctx context.Context, g *Globals) error {
	if c.Output == "" && isTerminal(g.Out) {
		return usage("a Parquet table is no text: name a file with -o FILE")
	}
	if c.Table == "statements" {
		return c.export(ctx, g, writeStatementTable)
	}
	return c.export(ctx, g, writeClaimTable)
}

// claimRow is a row of the table of claims.
type claimRow struct {
	Claim          string    `parquet:"claim"`
	Document       string    `parquet:"document"`
	File           string    `parquet:"file"`
	Title          string    `parquet:"title"`
	Publisher      string    `parquet:"publisher"`
	Published      *string   `parquet:"published,optional"`
	URL            *string   `parquet:"url,optional"`
	Source         string    `parquet:"source"`
	SourceID       *string   `parquet:"source_id,optional"`
	SpeaksFor      []string  `parquet:"speaks_for,list"`
	Via            []string  `parquet:"via,list"`
	Stance         string    `parquet:"stance"`
	Predicate      string    `parquet:"predicate"`
	Subject        *string   `parquet:"subject,optional"`
	SubjectID      *string   `parquet:"subject_id,optional"`
	Object         *string   `parquet:"object,optional"`
	ObjectID       *string   `parquet:"object_id,optional"`
	Value          *string   `parquet:"value,optional"`
	Statement      string    `parquet:"statement"`
	WhenFrom       *string   `parquet:"when_from,optional"`
	WhenTo         *string   `parquet:"when_to,optional"`
	SaidFrom       *string   `parquet:"said_from,optional"`
	SaidTo         *string   `parquet:"said_to,optional"`
	Confidence     *string   `parquet:"confidence,optional"`
	Likelihood     *string   `parquet:"likelihood,optional"`
	LikelihoodLow  *int32    `parquet:"likelihood_low,optional"`
	LikelihoodHigh *int32    `parquet:"likelihood_high,optional"`
	Hedge          *string   `parquet:"hedge,optional"`
	Certainty      float64   `parquet:"certainty"`
	Extractor      string    `parquet:"extractor"`
	QuoteStart     int64     `parquet:"quote_start"`
	QuoteEnd       int64     `parquet:"quote_end"`
	Quote          string    `parquet:"quote"`
	Known          time.Time `parquet:"known,timestamp(microsecond)"`
}

func claimRowOf(d selection.Document, c ascribe.Claim) claimRow {
	subject, subjectID := partyCells(c.Subject)
	object, objectID := partyCells(c.Object)
	whenFrom, whenTo := intervalCells(c.When)
	saidFrom, saidTo := intervalCells(c.Said)
	row := claimRow{Claim: c.ID, Document: d.ID, File: d.File, Title: d.Title, Publisher: d.Publisher, Published: set(string(d.Published)), URL: set(d.URL),
		Source: c.Source.Name, SourceID: set(c.Source.ID), SpeaksFor: partyList(c.SpeaksFor), Via: partyList(c.Via), Stance: string(c.Stance), Predicate: string(c.Predicate),
		Subject: set(subject), SubjectID: set(subjectID), Object: set(object), ObjectID: set(objectID), Value: set(c.Value), Statement: c.Statement.Key(),
		WhenFrom: set(whenFrom), WhenTo: set(whenTo), SaidFrom: set(saidFrom), SaidTo: set(saidTo), Hedge: set(c.Hedge), Certainty: c.Certainty, Extractor: c.Extractor,
		QuoteStart: int64(c.Quote.Start), QuoteEnd: int64(c.Quote.End), Quote: c.Quote.Text, Known: d.Known[c.ID].UTC()}
	if c.Confidence != nil {
		row.Confidence = &c.Confidence.Level
	}
	if l := c.Likelihood; l != nil {
		low, high := int32(l.Low), int32(l.High)
		row.Likelihood, row.LikelihoodLow, row.LikelihoodHigh = set(l.Words), &low, &high
	}
	return row
}

// set is a value of a column that may be null.
func set(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func partyList(parties []ascribe.Party) []string {
	out := []string{}
	for _, p := range parties {
		out = append(out, p.Name)
	}
	return out
}

// writeClaimTable writes a row for each claim.
func writeClaimTable(w io.Writer, s *selection.Selection) error {
	out := parquet.NewGenericWriter[claimRow](w, parquet.Compression(&parquet.Zstd))
	for d, err := range s.Documents() {
		if err != nil {
			return err
		}
		for _, c := range d.Claims {
			if _, err := out.Write([]claimRow{claimRowOf(d, c)}); err != nil {
				return err
			}
		}
	}
	return out.Close()
}

// statementRow is a row of the table of statements.
type statementRow struct {
	Statement string   `parquet:"statement"`
	Predicate string   `parquet:"predicate"`
	Subject   *string  `parquet:"subject,optional"`
	SubjectID *string  `parquet:"subject_id,optional"`
	Object    *string  `parquet:"object,optional"`
	ObjectID  *string  `parquet:"object_id,optional"`
	Asserts   []string `parquet:"asserts,list"` // sources, each once
	Denies    []string `parquet:"denies,list"`
	Doubts    []string `parquet:"doubts,list"`
	Withholds []string `parquet:"withholds,list"`
	Claims    int32    `parquet:"claims"`
	Documents int32    `parquet:"documents"`
	FirstSaid *string  `parquet:"first_said,optional"`
	LastSaid  *string  `parquet:"last_said,optional"`
	last      string   // document, for counting
}

// writeStatementTable writes a row for each statement, by its key. All rows are
// held until the last claim is read.
func writeStatementTable(w io.Writer, s *selection.Selection) error {
	rows := map[string]*statementRow{}
	for d, err := range s.Documents() {
		if err != nil {
			return err
		}
		for _, c := range d.Claims {
			key := c.Statement.Key()
			if rows[key] == nil {
				subject, subjectID := partyCells(c.Subject)
				object, objectID := partyCells(c.Object)
				rows[key] = &statementRow{Statement: key, Predicate: string(c.Predicate), Subject: set(subject), SubjectID: set(subjectID), Object: set(object), ObjectID: set(objectID),
					Asserts: []string{}, Denies: []string{}, Doubts: []string{}, Withholds: []string{}}
			}
			rows[key].count(d.Document, c)
		}
	}
	list := make([]statementRow, 0, len(rows))
	for _, row := range rows {
		list = append(list, *row)
	}
	slices.SortFunc(list, func(a, b statementRow) int { return cmp.Compare(a.Statement, b.Statement) })
	out := parquet.NewGenericWriter[statementRow](w, parquet.Compression(&parquet.Zstd))
	if _, err := out.Write(list); err != nil {
		return err
	}
	return out.Close()
}

func (r *statementRow) count(d ascribe.Document, c ascribe.Claim) {
	r.Claims++
	if r.last != d.ID {
		r.last = d.ID
		r.Documents++
	}
	to := map[ascribe.Stance]*[]string{ascribe.Asserts: &r.Asserts, ascribe.Denies: &r.Denies, ascribe.Doubts: &r.Doubts, ascribe.Withholds: &r.Withholds}[c.Stance]
	if !slices.Contains(*to, c.Source.Name) {
		*to = append(*to, c.Source.Name)
	}
	day := string(ledger.SaidDay(d, c))
	if day == "" {
		return
	}
	if r.FirstSaid == nil || day < *r.FirstSaid {
		r.FirstSaid = &day
	}
	if r.LastSaid == nil || day > *r.LastSaid {
		r.LastSaid = &day
	}
}
