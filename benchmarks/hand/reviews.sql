-- A row is one month: public reviews.
select
    date_trunc('month', review_date) as month,
    count(*) filter (where replied_on - review_date <= 3) / count(*) as reviews_answered
from dataset.reviews
group by all
