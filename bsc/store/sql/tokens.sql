-- One row per token, the newest first; revoked ones as well.
select id, name, datasets, made_at, made_by, last_used, revoked_at
from ledger.tokens
order by made_at desc, id
