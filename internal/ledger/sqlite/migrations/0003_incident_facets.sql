-- What incidents are counted and selected by: ledger.FacetsOf.
CREATE TABLE incident_facet (
  facet    TEXT NOT NULL,
  value    TEXT NOT NULL,
  incident INTEGER NOT NULL REFERENCES incident (number) ON DELETE CASCADE,
  PRIMARY KEY (facet, value, incident)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_facet_incident ON incident_facet (incident);
