-- Keeps an earlier wording of the note $note.
insert into ledger.wordings (note, text, who, "at") values ($note, $text, $who, $at)
