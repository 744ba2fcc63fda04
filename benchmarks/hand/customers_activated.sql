-- A row is one month: activations.
select
    date_trunc('month', activated_at) as month,
    count(*) as activated_customers
from dataset.customers
where activated_at is not null
group by all
