-- A row is one month: checks after 90 days.
select
    date_trunc('month', n_90_day_check_at) as month,
    count(*) as customers_past_90_days
from dataset.customers
where n_90_day_check_at is not null
group by all
