-- One row per notification, destination and event that holds, or held when it was looked at last.
select notification, destination, event, seen, outcome, attempt, "at", note
from ledger.told
order by seen, event
