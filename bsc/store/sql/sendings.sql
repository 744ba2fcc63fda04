-- One row per subscription: its newest attempt at its newest due time.
select subscription, due, attempt, "at", outcome, note, mark
from ledger.sendings
qualify row_number() over (partition by subscription order by due desc, attempt desc) = 1
