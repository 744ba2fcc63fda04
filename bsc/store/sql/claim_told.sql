-- Keeps that an attempt to tell of an event begins, unless it was begun before: then no row comes back.
update ledger.told
set outcome = 'begun', attempt = $attempt, "at" = $at
where
    notification = $notification
    and destination = $destination
    and event = $event
    and attempt = $attempt - 1
    and outcome in ('waiting', 'failed')
returning event
