-- A note is a code that the pages word, figures for its text (JSON), and a program's own line in English.
ALTER TABLE uploads RENAME COLUMN note TO detail;
ALTER TABLE uploads ADD COLUMN code TEXT NOT NULL DEFAULT '';
ALTER TABLE uploads ADD COLUMN figures TEXT NOT NULL DEFAULT '{}';
UPDATE uploads SET code = 'failed' WHERE state = 'failed';
UPDATE uploads SET figures = json_object('index_id', substr(detail, 7)), detail = ''
  WHERE state = 'published' AND detail LIKE 'index %';
