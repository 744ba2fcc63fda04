-- Keeps the setting $name.
insert into ledger.settings values ($name, $value)
