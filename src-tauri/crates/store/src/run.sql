-- Campaigns. The process that has the workspace open is the only one that takes up cells, so a lease needs no time to run
-- out: what it left behind is found when the workspace is next opened, whatever the clock says.
CREATE TABLE run (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    plan       TEXT NOT NULL,              -- JSON, frozen
    state      TEXT NOT NULL CHECK (state IN ('running', 'pausing', 'paused', 'done', 'cancelled')),
    pause      TEXT,                       -- JSON: why it rests
    wish       TEXT CHECK (wish IN ('pause', 'cancel')), -- what another process asks of the one that runs it
    next       INTEGER NOT NULL,           -- the first cell that was never taken up: it and all behind it have no row
    done       INTEGER NOT NULL,
    failed     INTEGER NOT NULL,
    cancelled  INTEGER NOT NULL,
    unknown    INTEGER NOT NULL,
    attempts   INTEGER NOT NULL,
    tokens     INTEGER NOT NULL,           -- spent
    nano       INTEGER NOT NULL,           -- spent, in billionths of the currency's unit
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;

CREATE TABLE run_product (
    run      TEXT NOT NULL REFERENCES run (id),
    position INTEGER NOT NULL,
    product  TEXT NOT NULL,
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE cell (
    run          TEXT NOT NULL REFERENCES run (id),
    number       INTEGER NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('queued', 'leased', 'running', 'done', 'failed', 'cancelled', 'unknown')),
    attempts     INTEGER NOT NULL,
    sent_at      INTEGER,                  -- of the attempt under way
    worst_tokens INTEGER,                  -- what is set aside for it
    worst_nano   INTEGER,
    draft        TEXT,
    problem      TEXT,                     -- JSON: why there is none
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;
-- the few that are not whole, however many are
CREATE INDEX cell_open ON cell (run, state, number) WHERE state <> 'done';

CREATE TABLE attempt (
    id                TEXT PRIMARY KEY,
    run               TEXT NOT NULL REFERENCES run (id),
    cell              INTEGER NOT NULL,
    number            INTEGER NOT NULL,
    outcome           TEXT NOT NULL CHECK (outcome IN ('done', 'failed', 'unknown', 'cancelled')),
    tokens            INTEGER NOT NULL,    -- billed, as far as is known
    nano              INTEGER NOT NULL,
    draft             TEXT,
    problem           TEXT,                -- JSON
    request_id        TEXT,
    started_at        INTEGER NOT NULL,
    ended_at          INTEGER NOT NULL
) STRICT;
CREATE INDEX attempt_cell ON attempt (run, cell, number);
