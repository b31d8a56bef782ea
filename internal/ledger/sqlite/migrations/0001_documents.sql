-- Times are microseconds since 1970, UTC. Days are ISO 8601 or ''. Bodies are the
-- JSON of the noun, whole; the other columns are what queries select and order by.

CREATE TABLE document (
  number    INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,
  published TEXT NOT NULL,
  publisher TEXT NOT NULL,
  title     TEXT NOT NULL,
  byline    TEXT NOT NULL,
  claims    INTEGER NOT NULL,          -- how many it has
  body      TEXT NOT NULL,
  signature BLOB NOT NULL,             -- 64-bit words, little-endian
  mentions  TEXT NOT NULL,             -- JSON list
  layout    TEXT NOT NULL,             -- JSON of the text without its content
  content   TEXT NOT NULL              -- last: lists need not read past it
) STRICT;
CREATE INDEX document_order ON document (published, id);
CREATE INDEX document_publisher ON document (publisher, published, id);

CREATE TABLE original (
  document TEXT PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
  bytes    BLOB NOT NULL
) STRICT;

CREATE TABLE origin (
  document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  read     INTEGER NOT NULL,
  file     TEXT NOT NULL,
  PRIMARY KEY (document, read, file)
) STRICT, WITHOUT ROWID;

CREATE TABLE stamp (
  document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  stage    TEXT NOT NULL,
  version  TEXT NOT NULL,
  PRIMARY KEY (document, stage)
) STRICT, WITHOUT ROWID;

CREATE TABLE band (
  band     INTEGER NOT NULL,
  document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  PRIMARY KEY (band, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX band_document ON band (document);

-- A link is kept once for each of the two documents whose Put found it.
CREATE TABLE copy (
  document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  of       TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  found_by TEXT NOT NULL,
  overlap  REAL NOT NULL,
  PRIMARY KEY (document, of, found_by)
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_of ON copy (of);
CREATE INDEX copy_found ON copy (found_by);

CREATE TABLE entity (
  number   INTEGER PRIMARY KEY,
  document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  id       TEXT NOT NULL,
  type     TEXT NOT NULL,
  names    TEXT NOT NULL,              -- name and aliases, for search
  body     TEXT NOT NULL,
  UNIQUE (document, id)
) STRICT;
CREATE INDEX entity_id ON entity (id);

CREATE VIRTUAL TABLE document_text USING fts5 (
  title, publisher, byline, content,
  content = 'document', content_rowid = 'number',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER document_text_insert AFTER INSERT ON document BEGIN
  INSERT INTO document_text (rowid, title, publisher, byline, content)
  VALUES (new.number, new.title, new.publisher, new.byline, new.content);
END;
CREATE TRIGGER document_text_delete AFTER DELETE ON document BEGIN
  INSERT INTO document_text (document_text, rowid, title, publisher, byline, content)
  VALUES ('delete', old.number, old.title, old.publisher, old.byline, old.content);
END;
CREATE TRIGGER document_text_update AFTER UPDATE OF title, publisher, byline, content ON document
WHEN (old.title, old.publisher, old.byline, old.content) IS NOT (new.title, new.publisher, new.byline, new.content) BEGIN
  INSERT INTO document_text (document_text, rowid, title, publisher, byline, content)
  VALUES ('delete', old.number, old.title, old.publisher, old.byline, old.content);
  INSERT INTO document_text (rowid, title, publisher, byline, content)
  VALUES (new.number, new.title, new.publisher, new.byline, new.content);
END;

CREATE VIRTUAL TABLE entity_text USING fts5 (
  names, content = 'entity', content_rowid = 'number',
  tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER entity_text_insert AFTER INSERT ON entity BEGIN
  INSERT INTO entity_text (rowid, names) VALUES (new.number, new.names);
END;
CREATE TRIGGER entity_text_delete AFTER DELETE ON entity BEGIN
  INSERT INTO entity_text (entity_text, rowid, names) VALUES ('delete', old.number, old.names);
END;
