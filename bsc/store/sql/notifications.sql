-- One row per notification, the oldest first.
select document, who, "at" from ledger.notifications order by "at", id
