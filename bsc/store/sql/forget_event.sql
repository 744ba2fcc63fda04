-- Forgets an event that is over: when it comes back it is told again.
delete from ledger.told where notification = $notification and destination = $destination and event = $event
