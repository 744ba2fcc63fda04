-- Keeps what became of the attempt to tell of an event.
update ledger.told
set outcome = $outcome, note = $note, "at" = $at
where
    notification = $notification
    and destination = $destination
    and event = $event
    and attempt = $attempt
    and outcome = 'begun'
