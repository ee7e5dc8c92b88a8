-- Products whose data stays on this machine.
ALTER TABLE product ADD COLUMN local_only INTEGER NOT NULL DEFAULT 0;
-- What went where is counted from the ledger.
CREATE INDEX ledger_sent ON ledger (number) WHERE deed = 'sent';
