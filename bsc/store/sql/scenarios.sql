-- One row per scenario, the oldest first.
select document from ledger.scenarios order by "at", id
