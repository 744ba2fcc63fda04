-- A row is one month: refunds within 60 days of signing up.
select
    date_trunc('month', created_utc) as month,
    abs(sum(gross) filter (where reporting_category = 'refund'))
        / sum(gross) filter (where reporting_category = 'charge') as early_refunds
from dataset.payments as p
left join dataset.customers as c using (customer_id)
where created_utc - signed_up_at <= interval 60 days
group by all
