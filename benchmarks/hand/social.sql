-- A row is one month: followers in the last row of the month.
select
    date_trunc('month', week_starting) as month,
    max_by(followers, (week_starting, _line)) as linkedin_followers
from dataset.social
where network = 'LinkedIn'
group by all
