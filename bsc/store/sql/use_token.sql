-- Keeps when the token $id was last used.
update ledger.tokens set last_used = $at where id = $id
