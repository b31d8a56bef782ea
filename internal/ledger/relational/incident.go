package relational

import (
	"context"
	"encoding/json"
	"fmt"

	"ascribe"
	"ascribe/internal/ledger"
)

// PutIncidents implements ledger.Writer.
func (s *Store) PutIncidents(ctx context.Context, incidents []ascribe.Incident) error {
	return s.update(ctx, func(tx conn) error {
		err := s.dialect.Lock(ctx, tx, []int64{incidentsLock})
		if err == nil {
			err = retire(ctx, tx, incidents)
		}
		if err != nil {
			return fmt.Errorf("ledger: incidents: %w", err)
		}
		for _, i := range incidents {
			if err := putIncident(ctx, tx, i); err != nil {
				return fmt.Errorf("ledger: incident %s: %w", i.ID, err)
			}
		}
		if err := s.dialect.IndexIncidents(ctx, tx); err != nil {
			return fmt.Errorf("ledger: incidents: %w", err)
		}
		return nil
	})
}

// retire deletes all incidents and notes the claims of those whose ids are not
// among the new ones. An id that is in use again is former no more.
func retire(ctx context.Context, tx conn, incidents []ascribe.Incident) error {
	ids := make([]string, len(incidents))
	for i := range incidents {
		ids[i] = incidents[i].ID
	}
	list, err := json.Marshal(rowsOf(ids))
	if err != nil {
		return err
	}
	for _, statement := range []string{
		"DELETE FROM former WHERE id IN (SELECT j.value ->> 0 FROM {rows})",
		`INSERT INTO former (id, claim) SELECT i.id, c.id FROM incident i JOIN incident_claim ic ON ic.incident = i.number JOIN claim c ON c.number = ic.claim
		WHERE i.id NOT IN (SELECT j.value ->> 0 FROM {rows}) ON CONFLICT DO NOTHING`,
	} {
		if _, err := tx.exec(ctx, statement, string(list)); err != nil {
			return err
		}
	}
	_, err = tx.exec(ctx, "DELETE FROM incident")
	return err
}

func putIncident(ctx context.Context, tx conn, i ascribe.Incident) error {
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
	var number int64
	const insert = "INSERT INTO incident (id, first, title, names, body) VALUES (?, ?, ?, ?, ?) RETURNING number"
	if err := tx.row(ctx, insert, i.ID, string(first), i.Title, names, string(body)).Scan(&number); err != nil {
		return err
	}
	if err := putFacets(ctx, tx, number, i); err != nil {
		return err
	}
	rows := make([][]any, len(claims))
	for position, claim := range claims {
		rows[position] = []any{position, claim}
	}
	n, err := tx.execRows(ctx, `
		INSERT INTO incident_claim (position, claim, incident)
		SELECT CAST(j.value ->> 0 AS BIGINT), c.number, CAST(? AS BIGINT) FROM {rows} JOIN claim c ON c.id = j.value ->> 1`, rows, number)
	if err == nil && int(n) < len(claims) {
		err = missingClaim(ctx, tx, claims)
	}
	return err
}

// missingClaim names the first of some claims that the ledger doesn't hold.
func missingClaim(ctx context.Context, tx conn, claims []string) error {
	for _, claim := range claims {
		var one int
		if err := tx.row(ctx, "SELECT 1 FROM claim WHERE id = ?", claim).Scan(&one); err != nil {
			return fmt.Errorf("%w: %w", ledger.ErrInvalid, notFound(err, "claim", claim))
		}
	}
	return nil
}

// Incident implements ledger.Reader.
func (s *Store) Incident(ctx context.Context, id string) (e ledger.IncidentEntry, err error) {
	err = s.snapshot(ctx, func(s *Store) error {
		if id, err = currentID(ctx, s.seen, id); err != nil {
			return err
		}
		if e.Incident, err = decoded[ascribe.Incident](ctx, s.seen, "incident", id, "SELECT body FROM incident WHERE id = ?"); err != nil {
			return err
		}
		return fillIncident(ctx, s.seen, &e)
	})
	return e, err
}

