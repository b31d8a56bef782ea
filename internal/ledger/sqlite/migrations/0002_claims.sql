CREATE TABLE claim (
  number    INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,
  document  TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  day       TEXT NOT NULL,             -- ledger.SaidDay
  start     INTEGER NOT NULL,          -- of the quote, in bytes
  predicate TEXT NOT NULL,
  stance    TEXT NOT NULL,
  certainty REAL NOT NULL,
  statement TEXT NOT NULL,             -- Statement.Key
  names     TEXT NOT NULL,             -- of all parties, for search
  quote     TEXT NOT NULL,
  body      TEXT NOT NULL
) STRICT;
CREATE INDEX claim_order ON claim (day, document, start, id);
CREATE INDEX claim_document ON claim (document, day, start, id);
CREATE INDEX claim_statement ON claim (statement, day, document, start, id);
CREATE INDEX claim_predicate ON claim (predicate, day, document, start, id);
CREATE INDEX claim_stance ON claim (stance, day, document, start, id);

-- When the ledger first held a claim. It outlives the claim, so that one which a
-- version of the extractor misses and the next finds again is not news.
CREATE TABLE known (
  claim TEXT PRIMARY KEY,
  at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who is in a claim: side 'says' (source, and whom it speaks for), 'relays' or
-- 'does' (subject and object). The claim's sort key is repeated so that one
-- party's claims can be read in order, however many they are.
CREATE TABLE party (
  side     TEXT NOT NULL,
  key      TEXT NOT NULL,              -- Party.Key
  day      TEXT NOT NULL,
  document TEXT NOT NULL,
  start    INTEGER NOT NULL,
  id       TEXT NOT NULL,
  claim    INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
  PRIMARY KEY (side, key, day, document, start, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_claim ON party (claim);

CREATE TABLE incident (
  number INTEGER PRIMARY KEY,
  id     TEXT NOT NULL UNIQUE,
  first  TEXT NOT NULL,                -- first day of When
  title  TEXT NOT NULL,
  names  TEXT NOT NULL,                -- of the victim, for search
  body   TEXT NOT NULL                 -- without the claims
) STRICT;
CREATE INDEX incident_order ON incident (first, id);

CREATE TABLE incident_claim (
  incident INTEGER NOT NULL REFERENCES incident (number) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  claim    INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
  PRIMARY KEY (incident, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_claim_claim ON incident_claim (claim, incident);

CREATE VIRTUAL TABLE claim_text USING fts5 (
  names, quote,
  content = 'claim', content_rowid = 'number',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER claim_text_insert AFTER INSERT ON claim BEGIN
  INSERT INTO claim_text (rowid, names, quote) VALUES (new.number, new.names, new.quote);
END;
CREATE TRIGGER claim_text_delete AFTER DELETE ON claim BEGIN
  INSERT INTO claim_text (claim_text, rowid, names, quote) VALUES ('delete', old.number, old.names, old.quote);
END;
CREATE TRIGGER claim_text_update AFTER UPDATE OF names, quote ON claim
WHEN (old.names, old.quote) IS NOT (new.names, new.quote) BEGIN
  INSERT INTO claim_text (claim_text, rowid, names, quote) VALUES ('delete', old.number, old.names, old.quote);
  INSERT INTO claim_text (rowid, names, quote) VALUES (new.number, new.names, new.quote);
END;

CREATE VIRTUAL TABLE incident_text USING fts5 (
  title, names,
  content = 'incident', content_rowid = 'number',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER incident_text_insert AFTER INSERT ON incident BEGIN
  INSERT INTO incident_text (rowid, title, names) VALUES (new.number, new.title, new.names);
END;
CREATE TRIGGER incident_text_delete AFTER DELETE ON incident BEGIN
  INSERT INTO incident_text (incident_text, rowid, title, names) VALUES ('delete', old.number, old.title, old.names);
END;
