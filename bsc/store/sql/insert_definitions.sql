-- Writes a new version of the definitions and gives its number.
insert into ledger.definitions
select coalesce(max(version), 0) + 1, $at, $who, $note, $document from ledger.definitions
returning version
