-- A row is one month: answers to the surveys.
select
    date_trunc('month', submit_date_utc) as month,
    avg(how_satisfied_are_you_with_the_last_weeks) filter (where survey = 'onboarding') as onboarding_satisfaction,
    100 * (
        count(*) filter (where survey = 'relationship' and score >= 9)
        - count(*) filter (where survey = 'relationship' and score <= 6)
    ) / count(score)
        filter (where survey = 'relationship') as net_promoter_score,
    count(followed_up_on) filter (where score <= 6)
        / count(*) filter (where score <= 6) as feedback_loop_closed
from (select *, how_likely_are_you_to_recommend_us_to_a_friend_or_colleague as score from dataset.survey) as answers
group by all
