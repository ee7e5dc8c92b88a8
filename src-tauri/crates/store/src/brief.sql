CREATE TABLE brief (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    body       TEXT NOT NULL,              -- JSON of the brief
    search     TEXT NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX brief_name ON brief (name) WHERE deleted_at IS NULL;
