-- One row per review, as it was kept first.
select document from ledger.reviews order by "at", id
