-- What is searched, in lower case, of every product that is not deleted. A table of its own in the order of ids, so that
-- a search goes through words alone, an import only ever appends, and the words are kept once: they were in the row and
-- in an index.
DROP INDEX product_search;
CREATE TABLE product_search (
    id     TEXT PRIMARY KEY,
    search TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO product_search SELECT id, search FROM product WHERE deleted_at IS NULL ORDER BY id;
-- the order in which products were added is found without the words
CREATE INDEX product_added ON product (id, deleted_at) WHERE deleted_at IS NULL;
ALTER TABLE product DROP COLUMN search;
