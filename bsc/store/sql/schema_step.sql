-- One row: the newest schema step that the file has taken.
select coalesce(max(step), 0) as step from ledger.schema_steps
