-- What is searched, in lower case. The program writes it, because SQLite's own lower() knows the letters A to Z only;
-- drafts from before this column get the rest of their letters when they are next saved.
ALTER TABLE draft ADD COLUMN search TEXT NOT NULL DEFAULT '';
UPDATE draft SET search = lower(
    product_name || char(10) || sku || char(10) || ifnull(profile_name, '') || char(10) || brief_name || char(10) || text
);
-- as with products: an index has all that a page and a search need
CREATE INDEX draft_search ON draft (id, search, deleted_at) WHERE deleted_at IS NULL;
DROP INDEX draft_state;
CREATE INDEX draft_state ON draft (state, id, deleted_at) WHERE deleted_at IS NULL;
DROP INDEX draft_product;
CREATE INDEX draft_product ON draft (product, id, deleted_at) WHERE deleted_at IS NULL;
