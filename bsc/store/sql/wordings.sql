-- One row per earlier wording of a note, the oldest first.
select note, text, who, "at" from ledger.wordings order by note, "at"
