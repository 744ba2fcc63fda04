"""Small exports under the headers that their systems write, and what the KPIs that they bring come to, by hand.

All figures are invented. A value is that of the calendar year 2026.
"""
# ruff: noqa: E501 -- headers are as long as the systems write them

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Example:
    """A file of an export, as text or by its name among the kept ones, with hand-computed values of its KPIs."""

    export: str
    file: str
    values: Mapping[str, float]
    text: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    table: str = "1"

    def __str__(self) -> str:
        """Return what the test is called."""
        return f"{self.export} from {self.file} {self.table}"


AUGUST = {"period": "2026-08"}
KEPT = (
    Example("freshdesk_tickets", "freshdesk_tickets.csv", {  # first response 00:12:00, resolution 03:25:00
        "freshdesk_ticket_count": 1, "freshdesk_first_response": 0.2, "freshdesk_resolution": 3 + 25 / 60,
        "freshdesk_within_sla": 1, "freshdesk_happy": 1,
    }),
    Example("ga4_channels", "ga4_channels_fr_semicolon_bom.csv", {
        "website_sessions": 2050, "website_key_events": 51, "website_revenue": 1334.56,
    }),
    Example("ga4_channels", "ga4_freeform_month_grandtotal.csv", {"website_sessions": 4300 + 4450}),
    Example("ga4_active_users", "ga4_reports_snapshot_stacked.csv", {"daily_active_users": 881 / 4}),
    Example("ga4_new_users", "ga4_reports_snapshot_stacked.csv", {"website_new_users": 621 / 4}, table="2"),
    Example("ga4_channels", "ga4_traffic_acquisition_en.csv", {  # 2750 + 1010 + 450 engaged of 4210 + 1980 + 640
        "website_sessions": 6830, "website_engagement_rate": 4210 / 6830, "website_key_event_rate": 193 / 6830,
        "website_revenue": 14530.5,
    }),
    Example("google_ads", "google_ads_daily_de.csv", {  # 120 + 9 clicks of 12345 + 900, 1234.56 + 99.90
        "google_ads_clicks": 129, "google_ads_ctr": 129 / 13245, "google_ads_cpc": 1334.46 / 129,
        "google_ads_cost_per_conversion": 1334.46 / 3.5,
    }),
    Example("google_ads", "google_ads_daily_utf16le_tab.csv", {
        "google_ads_clicks": 169, "google_ads_conversion_rate": 6 / 169, "google_ads_return": 840.10 / 312.47,
    }),
    Example("hubspot_contacts", "hubspot_contacts.csv", {
        "new_contacts": 2, "new_leads": 2, "qualified_leads": 2, "new_opportunities": 1, "new_customers": 1,
        "lead_to_customer_rate": 0.5, "days_to_customer": 48 + (6 + 34 / 60) / 24,  # 12 Jan 09:31 to 1 Mar 16:05
    }),
    Example("hubspot_deals", "hubspot_deals.csv", {
        "deals_created": 2, "pipeline_created": 17500, "revenue_won": 15000, "win_rate": 1,
        "days_to_win": 19 + (6 + 5 / 60) / 24,  # 10 Feb 10:00 to 1 Mar 16:05
    }),
    Example("klaviyo_campaigns", "klaviyo_campaigns.csv", {
        "klaviyo_open_rate": 4276 / 6336, "klaviyo_click_rate": 31 / 6336, "klaviyo_bounce_rate": 6 / 6342,
        "klaviyo_revenue": 641.7,
    }),
    Example("linkedin_ads", "linkedin_ads_campaign_performance.csv", {
        "linkedin_ads_ctr": 240 / 12000, "linkedin_ads_cost_per_lead": 1334.5 / 6, "linkedin_ads_engagement": 18 / 12000,
    }, answers={"Start Date (in UTC)": "month first"}),
    Example("mailchimp_campaigns", "mailchimp_campaigns.csv", {
        "mailchimp_open_rate": 430 / 1098, "mailchimp_bounce_rate": 12 / 1110, "mailchimp_revenue": 210,
    }),
    Example("mailchimp_campaign", "mailchimp_single_campaign_report.csv", {
        "campaign_open_rate": 430 / 1098, "campaign_click_rate": 66 / 1098, "campaign_unsubscribe_rate": 5 / 1098,
    }),
    Example("meta_ads", "meta_ads_daily.csv", {  # the account's own total is set apart: 75 + 45, not 240
        "meta_ads_link_clicks": 61, "meta_ads_ctr": 61 / 5400, "meta_ads_cpc": 120 / 61, "meta_ads_cpm": 120 / 5.4,
        "meta_ads_landing_rate": 44 / 61,
    }),
    Example("plausible_breakdown", "plausible_channels.csv", {"plausible_channels_different_names": 1}, answers=AUGUST),
    Example("plausible_breakdown", "plausible_sources.csv", {"plausible_sources_different_names": 1}, answers=AUGUST),
    Example("plausible_conversions", "plausible_conversions.csv", {"goals_reached": 4}, answers=AUGUST),
    Example("plausible_visitors", "plausible_visitors.csv", {  # 10 and 6 visitors; 40 % of 11 visits, 100 % of 6
        "visits": 17, "daily_visitors": 8, "pages_per_visit": 24 / 17, "website_bounce_rate": 10.4 / 17,
    }),
    Example("qualtrics_responses", "qualtrics_three_row_header.csv", {
        "qualtrics_nps": 0, "qualtrics_answers": 2, "qualtrics_finished": 1,
    }),
    Example("salesforce_opportunities", "salesforce_opportunity_report.csv", {
        "opportunities_created": 2, "opportunity_value": 17500, "opportunity_value_won": 15000,
        "opportunity_days_to_win": 42,  # 20 July to 31 August
    }),
    Example("shopify_orders", "shopify_orders_multiline.csv", {  # one order with two items
        "shop_orders": 1, "shop_sales": 100, "average_order_value": 100, "items_per_order": 2, "order_refund_rate": 0,
    }),
    Example("shopify_sessions", "shopify_sessions_funnel_daily.csv", {
        "store_sessions": 767, "store_cart_rate": 98 / 767, "store_conversion_rate": 16 / 767,
        "store_checkout_completion": 16 / 58,
    }),
    Example("stripe_balance", "stripe_balance_itemized.csv", {  # 600 paid, 20 refunded; the payout counts nowhere
        "stripe_revenue": 580, "stripe_average_payment": 600, "stripe_refund_rate": 20 / 600,
        "stripe_fee_share": 8.7 / 600,
    }),
    Example("surveymonkey_responses", "surveymonkey_two_row_header.csv", {
        "surveymonkey_nps": 0, "surveymonkey_answers": 2,
    }),
    Example("typeform_responses", "typeform_nps.csv", {"typeform_nps": 0, "typeform_answers": 2}),
    Example("zendesk_tickets", "zendesk_tickets.csv", {  # first replies after 12 and 33 minutes
        "tickets": 2, "first_reply_hours": 22.5 / 60, "resolution_hours": 205 / 60, "ticket_satisfaction": 1,
        "tickets_reopened": 0,
    }),
)  # fmt: skip

