-- Files of facts and correspondences beside those of flows; small posts keep several years in one file.
-- What all rows of a file have in common stands here and not in the file: a column that says the same
-- ten million times costs more to write and to read than all the figures. Files of layout 1 have
-- every column but `line`.

ALTER TABLE flow_file ADD COLUMN kind TEXT NOT NULL DEFAULT 'flows';
ALTER TABLE flow_file ADD COLUMN last_year INTEGER;  -- NULL: the same as year
ALTER TABLE flow_file ADD COLUMN common TEXT NOT NULL DEFAULT '{"line": null}';  -- JSON, column: value

CREATE INDEX flow_file_kind ON flow_file (kind, source);
