-- One row per note that was withdrawn: its uid.
select uid from ledger.notes where withdrawn_at is not null
