-- Adds $times openings to the share link $id, the last of them at $at.
update ledger.shares set opened = opened + $times, last_opened = $at where id = $id
