-- A row is one month: experiments ended.
select
    date_trunc('month', ended_on) as month,
    count(*) filter (where result <> 'Inconclusive') / count(*) as conclusive_experiments
from dataset.experiments
where area = 'Interest'
group by all
