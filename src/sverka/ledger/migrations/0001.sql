-- The catalogue of a book. Nothing here is ever changed or removed: what is seen again is a sighting.

CREATE TABLE snapshot (
    sha256 TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL
);

-- Postings are in order of time: the id of the last one up to a day is the book as of that day.
CREATE TABLE posting (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    snapshot TEXT REFERENCES snapshot (sha256),
    posted_at TEXT NOT NULL  -- UTC, ISO 8601 with microseconds
);

-- A Parquet file of flows: the rows that were new or revised in one posting, of one source and year.
CREATE TABLE flow_file (
    id INTEGER PRIMARY KEY,
    posting INTEGER NOT NULL REFERENCES posting (id),
    source TEXT NOT NULL,
    year INTEGER NOT NULL,
    path TEXT NOT NULL UNIQUE,  -- inside the book's folder
    rows INTEGER NOT NULL
);
CREATE INDEX flow_file_year ON flow_file (source, year);

-- Rows first_row to last_row of a file that a later posting brought again, unchanged.
CREATE TABLE flow_sighting (
    posting INTEGER NOT NULL REFERENCES posting (id),
    file INTEGER NOT NULL REFERENCES flow_file (id),
    first_row INTEGER NOT NULL,
    last_row INTEGER NOT NULL
);
CREATE INDEX flow_sighting_file ON flow_sighting (file);

-- Everything that is not a flow: readings, judgements, cards. The newest entry of a kind and key counts.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    posting INTEGER NOT NULL REFERENCES posting (id),
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    scope TEXT,              -- what entries are asked for by: a reading's pair, a judgement's statement
    day TEXT,                -- what they are ordered by: the day of the statement or judgement
    body TEXT NOT NULL,      -- JSON
    content TEXT NOT NULL    -- SHA-256 of the body without its origin
);
CREATE INDEX entry_key ON entry (kind, key);
CREATE INDEX entry_scope ON entry (kind, scope);

CREATE TABLE entry_sighting (
    posting INTEGER NOT NULL REFERENCES posting (id),
    entry INTEGER NOT NULL REFERENCES entry (id)
);
CREATE INDEX entry_sighting_entry ON entry_sighting (entry);

CREATE TRIGGER snapshot_kept BEFORE UPDATE ON snapshot BEGIN SELECT RAISE(ABORT, 'a book is append-only'); END;
CREATE TRIGGER snapshot_stays BEFORE DELETE ON snapshot BEGIN SELECT RAISE(ABORT, 'a book is append-only'); END;
CREATE TRIGGER posting_kept BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'a book is append-only'); END;
CREATE TRIGGER posting_stays BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'a book is append-only'); END;
CREATE TRIGGER flow_file_kept BEFORE UPDATE ON flow_file BEGIN SELECT RAISE(ABORT, 'a book is append-only'); END;
CREATE TRIGGER flow_file_stays BEFORE DELETE ON flow_file BEGIN SELECT RAISE(ABORT, 'a book is append-only'); END;
CREATE TRIGGER flow_sighting_kept BEFORE UPDATE ON flow_sighting BEGIN SELECT RAISE(ABORT, 'a book is append-only'); END;
CREATE TRIGGER flow_sighting_stays BEFORE DELETE ON flow_sighting BEGIN SELECT RAISE(ABORT, 'a book is append-only'); END;
CREATE TRIGGER entry_kept BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'a book is append-only'); END;
CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'a book is append-only'); END;
CREATE TRIGGER entry_sighting_kept BEFORE UPDATE ON entry_sighting BEGIN SELECT RAISE(ABORT, 'a book is append-only'); END;
CREATE TRIGGER entry_sighting_stays BEFORE DELETE ON entry_sighting BEGIN SELECT RAISE(ABORT, 'a book is append-only'); END;
