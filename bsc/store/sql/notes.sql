-- One row per note that was not withdrawn, the oldest day first.
select id, uid, kind, subject, "day", text, who, "at" from ledger.notes where withdrawn_at is null order by "day", id
