-- A row is one contact: half of them ask, two of three become leads, a third of these opportunities, a third of those customers.
with created as (
    select
        n,
        minute_of(n, $rows) as create_date,
        case when hash(n, 3) % 2 = 0 then later(minute_of(n, $rows), n, 4, 20) end as inquiry_date,
        case when hash(n, 6) % 3 > 0 then later(minute_of(n, $rows), n, 7, 30) end as became_a_lead_date
    from range($rows) as numbers (n)
),
weighed as (
    select *, case when hash(n, 11) % 3 = 0 then later(became_a_lead_date, n, 12, 60) end as became_an_opportunity_date
    from created
)

select
    n + 2 as _line,
    40000 + n as record_id,
    pick(personas(), n, 1) as persona,
    pick(channels(), n, 2) as original_source,
    create_date,
    inquiry_date,
    later(inquiry_date, n, 9, 3) as first_reply_date,
    became_a_lead_date,
    became_an_opportunity_date,
    case when hash(n, 13) % 3 = 0 then later(became_an_opportunity_date, n, 14, 40) end as became_a_customer_date
from weighed
