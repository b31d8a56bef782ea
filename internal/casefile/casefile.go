// Package casefile collects what the ledger holds on one incident, or on one
// source, and assesses it. It is what stands between the ledger and the faces
// that show assessments, dossiers, codings and sources.
//
// Entry points: Open for an incident, Trace for a source.
package casefile

import (
	"context"
	"encoding/json"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/dossier"
	"ascribe/internal/eurepoc"
	"ascribe/internal/ledger"
	"ascribe/internal/veris"
)

// Reader is what a case asks of the ledger.
type Reader interface {
	Document(ctx context.Context, id string) (ascribe.Document, error)
	Incident(ctx context.Context, id string) (ledger.IncidentEntry, error)
	Copies(ctx context.Context, document string) ([]ascribe.Copy, error)
	Claims(ctx context.Context, f ledger.ClaimFilter) (ledger.Page[ledger.Entry], error)
	Judgements(ctx context.Context, f ledger.JudgementFilter) (ledger.Page[ascribe.Judgement], error)
}

// Options say how a case is read.
type Options struct {
	AsOf      ascribe.Day // only what had been said by that day; "" is everything
	Knowledge assess.Knowledge
	Records   bool // weigh each source's record in the whole ledger: some queries for each source
}

// Case is one incident with its assessment.
type Case struct {
	assess.Input
	Assessment assess.Assessment
}

// Open reads and assesses an incident. It fails with ledger.ErrNotFound where
// there is none of that id.
func Open(ctx context.Context, r Reader, id string, o Options) (Case, error) {
	in, err := input(ctx, r, id)
	if err != nil {
		return Case{}, err
	}
	in.AsOf, in.Knowledge = o.AsOf, o.Knowledge
	if in.Graded, in.Rated, err = grades(ctx, r); err != nil {
		return Case{}, err
	}
	c := Case{in, assess.Assess(in)}
	if !o.Records {
		return c, nil
	}
	c.Records = map[string]assess.Record{}
	for _, s := range c.Assessment.Sources {
		tried, err := tried(ctx, r, s.Key, o, recordClaims)
		if err != nil {
			return Case{}, err
		}
		c.Records[s.Key] = recordOf(tried)
	}
	c.Assessment = assess.Assess(c.Input)
	return c, nil
}

// Dossier is the case as a dossier.
func (c Case) Dossier() dossier.Dossier {
	return dossier.Build(dossier.Input{Incident: c.Incident, Assessment: c.Assessment, Documents: c.Documents})
}

// Coding is the case in the vocabulary of the European Repository of Cyber Incidents.
func (c Case) Coding() eurepoc.Coding {
	return eurepoc.Code(c.coded())
}

// Record is the case in the Vocabulary for Event Recording and Incident Sharing.
func (c Case) Record() veris.Incident { return veris.Code(c.coded()) }

func (c Case) coded() eurepoc.Input {
	return eurepoc.Input{Incident: c.Incident, Assessment: c.Assessment, Documents: c.Documents, Knowledge: c.Knowledge}
}

// input collects what the ledger holds on an incident.
func input(ctx context.Context, r Reader, id string) (assess.Input, error) {
	var in assess.Input
	entry, err := r.Incident(ctx, id)
	if err != nil {
		return in, err
	}
	in.Incident = entry.Incident
	for claim, err := range ledger.AllClaims(ctx, r, ledger.ClaimFilter{Incident: entry.ID}) {
		if err != nil {
			return in, err
		}
		in.Claims = append(in.Claims, claim.Claim)
	}
	for _, of := range entry.Documents {
		document, err := r.Document(ctx, of.ID)
		if err != nil {
			return in, err
		}
		links, err := r.Copies(ctx, of.ID)
		if err != nil {
			return in, err
		}
		in.Documents = append(in.Documents, document)
		in.Copies = append(in.Copies, links...)
	}
	return in, nil
}

// grades are the last grades that reviewers gave, to sources by Party.Key and to
// statements by Statement.Key.
func grades(ctx context.Context, r Reader) (sources, statements map[string]assess.Graded, err error) {
	var all []ascribe.Judgement
	for _, kind := range []ascribe.JudgementKind{ascribe.Grade, ascribe.Undo} {
		for j, err := range ledger.AllJudgements(ctx, r, ledger.JudgementFilter{Kind: kind}) {
			if err != nil {
				return nil, nil, err
			}
			all = append(all, j)
		}
	}
	sources, statements = map[string]assess.Graded{}, map[string]assess.Graded{}
	for _, j := range ascribe.InForce(all) {
		g := assess.Graded{Reviewer: j.Reviewer, Note: j.Note}
		if err := json.Unmarshal(j.Value, &g.Grade); err != nil {
			return nil, nil, err
		}
		if j.Target.Kind == ascribe.SourceTarget {
			sources[j.Target.ID] = g
		} else {
			statements[j.Target.ID] = g
		}
	}
	return sources, statements, nil
}
