-- A page of any order, and a search through all products, is found in an index instead of whole rows: descriptions and
-- source rows are long. The search text goes along in the order of ids, so that an import only ever appends to it.
-- SQLite looks into the row for deleted_at, although it is null by definition here, unless the index has it too.
CREATE INDEX product_search ON product (id, search, deleted_at) WHERE deleted_at IS NULL;
CREATE INDEX product_name ON product (name, id, deleted_at) WHERE deleted_at IS NULL;
CREATE INDEX product_updated ON product (updated_at, id, deleted_at) WHERE deleted_at IS NULL;
DROP INDEX product_category;
CREATE INDEX product_category ON product (category, id, deleted_at) WHERE deleted_at IS NULL;
