-- What was done to documents and judgements, in order and without gaps. The hash of
-- an entry covers its fields and the hash of the entry before.
CREATE TABLE journal (
  number  INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL,
  deed    TEXT NOT NULL,               -- ledger.Deed
  subject TEXT NOT NULL,               -- id of a document or a judgement
  digest  TEXT NOT NULL,               -- SHA-256 of what is kept of it, '' when nothing is
  hash    TEXT NOT NULL
) STRICT;
CREATE INDEX journal_subject ON journal (subject, number);

-- The last entry that the incidents were made after.
CREATE TABLE grouped (
  entry INTEGER NOT NULL
) STRICT;