WRITTEN = (
    Example("google_ads_search_terms", "Search terms report.csv", {
        "search_terms_with_clicks": 2, "search_terms_ctr": 16 / 500, "search_terms_wasted_share": 10 / 40,
    }, """Search terms report
"August 1, 2026 - August 31, 2026"
Search term,Match type,Added/Excluded,Campaign,Ad group,Currency code,Impr.,Clicks,CTR,Avg. CPC,Cost,Conversions
shift planner,Exact match,Added,Brand,Core,EUR,200,12,6.00%,2.50,30.00,3.00
rota app free,Broad match,None,Brand,Core,EUR,100,4,4.00%,2.50,10.00,0.00
rota meaning,Broad match,None,Brand,Core,EUR,200,0,0.00%,0.00,0.00,0.00
"""),
    Example("microsoft_ads", "Campaign_Performance.csv", {
        "microsoft_ads_clicks": 30, "microsoft_ads_ctr": 30 / 1000, "microsoft_ads_cpc": 45 / 30,
        "microsoft_ads_cost_per_conversion": 15, "microsoft_ads_return": 4,
    }, """TimePeriod,CampaignName,CampaignType,Impressions,Clicks,Ctr,AverageCpc,Spend,Conversions,Revenue
2026-08-01,Brand,Search,600,20,3.33%,1.50,30.00,2,120.00
2026-08-02,Brand,Search,400,10,2.50%,1.50,15.00,1,60.00
"""),
    Example("tiktok_ads", "TikTok report.csv", {
        "tiktok_ads_clicks": 60, "tiktok_ads_ctr": 60 / 4000, "tiktok_ads_cpc": 24 / 60,
        "tiktok_ads_cost_per_conversion": 8,
    }, """By Day,Campaign name,Ad group name,Cost,Impressions,Reach,Clicks (destination),CTR (destination),Conversions
2026-08-01,Spring,Lookalike,14.00,3000,2500,40,1.33%,2
2026-08-02,Spring,Lookalike,10.00,1000,900,20,2.00%,1
"""),
    Example("ga4_sources", "traffic_by_source.csv", {
        "source_sessions": 300, "source_engagement_rate": 0.6, "source_key_events": 9, "source_revenue": 450,
    }, """# ----------------------------------------
# Traffic acquisition: Session source / medium
# Start date: 20260801
# End date: 20260831
# ----------------------------------------
Session source / medium,Sessions,Engaged sessions,Engagement rate,Key events,Total revenue
google / organic,200,150,0.75,6,300
(direct) / (none),100,30,0.3,3,150
"""),
    Example("ga4_landing_pages", "landing_pages.csv", {
        "landing_sessions": 80, "landing_engagement_rate": 0.5, "landing_key_event_rate": 0.05,
    }, """# ----------------------------------------
# Landing page
# 20260801-20260831
# ----------------------------------------
Landing page,Sessions,Active users,New users,Engaged sessions,Key events,Total revenue
/,60,50,40,35,3,0
/prices,20,18,9,5,1,0
"""),
    Example("ga4_pages", "pages_and_screens.csv", {"page_views": 150, "pages_viewed": 2, "page_key_events": 6 / 150},
    """# ----------------------------------------
# Pages and screens: Page path and screen class
# Start date: 20260801
# End date: 20260831
# ----------------------------------------
Page path and screen class,Views,Active users,Views per active user,Event count,Key events
/,100,80,1.25,300,2
/prices,50,40,1.25,120,4
"""),
    Example("search_console_dates", "Dates.csv", {  # position 2 seen 100 times, position 8 seen 300 times
        "search_clicks": 22, "search_impressions": 400, "search_ctr": 22 / 400, "search_position": 6.5,
    }, """Date,Clicks,Impressions,CTR,Position
2026-08-01,10,100,10%,2
2026-08-02,12,300,4%,8
"""),
    Example("search_console_queries", "Queries.csv", {
        "queries_with_clicks": 1, "query_ctr": 5 / 250, "query_position": (200 * 3 + 50 * 13) / 250,
    }, """Top queries,Clicks,Impressions,CTR,Position
shift planner,5,200,2.5%,3
rota,0,50,0%,13
""", answers=AUGUST),
    Example("search_console_pages", "Pages.csv", {
        "pages_found": 2, "page_search_ctr": 10 / 200, "page_search_position": 4,
    }, """Top pages,Clicks,Impressions,CTR,Position
https://example.test/,6,150,4%,3
https://example.test/prices,4,50,8%,7
""", answers=AUGUST),
    Example("search_console_countries", "Countries.csv", {
        "country_search_ctr": 0.1, "country_search_position": 5,
    }, """Country,Clicks,Impressions,CTR,Position
Germany,15,100,15%,4
Austria,5,100,5%,6
""", answers=AUGUST),
    Example("search_console_devices", "Devices.csv", {"device_search_ctr": 0.1, "device_search_position": 5},
    """Device,Clicks,Impressions,CTR,Position
Mobile,15,100,15%,4
Desktop,5,100,5%,6
""", answers=AUGUST),
    Example("matomo_visits", "visits.csv", {
        "matomo_visits": 50, "matomo_actions_per_visit": 3, "matomo_bounce_rate": 0.4, "matomo_conversion_rate": 0.1,
    }, """date,nb_uniq_visitors,nb_visits,nb_actions,nb_visits_converted,bounce_count,sum_visit_length,max_actions
2026-08-01,25,30,100,4,10,3000,9
2026-08-02,18,20,50,1,10,1500,7
"""),
    Example("matomo_breakdown", "Websites.csv", {
        "matomo_websites_visits_listed": 166, "matomo_websites_actions_per_visit": 1,
        "matomo_websites_bounce_rate_listed": 99 / 166,
    }, """label,nb_uniq_visitors,nb_visits,nb_actions,max_actions,sum_visit_length,bounce_count,metadata_url
Google,11,15,19,5,517,9,http://www.google.com
Yahoo!,15,151,147,50,517,90,http://www.yahoo.com
""", answers=AUGUST),
    Example("google_business_profile", "GMB insights.csv", {
        "profile_calls": 16, "profile_directions": 50, "profile_website_clicks": 75, "profile_bookings": 3,
    }, """Store code,Business name,Address,Google Search - Mobile,Google Maps - Mobile,Calls,Bookings,Directions,Website clicks
001,Example North,1 High Street,500,300,12,2,40,60
002,Example South,2 Low Street,200,100,4,1,10,15
""", answers=AUGUST),
    Example("meta_posts", "posts.csv", {
        "social_posts": 2, "social_views": 1450, "social_interactions": 29, "social_interaction_rate": 29 / 1450,
    }, """Post ID,Page ID,Page name,Title,Publish time,Permalink,Post type,Views,Reach,Reactions,Comments,Shares
90001,55,Example,Built with care,09/27/2026 18:30,https://example.test/1,Reel,"1,250",900,20,3,2
90002,55,Example,A photo,09/28/2026 10:00,https://example.test/2,Photo,200,150,4,0,0
"""),
    Example("x_posts", "account_analytics_content.csv", {
        "x_posts_published": 2, "x_post_impressions": 1734, "x_engagement_rate": 17 / 1734, "x_url_clicks": 4,
    }, """Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,New follows,URL Clicks
2000243348691640646,"Fri, Jun 5, 2026",Hello,https://x.com/u/status/1,"1,234",9,12,1,3
2000243348691640647,"Sat, Jun 6, 2026",World,https://x.com/u/status/2,500,2,5,0,1
"""),
    Example("x_account", "account_overview_analytics.csv", {
        "x_impressions": 300, "x_net_follows": 3, "x_account_engagement_rate": 0.1,
    }, """Date,Impressions,Likes,Engagements,New follows,Unfollows,Replies,Reposts,Profile visits,Create Post
"Fri, Jun 5, 2026",200,5,20,4,1,0,0,7,1
"Sat, Jun 6, 2026",100,1,10,1,1,0,0,3,0
"""),
    Example("twitter_tweets", "tweet_activity_metrics.csv", {
        "tweets_published": 2, "tweet_impressions": 1000, "tweet_engagement_rate": 0.05,
    }, """"Tweet id","Tweet permalink","Tweet text","time","impressions","engagements","engagement rate","retweets","url clicks"
"1500000000000000001","https://twitter.com/u/status/1","Hello","2026-03-01 12:00 +0000","800.0","44.0","0.055","3.0","5.0"
"1500000000000000002","https://twitter.com/u/status/2","World","2026-03-02 08:30 +0000","200.0","6.0","0.03","0.0","1.0"
"""),
    Example("youtube_videos", "Table data.csv", {  # 4 % of 1000, 10 % of 500: 90 clicks of 1500
        "youtube_videos_published": 2, "youtube_views": 700, "youtube_watch_time": 30.5, "youtube_ctr": 90 / 1500,
        "youtube_subscribers": 11,
    }, """Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,Impressions,Impressions click-through rate (%)
Total,,,,700,30.5,11,1500,6
aaaaaaaaaaa,Plan a week,"Jan 13, 2026",161,500,20.25,8,1000,4
bbbbbbbbbbb,Plan a month,"Jan 20, 2026",200,200,10.25,3,500,10
"""),
    Example("salesforce_leads", "leads.csv", {
        "leads_created": 4, "lead_conversion_rate": 0.25, "days_to_convert": 10,
    }, """"Lead Owner","First Name","Last Name","Company / Account","Lead Source","Lead Status","Create Date","Converted","Converted Date"
"Sam Sales","Pat","One","Example Ltd","Web","Qualified","2026-03-01","1","2026-03-11"
"Sam Sales","Lee","Two","Sample Ltd","Web","Open","2026-03-02","0",""
"Sam Sales","Kim","Three","Third Ltd","Event","Open","2026-03-03","0",""
"Sam Sales","Jo","Four","Fourth Ltd","Event","Open","2026-03-20","0",""
"""),
    Example("salesforce_cases", "cases.csv", {
        "cases_opened": 3, "case_hours_to_close": 14, "cases_closed_in_a_day": 0.5,
    }, """"Case Number","Contact Name","Subject","Status","Priority","Date/Time Opened","Date/Time Closed","Case Owner"
"00001026","Pat Example","Login","Closed","High","2026-03-01 09:00","2026-03-01 11:00","Alex"
"00001027","Lee Sample","Invoice","Closed","Low","2026-03-02 09:00","2026-03-03 11:00","Alex"
"00001028","Kim Third","Export","New","Low","2026-03-05 09:00","","Alex"
"""),
    Example("pipedrive_deals", "deals-1234.csv", {
        "pipedrive_new_deals": 3, "pipedrive_value_won": 8000, "pipedrive_days_to_win": 28, "pipedrive_win_rate": 0.5,
    }, """Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Status,Deal - Stage,Deal - Deal created,Deal - Won time,Deal - Lost time
1,Example,8000,EUR,Won,Closing,2026-02-01 10:00:00,2026-03-01 10:00:00,
2,Sample,3000,EUR,Lost,Offer,2026-02-03 10:00:00,,2026-02-20 10:00:00
3,Third,500,EUR,Open,Offer,2026-02-05 10:00:00,,
"""),
    Example("calendly_events", "events-export.csv", {"meetings_held": 2, "meetings_cancelled": 1 / 3},
    """Team,User Name,Invitee Name,Invitee Email,Event Type Name,Start Date & Time,End Date & Time,Canceled,Canceled By
Sales,Sam Sales,Pat Example,pat@example.test,Demo,2026-03-01 10:00,2026-03-01 10:30,false,
Sales,Sam Sales,Lee Sample,lee@example.test,Demo,2026-03-02 10:00,2026-03-02 10:30,true,Lee Sample
Sales,Sam Sales,Kim Third,kim@example.test,Demo,2026-03-03 10:00,2026-03-03 10:30,false,
"""),
    Example("stripe_payments", "unified_payments.csv", {
        "payments_received": 170, "payments_failed": 1 / 3, "payments_refunded": 30 / 200,
    }, """id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Fee,Status,Customer Email
ch_1,2026-03-01 10:00:00,120.00,0.00,eur,true,2.00,Paid,pat@example.test
ch_2,2026-03-02 10:00:00,80.00,30.00,eur,true,1.50,Refunded,lee@example.test
ch_3,2026-03-03 10:00:00,500.00,0.00,eur,false,0.00,Failed,kim@example.test
"""),
    Example("shopify_sales", "Total sales over time.csv", {
        "store_net_sales": 650, "store_orders": 10, "store_sales_per_order": 65, "store_return_rate": 50 / 800,
        "store_discount_rate": 100 / 800,
    }, """Day,Orders,Gross sales,Discounts,Returns,Net sales,Shipping charges,Duties,Additional fees,Taxes,Total sales
2026-03-29,6,500.00,-60.00,-50.00,390.00,20.00,0,0,30.00,440.00
2026-03-30,4,300.00,-40.00,0,260.00,10.00,0,0,20.00,290.00
"""),
    Example("woocommerce_revenue", "revenue.csv", {
        "woocommerce_net_sales": 650, "woocommerce_order_count": 10, "woocommerce_sales_per_order": 65,
        "woocommerce_return_rate": 50 / 800,
    }, """Date,Orders,Gross sales,Returns,Coupons,Net sales,Taxes,Shipping,Total sales
2026-03-29 00:00:00,6,500.00,-50.00,60.00,390.00,30.00,20.00,440.00
2026-03-30 00:00:00,4,300.00,0,40.00,260.00,20.00,10.00,290.00
"""),
    Example("woocommerce_orders", "orders.csv", {
        "woocommerce_orders": 2, "woocommerce_order_value": 75, "woocommerce_new_customers": 0.5,
        "woocommerce_items_per_order": 2,
    }, """Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),N. Revenue
2026-03-29 10:12:00,1001,€100.00,completed,Pat Example,new,3× Cushion,3,,100.00
2026-03-30 11:40:00,1002,€50.00,processing,Lee Sample,returning,1× Vase,1,SPRING,50.00
"""),
    Example("mailchimp_audience", "subscribed_members.csv", {"newsletter_subscribers_won": 2, "subscriber_rating": 3},
    """"Email Address","First Name","Last Name",MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,REGION,LAST_CHANGED,LEID,EUID,NOTES
pat@example.test,Pat,Example,2,,,"2026-03-15 14:40:47",192.0.2.1,,,,"2026-03-15 14:40:47",501,a1,
lee@example.test,Lee,Sample,4,"2026-03-16 10:00:00",192.0.2.2,"2026-03-16 10:01:00",192.0.2.2,,,,"2026-03-16 10:01:00",502,b2,
"""),
    Example("intercom_conversations", "conversations.csv", {
        "conversations": 2, "conversation_first_reply": 0.75, "conversation_closing": 2, "conversation_satisfaction": 0.5,
    }, """Conversation ID,Conversation started at (Europe/Berlin),Conversation first replied at (Europe/Berlin),Conversation first closed at (Europe/Berlin),Channel,Current conversation state,Last teammate rating
215460,2026-03-01 09:00:00,2026-03-01 09:30:00,2026-03-01 11:00:00,Email,closed,5
215461,2026-03-02 09:00:00,2026-03-02 10:00:00,,Messenger,open,2
"""),
    Example("trustpilot_reviews", "reviews.csv", {
        "reviews": 4, "review_stars": 3.5, "good_reviews": 0.75, "reviews_answered": 0.25,
    }, """Review Id,Review Created (UTC),Review Consumer User Id,Review Username,Review Title,Review Content,Review Stars,Business Reply Date (UTC),Domain Url
r1,2026-03-01 10:00:00,u1,Pat E.,Great,Fast reply,5,2026-03-02 10:00:00,example.test
r2,2026-03-02 10:00:00,u2,Lee S.,Good,Helpful,4,,example.test
r3,2026-03-03 10:00:00,u3,Kim T.,Good,Fine,4,,example.test
r4,2026-03-04 10:00:00,u4,Jo F.,Bad,Slow,1,,example.test
"""),
)  # fmt: skip
EXAMPLES = (*KEPT, *WRITTEN)
