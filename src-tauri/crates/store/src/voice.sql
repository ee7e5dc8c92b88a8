CREATE TABLE voice (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    body       TEXT NOT NULL,              -- JSON of the voice
    search     TEXT NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX voice_name ON voice (name) WHERE deleted_at IS NULL;

-- Parts that briefs share.
CREATE TABLE partial (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    body       TEXT NOT NULL,              -- JSON of the part
    search     TEXT NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX partial_name ON partial (name) WHERE deleted_at IS NULL;

-- Every version of a brief and of a voice, kept by the database itself: whatever saves one, none is lost.
CREATE TABLE record_version (
    record  TEXT NOT NULL,
    version INTEGER NOT NULL,
    body    TEXT NOT NULL,                 -- JSON of the record as it was
    PRIMARY KEY (record, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER brief_added AFTER INSERT ON brief
BEGIN INSERT OR REPLACE INTO record_version VALUES (new.id, ifnull(new.body ->> '$.version', 1), new.body); END;
CREATE TRIGGER brief_changed AFTER UPDATE OF body ON brief
BEGIN INSERT OR REPLACE INTO record_version VALUES (new.id, ifnull(new.body ->> '$.version', 1), new.body); END;
CREATE TRIGGER voice_added AFTER INSERT ON voice
BEGIN INSERT OR REPLACE INTO record_version VALUES (new.id, ifnull(new.body ->> '$.version', 1), new.body); END;
CREATE TRIGGER voice_changed AFTER UPDATE OF body ON voice
BEGIN INSERT OR REPLACE INTO record_version VALUES (new.id, ifnull(new.body ->> '$.version', 1), new.body); END;
INSERT INTO record_version SELECT id, 1, body FROM brief;

-- What a person has said about a product and a profile: always recommended, or never.
CREATE TABLE pick (
    profile  TEXT NOT NULL,
    product  TEXT NOT NULL,
    pinned   INTEGER NOT NULL,             -- 0: excluded
    PRIMARY KEY (profile, product)
) STRICT, WITHOUT ROWID;
CREATE INDEX pick_product ON pick (product, profile);
