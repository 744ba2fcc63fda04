-- Keeps what became of an attempt.
update ledger.sendings
set outcome = $outcome, note = $note, mark = $mark, "at" = $at
where subscription = $subscription and destination = $destination and due = $due and attempt = $attempt
