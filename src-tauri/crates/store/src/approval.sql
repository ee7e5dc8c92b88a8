-- What approvals rest on besides a draft's own product, and findings that a person lets stand.
ALTER TABLE draft ADD COLUMN waivers TEXT NOT NULL DEFAULT '[]'; -- JSON
CREATE TABLE draft_companion (
    draft   TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    product TEXT NOT NULL,
    PRIMARY KEY (product, draft)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_companion_draft ON draft_companion (draft);
INSERT OR IGNORE INTO draft_companion (draft, product)
SELECT draft.id, companion.value ->> '$.id' FROM draft, json_each(draft.provenance, '$.companions') AS companion;
