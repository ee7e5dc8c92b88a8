CREATE TABLE profile (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    body       TEXT NOT NULL,              -- JSON of the profile
    search     TEXT NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX profile_name ON profile (name) WHERE deleted_at IS NULL;
