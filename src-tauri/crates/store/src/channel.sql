-- Copy in fields: what a draft says by the field of its channel. Its text stays beside them, for search and lists.
ALTER TABLE draft ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE draft ADD COLUMN fields TEXT;                      -- JSON: values by field; none for copy without fields
ALTER TABLE draft ADD COLUMN malformed INTEGER NOT NULL DEFAULT 0; -- an answer that could not be read as fields
ALTER TABLE revision ADD COLUMN fields TEXT;
CREATE INDEX draft_channel ON draft (channel, id, deleted_at) WHERE deleted_at IS NULL;
CREATE INDEX draft_malformed ON draft (id, state, deleted_at) WHERE deleted_at IS NULL AND malformed = 1;
-- the examples of a prompt: approved copy of a channel, the newest first
CREATE INDEX draft_example ON draft (channel, id) WHERE deleted_at IS NULL AND state = 'approved';
