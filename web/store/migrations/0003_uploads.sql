CREATE TABLE uploads (
  upload_id TEXT PRIMARY KEY,
  time REAL NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'publishing', 'published', 'failed', 'discarded')),
  note TEXT NOT NULL
) STRICT;
