-- A row is one movement of a customer's money: nine charges to a refund.
select
    n + 2 as _line,
    'txn_' || cast(100000 + n as varchar) as balance_transaction_id,
    minute_of(n, $rows) as created_utc,
    case when hash(n, 1) % 10 = 0 then -1 else 1 end * round(20 + share(n, 2) * 1500, 2) as gross,
    case when hash(n, 1) % 10 = 0 then 'refund' else 'charge' end as reporting_category,
    customer_of(n, 3, $customers) as customer_id
from range($rows) as numbers (n)
