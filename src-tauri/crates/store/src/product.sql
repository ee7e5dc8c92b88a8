CREATE TABLE product (
    id          TEXT PRIMARY KEY,          -- UUIDv7: sorts by the time it was made
    sku         TEXT NOT NULL,
    name        TEXT NOT NULL,
    description TEXT NOT NULL,
    price       TEXT NOT NULL,
    currency    TEXT NOT NULL,
    category    TEXT NOT NULL,
    brand       TEXT NOT NULL,
    tags        TEXT NOT NULL,             -- JSON list of texts
    attributes  TEXT NOT NULL,             -- JSON list of {name, value}
    language    TEXT NOT NULL,
    source_row  TEXT,                      -- JSON, untouched
    search      TEXT NOT NULL,             -- what is searched, in lower case
    created_at  INTEGER NOT NULL,          -- microseconds since 1970, UTC
    updated_at  INTEGER NOT NULL,
    deleted_at  INTEGER
) STRICT;
CREATE UNIQUE INDEX product_sku ON product (sku) WHERE deleted_at IS NULL;
CREATE INDEX product_category ON product (category) WHERE deleted_at IS NULL;
