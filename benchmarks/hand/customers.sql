-- A row is one month: sign-ups.
select
    date_trunc('month', signed_up_at) as month,
    count(*) as new_customers,
    62 * sum(onboarding_hours) / count(*) as onboarding_cost,
    sum(setup_errors) / sum(setup_steps_done) as setup_error_rate
from dataset.customers
group by all
