CREATE TABLE draft (
    id           TEXT PRIMARY KEY,
    run          TEXT NOT NULL,
    product      TEXT NOT NULL,            -- stays when the product is deleted: provenance holds it as it was
    profile      TEXT,
    brief        TEXT NOT NULL,
    variant      INTEGER NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('draft', 'in_review', 'approved', 'rejected')),
    text         TEXT NOT NULL,            -- of the latest revision
    revision     INTEGER NOT NULL,
    approval     TEXT,                     -- JSON
    stale        TEXT,                     -- JSON
    rejection    TEXT,
    provenance   TEXT NOT NULL,            -- JSON, never changed
    product_name TEXT NOT NULL,            -- what lists show, as drafted
    sku          TEXT NOT NULL,
    profile_name TEXT,
    brief_name   TEXT NOT NULL,
    finish       TEXT NOT NULL,
    language     TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    deleted_at   INTEGER
) STRICT;
CREATE INDEX draft_state ON draft (state, id) WHERE deleted_at IS NULL;
CREATE INDEX draft_product ON draft (product, id) WHERE deleted_at IS NULL;
CREATE INDEX draft_run ON draft (run, id) WHERE deleted_at IS NULL;

CREATE TABLE revision (
    id            TEXT PRIMARY KEY,
    draft         TEXT NOT NULL REFERENCES draft (id),
    number        INTEGER NOT NULL,
    author        TEXT NOT NULL,           -- JSON
    text          TEXT NOT NULL,
    edit          TEXT,
    restored_from INTEGER,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    UNIQUE (draft, number)
) STRICT;
-- What the model wrote is never changed, whatever a program above thinks.
CREATE TRIGGER revision_sealed BEFORE UPDATE ON revision WHEN old.number = 1
BEGIN SELECT RAISE(ABORT, 'revision sealed'); END;
