-- Takes the earlier wordings of the note $note away.
delete from ledger.wordings where note = $note
