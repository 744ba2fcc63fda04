-- Takes the setting $name away.
delete from ledger.settings where name = $name
