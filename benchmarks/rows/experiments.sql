-- A row is one experiment.
select
    n + 2 as _line,
    'EXP-' || cast(n as varchar) as experiment,
    pick(['Awareness', 'Interest', 'Consideration', 'Purchase'], n, 1) as area,
    pick(personas(), n, 2) as persona,
    day_of(n, $rows) as started_on,
    day_of(n, $rows) + cast(7 + hash(n, 3) % 14 as integer) as ended_on,
    pick(['Won', 'Lost', 'Inconclusive'], n, 4) as result,
    round(share(n, 5) * 0.2 - 0.08, 3) as uplift
from range($rows) as numbers (n)
