-- A row is one month: learning.
select
    date_trunc('month', report_date) as month,
    count(*) filter (where team = 'Marketing' and learning_hours > 0)
        / count(*) filter (where team = 'Marketing') as marketing_trained,
    avg(self_rated_confidence) filter (where team = 'Sales') as sales_confidence,
    sum(learning_hours) filter (where team = 'Onboarding')
        / count(*) filter (where team = 'Onboarding') as onboarding_training_hours,
    count(*) filter (where team = 'Support' and learning_hours > 0)
        / count(*) filter (where team = 'Support') as support_trained,
    sum(learning_hours) filter (where team = 'Support')
        / count(*) filter (where team = 'Support') as support_training_hours
from dataset.training
group by all
