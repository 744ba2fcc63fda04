-- One row per subscription and destination: its newest attempt at its newest due time.
select subscription, destination, due, attempt, "at", outcome, note, mark
from ledger.sendings
qualify row_number() over (partition by subscription, destination order by due desc, attempt desc) = 1
