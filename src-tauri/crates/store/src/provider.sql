-- Where drafts are written. A key is never here: it is in the system's keychain.
CREATE TABLE provider (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    body       TEXT NOT NULL,              -- JSON of the provider
    search     TEXT NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX provider_name ON provider (name) WHERE deleted_at IS NULL;
