-- Who did what when. Rows are never changed or deleted; only a detail can be erased, with the salt of its commitment.
CREATE TABLE ledger (
    number     INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    actor      TEXT NOT NULL,
    deed       TEXT NOT NULL,
    draft      TEXT,
    profile    TEXT,
    detail     TEXT,                        -- JSON; none once erased
    salt       TEXT,                        -- none once erased
    commitment TEXT NOT NULL,
    previous   TEXT NOT NULL,
    hash       TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_draft ON ledger (draft, number) WHERE draft IS NOT NULL;
CREATE INDEX ledger_profile ON ledger (profile) WHERE profile IS NOT NULL;
CREATE INDEX ledger_deed ON ledger (deed, number);
CREATE TRIGGER ledger_kept BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_sealed BEFORE UPDATE ON ledger
WHEN new.detail IS NOT NULL OR new.salt IS NOT NULL OR new.number <> old.number OR new.at <> old.at
    OR new.actor <> old.actor OR new.deed <> old.deed OR new.draft IS NOT old.draft OR new.profile IS NOT old.profile
    OR new.commitment <> old.commitment OR new.previous <> old.previous OR new.hash <> old.hash
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
