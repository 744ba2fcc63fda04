-- A row is one month: experiments begun.
select
    date_trunc('month', started_on) as month,
    count(*) filter (where area = 'Awareness') as awareness_experiments,
    count(*) filter (where area = 'Purchase') as purchase_experiments
from dataset.experiments
group by all
