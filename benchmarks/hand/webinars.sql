-- A row is one month: webinars.
select
    date_trunc('month', session_date) as month,
    sum(demo_requests_within_14_days)
        / sum(attended) filter (where demo_requests_within_14_days is not null) as webinar_follow_up,
    sum(average_rating * ratings) / sum(ratings) as webinar_satisfaction,
    sum(attended) / sum(registered) as webinar_attendance
from dataset.webinars
group by all
