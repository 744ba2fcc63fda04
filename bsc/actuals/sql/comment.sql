"comment" as (
    select
        left(trim(cast($text as varchar)), $longest) as "text",
        trim(cast($rating as varchar)) as "rating",
        try_cast(cast($rating as varchar) as double) as "number",
        try_cast($time as timestamp) as "moment",
        try_cast($time as date) as "day",
        cast($persona as varchar) as "persona"
    from $source
    where $filters
)
