-- A row is one month: new deals.
select
    date_trunc('month', create_date) as month,
    sum(amount) as pipeline_created
from dataset.deals
group by all
