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
    skipped    INTEGER NOT NULL,           -- cells that were left out: each has a row, for it is not to be taken up
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
    state        TEXT NOT NULL CHECK (state IN ('queued', 'leased', 'running', 'done', 'failed', 'cancelled', 'unknown',
                                              'skipped')),
    attempts     INTEGER NOT NULL,
    sent_at      INTEGER,                  -- of the attempt under way
    worst_tokens INTEGER,                  -- what is set aside for it
    worst_nano   INTEGER,
    batch        INTEGER,                  -- of the attempt under way, when it went out with others in a file
    request      TEXT,                     -- JSON: what went out with it, for it is collected another day
    draft        TEXT,
    problem      TEXT,                     -- JSON: why there is none
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;
-- the few that are not whole, however many are
CREATE INDEX cell_open ON cell (run, state, number) WHERE state <> 'done';
-- what a provider is writing in its own time; it outlives the process that asked for it
CREATE INDEX cell_batch ON cell (run, batch, number) WHERE batch IS NOT NULL;

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

CREATE TABLE batch (
    run        TEXT NOT NULL REFERENCES run (id),
    number     INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('sending', 'open', 'over')),
    remote     TEXT,                       -- the provider's id; none until it has answered
    status     TEXT,                       -- JSON: how it stood when the provider was last asked
    cells      INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

-- what a plan counts before anything is sent: products that say nothing, cells that have a draft
CREATE INDEX product_bare ON product (id) WHERE trim(description) = '' AND deleted_at IS NULL;
CREATE INDEX draft_cell ON draft (brief, profile, product, variant, state) WHERE deleted_at IS NULL;
