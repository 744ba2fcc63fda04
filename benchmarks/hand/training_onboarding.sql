-- A row is one month: people of Onboarding with a certificate.
select
    date_trunc('month', report_date) as month,
    count(distinct employee_id) filter (where certified = 'Yes') / count(distinct employee_id) as onboarding_certified
from dataset.training
where team = 'Onboarding'
group by all
