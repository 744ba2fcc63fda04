-- A row is one month: customers going live.
select
    date_trunc('month', went_live_at) as month,
    median(epoch(went_live_at - signed_up_at) / 86400) as onboarding_cycle_days
from dataset.customers
where went_live_at is not null
group by all
