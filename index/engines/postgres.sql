-- One generation's tables in a PostgreSQL schema of its own, as index/schema.sql has them for SQLite. The order of
-- texts is that of their code points (COLLATE "C"), as in SQLite. `rowid` keeps the order in which rows came.
CREATE TABLE plan (
  id TEXT COLLATE "C" PRIMARY KEY, access TEXT NOT NULL, manifest TEXT NOT NULL, digest TEXT NOT NULL,
  seals TEXT NOT NULL, text TEXT NOT NULL, characters INTEGER NOT NULL, files TEXT NOT NULL, rejections TEXT NOT NULL,
  notices TEXT NOT NULL, pages INTEGER NOT NULL, tables INTEGER NOT NULL, chunk_start INTEGER NOT NULL,
  chunk_end INTEGER NOT NULL, sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL
);
CREATE TABLE section (
  plan_id TEXT COLLATE "C" NOT NULL, number INTEGER NOT NULL, level INTEGER NOT NULL, title TEXT NOT NULL,
  heading TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, contents INTEGER NOT NULL,
  seal BIGINT NOT NULL, PRIMARY KEY (plan_id, number)
);
CREATE TABLE chunk (
  ordinal INTEGER PRIMARY KEY, id TEXT COLLATE "C" NOT NULL UNIQUE, plan_id TEXT COLLATE "C" NOT NULL,
  section INTEGER NOT NULL, kind TEXT NOT NULL, heading TEXT NOT NULL, text TEXT NOT NULL, start INTEGER NOT NULL,
  "end" INTEGER NOT NULL, page INTEGER, words TEXT NOT NULL, sentences INTEGER NOT NULL, seal BIGINT NOT NULL
);
CREATE INDEX chunk_plan ON chunk (plan_id, start);
CREATE TABLE sentence (
  ordinal INTEGER PRIMARY KEY, chunk INTEGER NOT NULL, text TEXT NOT NULL, start INTEGER NOT NULL,
  "end" INTEGER NOT NULL, kind TEXT NOT NULL, seal BIGINT NOT NULL
);
CREATE INDEX sentence_chunk ON sentence (chunk);
CREATE TABLE kpi (
  plan_id TEXT COLLATE "C" NOT NULL, "table" TEXT NOT NULL, field TEXT NOT NULL, issue TEXT NOT NULL,
  indicator TEXT NOT NULL, project_id TEXT NOT NULL, fiscal_year INTEGER, period TEXT NOT NULL, kind TEXT NOT NULL,
  value TEXT, unit TEXT NOT NULL, raw TEXT NOT NULL, qualifier TEXT NOT NULL, certainty TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, cell_start INTEGER NOT NULL, cell_end INTEGER NOT NULL,
  evidence TEXT NOT NULL, seal BIGINT NOT NULL, rowid BIGSERIAL
);
CREATE INDEX kpi_plan ON kpi (plan_id, indicator);
CREATE TABLE indicator (
  plan_id TEXT COLLATE "C" NOT NULL, "table" TEXT NOT NULL, field TEXT NOT NULL, issue TEXT NOT NULL,
  indicator TEXT NOT NULL, project_id TEXT NOT NULL, direction TEXT NOT NULL, formula TEXT NOT NULL,
  department TEXT NOT NULL, priority_issue TEXT NOT NULL, project_name TEXT NOT NULL, "leading" INTEGER,
  years TEXT NOT NULL, definition TEXT NOT NULL, note TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  seal BIGINT NOT NULL, rowid BIGSERIAL
);
CREATE INDEX indicator_plan ON indicator (plan_id, indicator);
-- BM25: for each scope, keyword index and term the chunks that hold it (int32) and their weights (float32), both
-- little-endian and of the same length. `bm25_scope` says which scope a level of access reads: where a level adds no
-- plan, that of the level below it.
CREATE TABLE bm25_scope (access TEXT PRIMARY KEY, scope TEXT NOT NULL, size INTEGER NOT NULL);
CREATE TABLE posting (
  scope TEXT NOT NULL, arm TEXT NOT NULL, term TEXT COLLATE "C" NOT NULL, count INTEGER NOT NULL,
  chunks BYTEA NOT NULL, weights BYTEA NOT NULL,
  PRIMARY KEY (scope, arm, term)
);
-- Read in parts or as they are: not compressed.
ALTER TABLE plan ALTER COLUMN text SET STORAGE EXTERNAL;
ALTER TABLE posting ALTER COLUMN chunks SET STORAGE EXTERNAL, ALTER COLUMN weights SET STORAGE EXTERNAL;
