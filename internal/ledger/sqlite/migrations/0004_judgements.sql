-- What people said of what was derived: only ever added to.
CREATE TABLE judgement (
  number      INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  at          INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  target_kind TEXT NOT NULL,
  target      TEXT NOT NULL,
  reviewer    TEXT NOT NULL,
  body        TEXT NOT NULL
) STRICT;
CREATE INDEX judgement_order ON judgement (at, id);
CREATE INDEX judgement_target ON judgement (target_kind, target, at, id);

-- In which documents the claims stand that a judgement is about. They may be
-- gone, and come back: judgements outlive documents.
CREATE TABLE judgement_document (
  document  TEXT NOT NULL,
  judgement INTEGER NOT NULL REFERENCES judgement (number) ON DELETE CASCADE,
  PRIMARY KEY (document, judgement)
) STRICT, WITHOUT ROWID;

-- Claims that somebody judged. Table claim holds them as judgements make them.
CREATE TABLE review (
  claim     INTEGER PRIMARY KEY REFERENCES claim (number) ON DELETE CASCADE,
  rejected  INTEGER NOT NULL,
  extracted TEXT NOT NULL,             -- the claim as it was read
  body      TEXT NOT NULL
) STRICT;
CREATE INDEX review_rejected ON review (claim) WHERE rejected = 1;

-- The claims that incidents held whose ids are no longer in use.
CREATE TABLE former (
  id    TEXT NOT NULL,
  claim TEXT NOT NULL,
  PRIMARY KEY (id, claim)
) STRICT, WITHOUT ROWID;

CREATE TABLE watch (
  id   TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
