-- Tries to sign in that were not followed by a right password, by digests of account and client.
CREATE TABLE sign_in_tries (
  time REAL NOT NULL,
  key TEXT NOT NULL
) STRICT;
CREATE INDEX sign_in_tries_key ON sign_in_tries (key, time);

-- Sessions that were signed out before they ended by themselves.
CREATE TABLE sign_outs (
  session TEXT PRIMARY KEY,
  time REAL NOT NULL
) STRICT;
