-- Times are seconds since 1970. A session is the digest of a random id, never the id itself.
CREATE TABLE answers (
  answer_id TEXT PRIMARY KEY,
  time REAL NOT NULL,
  session TEXT NOT NULL,
  question TEXT NOT NULL,      -- personal data masked
  language TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT NOT NULL,        -- empty when answered
  plan_ids TEXT NOT NULL,      -- JSON list: the plans that the question was about
  cited TEXT NOT NULL,         -- JSON list of [plan id, heading]
  access TEXT NOT NULL
) STRICT;
CREATE INDEX answers_time ON answers (time);

CREATE TABLE feedback (
  answer_id TEXT NOT NULL REFERENCES answers (answer_id) ON DELETE CASCADE,
  session TEXT NOT NULL,
  time REAL NOT NULL,
  rating TEXT NOT NULL CHECK (rating IN ('good', 'bad')),
  reason TEXT NOT NULL,
  comment TEXT NOT NULL,       -- personal data masked
  drafted INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (answer_id, session)
) STRICT;

CREATE TABLE conversations (
  session TEXT NOT NULL,
  time REAL NOT NULL,
  question TEXT NOT NULL       -- personal data masked
) STRICT;
CREATE INDEX conversations_session ON conversations (session, time);

CREATE TABLE upkeep (
  name TEXT PRIMARY KEY,
  time REAL NOT NULL
) STRICT;
