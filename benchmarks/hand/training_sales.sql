-- A row is one month: people of Sales with a certificate.
select
    date_trunc('month', report_date) as month,
    count(distinct employee_id) filter (where certified = 'Yes') / count(distinct employee_id) as sales_certified
from dataset.training
where team = 'Sales'
group by all
