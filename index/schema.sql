-- One generation's plans, sections, chunks, sentences and KPI records. Written once, then read only.
-- chunk.ordinal and sentence.ordinal run from 0 over the generation, plans of public access first, so that
-- each access level and each plan is one slice of the BM25 indexes and of the vector matrix.
-- `seal` is the check sum of the columns before it, `plan.seals` those of the pieces of its text: index/seals.py.
CREATE TABLE plan (
  id TEXT PRIMARY KEY, access TEXT NOT NULL, manifest TEXT NOT NULL, digest TEXT NOT NULL, seals TEXT NOT NULL, text TEXT NOT NULL,
  characters INTEGER NOT NULL, files TEXT NOT NULL, rejections TEXT NOT NULL, notices TEXT NOT NULL, pages INTEGER NOT NULL, tables INTEGER NOT NULL,
  chunk_start INTEGER NOT NULL, chunk_end INTEGER NOT NULL, sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL
) STRICT;
CREATE TABLE section (
  plan_id TEXT NOT NULL REFERENCES plan, number INTEGER NOT NULL, level INTEGER NOT NULL, title TEXT NOT NULL,
  heading TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, contents INTEGER NOT NULL,
  seal INTEGER NOT NULL, PRIMARY KEY (plan_id, number)
) STRICT;
CREATE TABLE chunk (
  ordinal INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, plan_id TEXT NOT NULL REFERENCES plan, section INTEGER NOT NULL,
  kind TEXT NOT NULL, heading TEXT NOT NULL, text TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  page INTEGER, words TEXT NOT NULL, sentences INTEGER NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TABLE sentence (
  ordinal INTEGER PRIMARY KEY, chunk INTEGER NOT NULL REFERENCES chunk, text TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX sentence_chunk ON sentence (chunk);
CREATE TABLE kpi (
  plan_id TEXT NOT NULL REFERENCES plan, "table" TEXT NOT NULL, field TEXT NOT NULL, issue TEXT NOT NULL,
  indicator TEXT NOT NULL, project_id TEXT NOT NULL, fiscal_year INTEGER, period TEXT NOT NULL, kind TEXT NOT NULL,
  value TEXT, unit TEXT NOT NULL, raw TEXT NOT NULL, qualifier TEXT NOT NULL, certainty TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, cell_start INTEGER NOT NULL, cell_end INTEGER NOT NULL,
  evidence TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX kpi_plan ON kpi (plan_id, indicator);
CREATE TABLE indicator (
  plan_id TEXT NOT NULL REFERENCES plan, "table" TEXT NOT NULL, field TEXT NOT NULL, issue TEXT NOT NULL,
  indicator TEXT NOT NULL, project_id TEXT NOT NULL, direction TEXT NOT NULL, formula TEXT NOT NULL,
  department TEXT NOT NULL, priority_issue TEXT NOT NULL, project_name TEXT NOT NULL, leading INTEGER,
  years TEXT NOT NULL, definition TEXT NOT NULL, note TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  seal INTEGER NOT NULL
) STRICT;
CREATE INDEX indicator_plan ON indicator (plan_id, indicator);
