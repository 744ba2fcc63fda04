"""The sentences that customers of Rosterlane write, by what they are about."""

FORM_TOO_LONG = (
    "Fourteen fields for one question. I gave up at the tax number.",
    "Why do you need my tax number before I may ask what it costs?",
    "I filled in everything on my phone, and at the end it told me that three fields were wrong. Gave up.",
    "Formular viel zu lang, bin beim Steuerfeld ausgestiegen.",
    "The form is too long. I wanted to know one thing: does it work for eleven people?",
    "Number of sites, payroll system, tax number … I only run a café.",
    "Errors show only after sending, and then it forgets half of what I typed.",
    "Six required fields more than last time. Nobody has time for that between two shifts.",
    "Zu viele Pflichtfelder. Ich wollte nur einen Rückruf.",
    "Took me ten minutes, then the session had expired.",
    "It asks for the legal form of my company. For a question about prices!",
    "I closed the page and rang somebody else.",
)
FORM_SHORT = (
    "Quick and clear. Somebody rang back within the hour.",
    "Four fields, sent from the tram. That is how it should be.",
    "Fine. I would like to know how long until I hear back.",
    "Simple form, friendly reply.",
    "Schnell ausgefüllt, danke.",
    "Asked my question, got an answer from a person and not from a robot.",
    "Good. The confirmation mail could say who will answer.",
    "Easy on the phone.",
)
FORM_FILLED_IN = (
    "Half of the form was filled in already when I came from the newsletter. Very nice.",
    "You knew my company from the newsletter, so I only had to type the question.",
    "Still long, but prefilled. Two minutes.",
    "Kam aus dem Newsletter, die Felder waren schon ausgefüllt. So geht das.",
    "Everything you know was there. I only corrected the phone number.",
)
WEBINAR_TOO_TECHNICAL = (
    "Too technical for me. When the word endpoint fell for the third time I left.",
    "I run a café. Do I need somebody from IT for this?",
    "An hour about interfaces, and not one week planned from start to end.",
    "Viel zu technisch. Ich wollte sehen, wie ich am Sonntag schneller fertig werde.",
    "Twenty minutes of JSON on the screen. Nobody I know understood it.",
    "The one in January with the café owner was great. This one was for programmers.",
    "Far too technical and too long, no time for questions at the end.",
    "I wanted to see holidays and swaps. I saw field mappings.",
    "Lost me after ten minutes. Please say beforehand that it is a deep dive.",
    "Was ist eine API, und warum soll mich das interessieren?",
    "Not for small teams any more.",
)
WEBINAR_DEEP = (
    "At last somebody showed a live call to the interface, with its errors.",
    "Exactly the depth my IT colleague needed. Please send the test account at once next time.",
    "Good answers on who maintains the interface when payroll changes.",
    "The deep dive on payroll fields saved us a week of mails.",
    "Great: real data, real errors, no slides.",
    "Very useful for operations. More on time clocks, please.",
)
WEBINAR_CLEAR = (
    "A whole week planned in front of our eyes. Convincing.",
    "The café owner who told how she does it was worth the hour.",
    "Clear and short, with time for questions.",
    "Gut erklärt, auch für Leute ohne Vorkenntnisse.",
    "I could follow everything and tried it the same evening.",
    "Good session. A recording to pass on would help.",
    "Nice pace, honest about what it cannot do.",
)
WEBSITE_GOOD = (
    "Found an example of a café like mine at once.",
    "The plan that can be tried without signing up is great.",
    "Clear pages, no slogans.",
    "Gute Beispiele aus der Pflege.",
    "I found the price calculator after two clicks.",
)
WEBSITE_HIDES = (
    "What does it cost for eleven people? I could not find the price.",
    "The page with the video takes ages on my phone.",
    "Prices hide behind a form. That is where I stop.",
    "Lots of promises, few pictures of the real thing.",
    "Wo steht, was es kostet?",
    "I looked for care homes and found only restaurants.",
)
SLOW_ANSWER = (
    "It took a whole day until somebody answered at all. The shift was over by then.",
    "First answer after nine hours. Too slow when the plan does not open.",
    "I waited until the next morning for the first reply.",
    "Erste Antwort nach einem Tag, da hatte ich es schon selbst gelöst.",
    "Nobody answered on Saturday, and Saturday is when we work.",
    "Slow first answer, and then they asked what I had already written.",
    "Waited hours for the first reply and got a link to an article.",
    "The chat said two minutes. It was half a day.",
)
BAD_HELP = (
    "Explained it three times to three people.",
    "They answered, but not what I had asked.",
    "Closed my ticket although it still does not work.",
    "Friendly, and no solution after five mails.",
    "Dreimal dasselbe geschrieben, jedes Mal jemand anderes.",
)
GOOD_HELP = (
    "Solved with the first reply. Thank you!",
    "Looked at my plan and saw the mistake at once.",
    "Schnell und freundlich, Problem gelöst.",
    "Answer before my shift began. Perfect.",
    "They knew what I had asked last month. Nice.",
    "Fast, and explained so that I can do it myself next time.",
)
SETUP_EASED = (
    "The import was done on the call. We were live in two weeks.",
    "Great onboarding: she knew our payroll system and fixed the file while we talked.",
    "Set-up went faster than promised, and every question had an answer.",
    "Very well trained people. First plan on all phones before the weekend.",
    "Einrichtung lief rund, alles beim ersten Mal erklärt.",
    "I expected a month of work. It took three calls.",
    "They knew the rules for care homes better than I do.",
)
SETUP_HARD = (
    "Too much to set up before anything works.",
    "The import told me one error at a time. I uploaded the file nine times.",
    "Our contact had to ask a colleague for every rule of ours.",
    "Four weeks until we were live. We had been told two.",
    "Einrichtung zäh, drei Ansprechpartner in vier Wochen.",
    "Nobody could say why line 40 of our file was wrong.",
)
LIKED = (
    "Saves me my Sundays.",
    "The team likes the app, and I get fewer calls.",
    "Fair plans. Nobody says any more that I prefer somebody.",
    "Swaps without a single phone call.",
    "Spart mir jeden Sonntag zwei Stunden.",
    "Does what it says, at a fair price.",
    "Open shifts fill themselves overnight.",
)
SO_SO = (
    "Good, but the payroll export is fiddly.",
    "Does the job. Suggestions ignore who worked the last three weekends.",
    "Still learning it.",
    "Solid. The invoice could be clearer about seats.",
    "Gut, mit Lücken beim Export.",
    "Okay once it runs.",
)
NOT_LIKED = (
    "Not made for a team of four.",
    "Seats of people who left are still charged.",
    "Price went past my budget.",
    "The app was down twice on a Friday evening.",
    "Zu kompliziert für unser kleines Team.",
    "I answered your last survey, and nothing happened.",
)
FREE_PLANNER = (
    "The ad said free planner. It is a subscription.",
    "Expected a free planner, got a trial of fourteen days.",
    "Came from an ad for a free planner. Nothing about it is free.",
    "In der Anzeige stand kostenlos. Ist es nicht.",
    "Fine product, but I looked for something free, as promised in the video.",
    "Felt misled by the ad, cancelled in the first month.",
    "I only wanted the free template from the video.",
)
