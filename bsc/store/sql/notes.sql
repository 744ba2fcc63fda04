-- One row per note that was not withdrawn, the oldest day first.
select id, kpi, "day", text, who, "at" from ledger.notes where withdrawn_at is null order by "day", id
