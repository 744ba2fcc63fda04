-- A row is one month: contacts that became opportunities.
select
    date_trunc('month', became_an_opportunity_date) as month,
    count(*) as opportunities,
    median(epoch(became_an_opportunity_date - became_a_lead_date) / 86400) as lead_to_opportunity_days
from dataset.contacts
where became_an_opportunity_date is not null
group by all
