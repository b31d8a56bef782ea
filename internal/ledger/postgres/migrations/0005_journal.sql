-- What was done to documents and judgements, in order and without gaps. The hash of
-- an entry covers its fields and the hash of the entry before.
CREATE TABLE journal (
  number  BIGINT PRIMARY KEY,
  at      BIGINT NOT NULL,
  deed    TEXT COLLATE "C" NOT NULL,     -- ledger.Deed
  subject TEXT COLLATE "C" NOT NULL,     -- id of a document or a judgement
  digest  TEXT COLLATE "C" NOT NULL,     -- SHA-256 of what is kept of it, '' when nothing is
  hash    TEXT COLLATE "C" NOT NULL
);
CREATE INDEX journal_subject ON journal (subject, number);

-- The last entry that the incidents were made after.
CREATE TABLE grouped (
  entry BIGINT NOT NULL
);
