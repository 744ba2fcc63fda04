-- A row is one deal; a fifth of them is still open, three of eight of the others were won.
with created as (
    select
        n,
        minute_of(n, $rows) as create_date,
        later(minute_of(n, $rows), n, 4, 30) as proposal_sent_date,
        ['Closed Won', 'Closed Won', 'Closed Won', 'Closed Lost', 'Closed Lost', 'Closed Lost', 'Closed Lost',
            'Closed Lost', 'Proposal', 'Proposal'][1 + cast(hash(n, 3) % 10 as integer)] as deal_stage
    from range($rows) as numbers (n)
)

select
    n + 2 as _line,
    70000 + n as record_id,
    deal_stage,
    round(500 + share(n, 6) * 9000, 2) as amount,
    (hash(n, 7) % 5) / 20 as discount,
    pick(personas(), n, 1) as persona,
    pick(channels(), n, 2) as original_source,
    create_date,
    proposal_sent_date,
    case when deal_stage <> 'Proposal' then later(proposal_sent_date, n, 8, 45) end as close_date,
    case when deal_stage = 'Closed Lost' and hash(n, 10) % 4 > 0
        then pick(['Price', 'Competitor', 'Missing feature'], n, 11) end as closed_lost_reason
from created
