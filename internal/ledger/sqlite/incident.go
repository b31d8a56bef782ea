package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"ascribe"
	"ascribe/internal/ledger"
)

// PutIncidents implements ledger.Writer.
func (s *Store) PutIncidents(ctx context.Context, incidents []ascribe.Incident) error {
	return s.update(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM incident"); err != nil {
			return fmt.Errorf("ledger: incidents: %w", err)
		}
		for _, i := range incidents {
			if err := putIncident(ctx, tx, i); err != nil {
				return fmt.Errorf("ledger: incident %s: %w", i.ID, err)
			}
		}
		return nil
	})
}

func putIncident(ctx context.Context, tx *sql.Tx, i ascribe.Incident) error {
	var first ascribe.Day
	var names string
	if i.When != nil {
		first = i.When.From
	}
	if i.Victim != nil {
		names = i.Victim.Name
	}
	claims := i.Claims
	i.Claims = nil
	body, err := json.Marshal(i)
	if err != nil {
		return err
	}
	result, err := tx.ExecContext(ctx, "INSERT INTO incident (id, first, title, names, body) VALUES (?, ?, ?, ?, ?)", i.ID, first, i.Title, names, string(body))
	if err != nil {
		return err
	}
	number, err := result.LastInsertId()
	if err != nil {
		return err
	}
	if err := putFacets(ctx, tx, number, i); err != nil {
		return err
	}
	for position, claim := range claims {
		result, err := tx.ExecContext(ctx, "INSERT INTO incident_claim (incident, position, claim) SELECT ?, ?, number FROM claim WHERE id = ?", number, position, claim)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fmt.Errorf("%w: claim %q: %w", ledger.ErrInvalid, claim, ledger.ErrNotFound))
		}
	}
	return nil
}

// Incident implements ledger.Reader.
func (s *Store) Incident(ctx context.Context, id string) (e ledger.IncidentEntry, err error) {
	err = s.view(ctx, func(tx *sql.Tx) error {
		if e.Incident, err = decoded[ascribe.Incident](ctx, tx, "incident", id, "SELECT body FROM incident WHERE id = ?"); err != nil {
			return err
		}
		return fillIncident(ctx, tx, &e)
	})
	return e, err
}

// fillIncident reads an incident's claims and counts them by document.
func fillIncident(ctx context.Context, q querier, e *ledger.IncidentEntry) (err error) {
	const claims = `
		SELECT c.id FROM incident i JOIN incident_claim ic ON ic.incident = i.number JOIN claim c ON c.number = ic.claim
		WHERE i.id = ? ORDER BY ic.position`
	if e.Claims, err = collect(ctx, q, claims, []any{e.ID}, func(scan func(...any) error) (id string, err error) {
		return id, scan(&id)
	}); err != nil {
		return err
	}
	const documents = `
		SELECT d.id, d.body, count(*) FROM incident i JOIN incident_claim ic ON ic.incident = i.number
		JOIN claim c ON c.number = ic.claim JOIN document d ON d.id = c.document
		WHERE i.id = ? GROUP BY d.id ORDER BY d.published, d.id`
	e.Documents, err = collect(ctx, q, documents, []any{e.ID}, func(scan func(...any) error) (ledger.IncidentDocument, error) {
		var n ledger.IncidentDocument
		var body string
		var d ascribe.Document
		err := scan(&n.ID, &body, &n.Claims)
		if err == nil {
			err = json.Unmarshal([]byte(body), &d)
		}
		n.File = d.File
		return n, err
	})
	return err
}

// Incidents implements ledger.Reader.
func (s *Store) Incidents(ctx context.Context, f ledger.IncidentFilter) (out ledger.Page[ledger.IncidentEntry], err error) {
	const about = "i.number IN (SELECT ic.incident FROM incident_claim ic JOIN claim c ON c.number = ic.claim WHERE %s)"
	q := selection{from: "incident i", order: []string{"i.first", "i.id"}, newest: f.Newest}
	q.equal(fmt.Sprintf(about, "c.document = ?"), f.Document)
	q.equal(fmt.Sprintf(about, "c.id = ?"), f.Claim)
	q.equal(fmt.Sprintf(about, "c.number IN (SELECT claim FROM party WHERE side = '"+doesSide+"' AND key = ?)"), f.Party)
	q.equal(fmt.Sprintf(about, "c.number IN (SELECT claim FROM party WHERE side = '"+saysSide+"' AND key = ?)"), f.Source)
	q.equal("i.first >= ?", string(f.From))
	q.equal("i.first <> '' AND i.first <= ?", string(f.To))
	for _, facet := range f.Facets() {
		q.where("i.number IN (SELECT incident FROM incident_facet WHERE facet = ? AND value = ?)", string(facet.Kind), facet.Value)
	}
	if err := s.incidentsMatching(ctx, &q, f.Query); err != nil {
		return out, err
	}
	err = s.view(ctx, func(tx *sql.Tx) error {
		out, err = page(ctx, tx, q, f.Paging, "i.body, i.first, i.id", func(scan func(...any) error) (e ledger.IncidentEntry, key []any, err error) {
			var body, first, id string
			if err = scan(&body, &first, &id); err == nil {
				err = json.Unmarshal([]byte(body), &e.Incident)
			}
			return e, []any{first, id}, err
		})
		for i := range out.Items {
			if err == nil {
				err = fillIncident(ctx, tx, &out.Items[i])
			}
		}
		return err
	})
	return out, err
}

// incidentsMatching adds the condition that title, victim or a claim fit a query.
// Where few claims fit, they lead to their incidents; where many do, the
// incidents are gone through in order, until the page is full.
func (s *Store) incidentsMatching(ctx context.Context, q *selection, query string) error {
	match, err := s.claimMatch(ctx, query)
	if err != nil || match.expr == "" {
		return err
	}
	claims := "i.number IN (SELECT ic.incident FROM incident_claim ic WHERE ic.claim IN (SELECT rowid FROM claim_text WHERE claim_text MATCH ?))"
	if !match.rare {
		claims = `EXISTS (SELECT 1 FROM incident_claim ic WHERE ic.incident = i.number
			AND +ic.claim IN (SELECT rowid FROM claim_text WHERE claim_text MATCH ?))`
	}
	q.where("(i.number IN (SELECT rowid FROM incident_text WHERE incident_text MATCH ?) OR "+claims+")", match.expr, match.expr)
	return nil
}
