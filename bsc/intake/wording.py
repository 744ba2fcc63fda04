"""What the words of a header say about its column: a month, a week, a duration, a percentage, a unit."""

import re

COMMA_WORDS = re.compile(
    r"\b(kampagne|kosten|klicks|impressionen|umsatz|anzahl|datum|währung|gesamt|nutzer|sitzungen|monat|woche|betrag|"
    r"bericht|konto|durchschn|quelle|kanal|coût|coûts|clics|utilisateurs|revenu|taux|jour|mois|campagne|compte|dépenses|"
    r"événements|montant|semaine|rapport|date de début)\b",
    re.IGNORECASE,
)
POINT_WORDS = re.compile(
    r"\b(day|date|campaign|cost|clicks|impressions|revenue|amount|number|users|sessions|month|week|name|source|channel|"
    r"spend|spent|sales|orders|total|recipients|opens|deal|record|price|value|visitors|views|count|customer)\b",
    re.IGNORECASE,
)
PERCENT = re.compile(r".*[(\[]\s*(%|in %|in percent)\s*[)\]]\s*|%\s.*|.*\s%\s*", re.IGNORECASE)
LABEL = re.compile(
    r".*\b(id|ids|code|sku|name|number|no|nr|zip|plz|phone|key|ref|reference|version)\b.*", re.IGNORECASE
)
CURRENCY = re.compile(r".*\(([A-Z]{3})\).*")

YEAR = re.compile(r"(calendar )?year|(kalender)?jahr|année|annee|año|ano|anno|jaar", re.IGNORECASE)
QUARTER = re.compile(r"quarter( of (the )?year)?|qtr\.?|quartal|trimestre|trimester|kwartaal", re.IGNORECASE)
MONTH = re.compile(
    r"month( of (the )?year)?|month (number|name|no\.?)|monat(snummer|sname)?|mois( de l.année)?|mes( del año)?|"
    r"mês|mese|maand",
    re.IGNORECASE,
)
ISO_WEEK = re.compile(
    r"(calendar )?iso[ _-]?week( of (the )?(iso[ _-]?)?year)?|kw|kalenderwoche|cw|semaine iso", re.IGNORECASE
)
WEEK = re.compile(r"week( of (the )?year)?|week (number|no\.?)|woche|semaine|semana|settimana", re.IGNORECASE)
DAY_OF_MONTH = re.compile(r"day( of (the )?month)?|tag( des monats)?|jour( du mois)?|día( del mes)?|dia", re.IGNORECASE)
PARTS = (QUARTER, MONTH, ISO_WEEK, WEEK)
YEAR_MONTH = re.compile(
    r"year[ _-]?month|month of year|month([ _-]?id)?|(jahr[ _-]?)?monat|(année[ _-]?)?mois|mes|period|periode",
    re.IGNORECASE,
)
ISO_YEAR_WEEK = re.compile(
    r"iso[ _-]?week of iso[ _-]?year|iso[ _-]?year[ _-]?(iso[ _-]?)?week|kw|kalenderwoche", re.IGNORECASE
)
YEAR_WEEK = re.compile(r"year[ _-]?week|week( of year)?|woche|jahr[ _-]?woche|semaine", re.IGNORECASE)
DAY = re.compile(
    r"(.*[\s_(-])?(date|datum|day|tag|jour|fecha|día|data|timestamp|zeitstempel|datetime|zeitpunkt|created|updated|closed|"
    r"opened|started|ended|completed|submitted|recorded)([\s_-](time|at|on|utc|gmt|le|am))?(\s*\(.*\))?|"
    r"(date|datum|fecha)\b.*|.*_(at|on|ts)|.*[a-z](At|On|Date)",
    re.IGNORECASE,
)
TIME = re.compile(
    r"(.*[\s_-])?(time|timestamp|ts|epoch|unix|zeit|zeitpunkt|zeitstempel)([\s_-]?(millis|ms|micros|us|utc|seconds))?"
    r"(\s*\(.*\))?|.*(Time|Timestamp)|(date|day).*(hour|minute).*",
    re.IGNORECASE,
)
NTH = (
    (re.compile(r"nth day|n-ter tag|n. tag|n-ième jour|nième jour|enésimo día|n-ésimo día", re.IGNORECASE), "day"),
    (re.compile(r"nth week|n-te woche|n. woche|n-ième semaine|nième semaine|enésima semana", re.IGNORECASE), "week"),
    (re.compile(r"nth month|n-ter monat|n. monat|n-ième mois|nième mois|enésimo mes", re.IGNORECASE), "month"),
)

DURATION = re.compile(
    r".*(duration|dauer|durée|duración|elapsed|laufzeit|hh:mm|mm:ss|wartezeit|bearbeitungszeit|lösungszeit|reaktionszeit|"
    r"antwortzeit|sitzungszeit|\b(in )?(hrs|hours|minutes|mins|seconds|secs|stunden|minuten|sekunden|heures)\b).*|"
    r".*\b(avg\.?|average|mean|median|total|handl\w+|respon\w+|resol\w+|watch|view\w*|wait\w*|session|engagement|visit|"
    r"talk|call|reply|processing|cycle|reaction|load)\b.*[\s_]time\b.*|(.*[\s_])?(time|zeit|temps|tiempo)[\s_]"
    r"(on|spent|to|in|per|until|auf|bis|pro|sur|en)\b.*",
    re.IGNORECASE,
)
MINUTES_SECONDS = re.compile(r".*(?<![a-z:])m{1,2}:ss.*", re.IGNORECASE)
HOURS_MINUTES = re.compile(r".*(?<![a-z:])h{1,3}:mm(?!:).*", re.IGNORECASE)
UNITS = (
    (re.compile(r"[(\[ ](in )?(hrs?|hours?|std|stunden|heures?)[)\]]?\s*$", re.IGNORECASE), "hours", 3600.0),
    (re.compile(r"[(\[ _](in )?(mins?|minutes?|minuten)[)\]]?\s*$", re.IGNORECASE), "minutes", 60.0),
    (re.compile(r"[(\[ _](in )?(secs?|seconds?|sekunden|secondes?)[)\]]?\s*$", re.IGNORECASE), "seconds", 1.0),
    (re.compile(r"[(\[ _](in )?(days?|tage|jours?)[)\]]?\s*$", re.IGNORECASE), "days", 86400.0),
)
HOURS = ("hours", 3600.0)


def says(pattern: re.Pattern[str], name: str) -> bool:
    """Return whether the header *name* as a whole is what *pattern* says."""
    return pattern.fullmatch(name.strip()) is not None
