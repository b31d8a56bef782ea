-- What incidents are counted and selected by: ledger.FacetsOf.
CREATE TABLE incident_facet (
  facet    TEXT COLLATE "C" NOT NULL,
  value    TEXT COLLATE "C" NOT NULL,
  incident BIGINT NOT NULL REFERENCES incident (number) ON DELETE CASCADE,
  PRIMARY KEY (facet, value, incident)
);
CREATE INDEX incident_facet_incident ON incident_facet (incident);
