-- Lets the note $id say $text from now on.
update ledger.notes set text = $text, who = $who, "at" = $at where id = $id