// currentID is the id itself where an incident has it, or one that holds most of
// the claims that the incident of that id held last.
func currentID(ctx context.Context, c conn, id string) (string, error) {
	var one int
	if err := c.row(ctx, "SELECT 1 FROM incident WHERE id = ?", id).Scan(&one); err == nil {
		return id, nil
	}
	var current string
	err := c.row(ctx, `
		SELECT i.id FROM former f JOIN claim c ON c.id = f.claim JOIN incident_claim ic ON ic.claim = c.number JOIN incident i ON i.number = ic.incident
		WHERE f.id = ? GROUP BY i.id ORDER BY count(*) DESC, i.id LIMIT 1`, id).Scan(&current)
	if err != nil {
		return "", notFound(err, "incident", id)
	}
	return current, nil
}

// fillIncident reads an incident's claims and counts them by document.
func fillIncident(ctx context.Context, c conn, e *ledger.IncidentEntry) (err error) {
	const claims = `
		SELECT c.id FROM incident i JOIN incident_claim ic ON ic.incident = i.number JOIN claim c ON c.number = ic.claim
		WHERE i.id = ? ORDER BY ic.position`
	if e.Claims, err = collect(ctx, c, claims, []any{e.ID}, func(scan func(...any) error) (id string, err error) {
		return id, scan(&id)
	}); err != nil {
		return err
	}
	const documents = `
		SELECT d.id, d.body, count(*) FROM incident i JOIN incident_claim ic ON ic.incident = i.number
		JOIN claim c ON c.number = ic.claim JOIN document d ON d.id = c.document
		WHERE i.id = ? GROUP BY d.number ORDER BY d.published, d.id`
	e.Documents, err = collect(ctx, c, documents, []any{e.ID}, func(scan func(...any) error) (ledger.IncidentDocument, error) {
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
	q := selection{from: "incident i", order: []column{{"i.first", ""}, {"i.id", ""}}, newest: f.Newest}
	q.equal(fmt.Sprintf(about, "c.document = ?"), f.Document)
	q.equal(fmt.Sprintf(about, "c.id = ?"), f.Claim)
	q.equal(fmt.Sprintf(about, "c.number IN (SELECT claim FROM party WHERE side = '"+doesSide+"' AND key = ?)"), indexKey(f.Party))
	q.equal(fmt.Sprintf(about, "c.number IN (SELECT claim FROM party WHERE side = '"+saysSide+"' AND key = ?)"), indexKey(f.Source))
	q.equal("i.first >= ?", string(f.From))
	q.equal("i.first <> '' AND i.first <= ?", string(f.To))
	for _, facet := range f.Facets() {
		q.where("i.number IN (SELECT incident FROM incident_facet WHERE facet = ? AND value = ?)", string(facet.Kind), facet.Value)
	}
	if err := s.incidentsMatching(ctx, &q, f.Query); err != nil {
		return out, err
	}
	err = s.snapshot(ctx, func(s *Store) error {
		out, err = page(ctx, s.seen, q, f.Paging, "i.body, i.first, i.id", func(scan func(...any) error) (e ledger.IncidentEntry, key []any, err error) {
			var body, first, id string
			if err = scan(&body, &first, &id); err == nil {
				err = json.Unmarshal([]byte(body), &e.Incident)
			}
			return e, []any{first, id}, err
		})
		for i := range out.Items {
			if err == nil {
				err = fillIncident(ctx, s.seen, &out.Items[i])
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
	titles, err := s.match(ctx, IncidentText, query, 0)
	if err != nil || titles.numbers == "" {
		return err
	}
	claims, err := s.match(ctx, ClaimText, query, matchSort)
	if err != nil {
		return err
	}
	having := "i.number IN (SELECT ic.incident FROM incident_claim ic WHERE ic.claim IN (" + claims.numbers + "))"
	if !claims.rare {
		having = "EXISTS (SELECT 1 FROM incident_claim ic WHERE ic.incident = i.number AND +ic.claim IN (" + claims.numbers + "))"
	}
	q.where("(i.number IN ("+titles.numbers+") OR "+having+")", append(titles.args, claims.args...)...)
	return nil
}
