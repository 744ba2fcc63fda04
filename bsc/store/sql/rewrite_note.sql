-- Lets the note $uid be about, say and name what it is given; its number comes back, no row when there is none.
update ledger.notes
set kind = $kind, subject = $subject, "day" = $day, text = $text, who = $who, "at" = $at
where uid = $uid and withdrawn_at is null
returning id
