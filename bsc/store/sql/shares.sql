-- One row per share link, the newest first; expired and revoked ones as well.
select
    id, name, note, kind, shown, made_at, made_by, expires_at, revoked_at, opened, last_opened, as_of, snapshot,
    hash, passphrase, figures
from ledger.shares
order by made_at desc, id
