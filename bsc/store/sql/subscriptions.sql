-- One row per subscription, the oldest first.
select document, who, "at" from ledger.subscriptions order by "at", id
