-- The tables of the SQLite file after its migration 0004; what the columns hold is told there.
-- `rowid` is the order of rows, as every table of SQLite has it.
CREATE TABLE answers (
  answer_id TEXT PRIMARY KEY,
  time DOUBLE PRECISION NOT NULL,
  session TEXT NOT NULL,
  question TEXT NOT NULL,
  language TEXT NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  plan_ids TEXT NOT NULL,
  cited TEXT NOT NULL,
  access TEXT NOT NULL,
  rowid BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE
);
CREATE INDEX answers_time ON answers (time, rowid);
CREATE INDEX answers_session ON answers (session);

CREATE TABLE feedback (
  answer_id TEXT NOT NULL REFERENCES answers (answer_id) ON DELETE CASCADE,
  session TEXT NOT NULL,
  time DOUBLE PRECISION NOT NULL,
  rating TEXT NOT NULL CHECK (rating IN ('good', 'bad')),
  reason TEXT NOT NULL,
  comment TEXT NOT NULL,
  drafted INTEGER NOT NULL DEFAULT 0,
  rowid BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
  PRIMARY KEY (answer_id, session)
);
CREATE INDEX feedback_session ON feedback (session);

CREATE TABLE conversations (
  session TEXT NOT NULL,
  time DOUBLE PRECISION NOT NULL,
  question TEXT NOT NULL,
  rowid BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);
CREATE INDEX conversations_session ON conversations (session, time, rowid);

CREATE TABLE upkeep (
  name TEXT PRIMARY KEY,
  time DOUBLE PRECISION NOT NULL
);

CREATE TABLE sign_in_tries (
  time DOUBLE PRECISION NOT NULL,
  key TEXT NOT NULL,
  rowid BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);
CREATE INDEX sign_in_tries_key ON sign_in_tries (key, time);

CREATE TABLE sign_outs (
  session TEXT PRIMARY KEY,
  time DOUBLE PRECISION NOT NULL,
  rowid BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE
);

CREATE TABLE uploads (
  upload_id TEXT PRIMARY KEY,
  time DOUBLE PRECISION NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'publishing', 'published', 'failed', 'discarded')),
  detail TEXT NOT NULL,
  code TEXT NOT NULL DEFAULT '',
  figures TEXT NOT NULL DEFAULT '{}'
);
