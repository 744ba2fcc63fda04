"""What columns mean: which one places a row in time, which name a person, which cannot be added up; known systems."""

import re
from collections.abc import Iterable, Sequence

from bsc.intake.moments import MONTH_FIRST
from bsc.intake.recognition import recognise

_PERSON = re.compile(
    r"((first|last|given|family|full|middle|sur|maiden|user|display|billing|shipping|customer|contact|recipient|"
    r"respondent|requester|submitter|subscriber|lead|person|member|participant|attendee|learner|employee|guest)[ _-]?"
    r"(first[ _-]|last[ _-])?name|name of (person|customer|contact)|surname|requester|submitter|respondent|vorname|"
    r"nachname|familienname|prénom|prenom|nom de famille|kundenname|"
    r"(.*[ _-])?(e-?mail|mail)([ _-]?(address|adresse|id))?|adresse e-?mail|recipientemail|"
    r"recipient(first|last)name|(.*[ _-])?(phone|telephone|mobile|cell|fax)([ _-]?(number|no\.?|nummer))?|"
    r"telefon(nummer)?|mobil(nummer)?|handy(nummer)?|téléphone|"
    r"(.*[ _-])?(street([ _-]?address)?|address[ _-]?[12]?|straße|strasse|adresse|rue|anschrift)([ _-]line[ _-]?[12])?|"
    r"(billing|shipping|mailing|home)[ _-](zip|postal code|postcode)|"
    r"(.*[ _-])?ip([ _-]?address|[ _-]?adresse)?|ipaddress|"
    r"(invitee|review(er)?|caller|sender)[ _-]?((first|last|user)[ _-]?)?name|"
    r"(.*[ _-])?contact person|text reminder number|"
    r"location(latitude|longitude)|date of birth|birth ?day|birth ?date|geburtsdatum)",
    re.IGNORECASE,
)
_NOT_PERSON = re.compile(r".*\b(web|page|landing page|url|site)[ _-]?address", re.IGNORECASE)
_TELEPHONE = re.compile(r"phone|mobil|handy|telefon|téléphone|fax|\bcell\b", re.IGNORECASE)
_PERSON_IN_NUMBERS = re.compile(r"birth|geburt|latitude|longitude|\bzip\b|postal|postcode", re.IGNORECASE)
_ID = re.compile(r"\bids?\b|_id$", re.IGNORECASE)
_NOT_ADDABLE = re.compile(
    r"rate\b|ratio|%|percent|\bavg|average|mean\b|median|\bper\b|cost ?/|/ ?conv|\bcp[cmav]\b|\bcpc|\bctr\b|\broas\b|"
    r"\broi\b|frequency|\breach\b|\bshare\b|position|quote\b|taux|moyen|durchschn|ø|anteil|unique|\busers?\b|visitors|nutzer|"
    r"utilisateurs|score|rank|probability|\bid\b|\bids\b|index|year|month|week|hour|\bzip\b|\bage\b|bounce_rate|nps",
    re.IGNORECASE,
)
_TIME_RANKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"day|date|datum|tag|jour|fecha|month|monat|mois|week|woche|semaine|nth (day|week|month)|period_start",
        r"(.*\b)?(created?|creation|erstellt|créé)([ _-]?(at|on|date|time|utc|am))*( \(.*\))?|created.*",
        r"(.*\b)?(submit(ted)?|recorded|responded|completed)([ _-]?(at|on|date|time))*( \(.*\))?|recordeddate",
        r"(.*\b)?(send|sent|delivery|delivered|versand)([ _-]?(at|on|date|time))*(/time)?( \(.*\))?",
        r"(.*\b)?(order|purchase|payment|paid|invoice|charge|event)([ _-]?(at|on|date|day|time))*( \(.*\))?",
        r"(.*\b)?start(s|ed|ing)?([ _-]?(at|on|date|time))*( \(.*\))?|startdate|reporting starts|timestamp|datetime",
    )
)
END_OF = {"reporting starts": "Reporting ends", "start of the reporting period": "End of the reporting period"}
ORDER_OF_SYSTEM = {"SurveyMonkey": MONTH_FIRST}  # it writes 08/31/2026 whatever the account's language


def system(names: Iterable[str]) -> str:
    """Return the name of the system whose export carries these column names, or ""."""
    found = recognise(tuple(names))
    return found.system if found else ""


def names_a_person(name: str) -> bool:
    """Return whether a column under the header *name* tells who a person is: a name, an address, a telephone number."""
    return _PERSON.fullmatch(name.strip()) is not None and _NOT_PERSON.fullmatch(name.strip()) is None


def names_a_number(name: str) -> bool:
    """Return whether *name* is that of a telephone number, which looks like any number."""
    return _TELEPHONE.search(name) is not None


def tells_a_person(name: str) -> bool:
    """Return whether *name* tells who a person is in numbers and days as well: a birthday, a place, a postcode."""
    return _PERSON_IN_NUMBERS.search(name) is not None


def names_records(name: str) -> bool:
    """Return whether the column *name* numbers records: an id."""
    return _ID.search(name) is not None


def is_addable(name: str, note: str) -> bool:
    """Return whether the sum of a numeric column under *name* means something: not for rates, averages, people, ids."""
    return note != "percent" and _NOT_ADDABLE.search(name) is None


def time_column(names: Sequence[str], wanted: str | None) -> str | None:
    """Return which of the date columns *names* places a row in time: the *wanted* one, else by what they are called."""
    if wanted is not None and wanted in names:
        return wanted
    for rank in _TIME_RANKS:
        for name in names:
            if rank.fullmatch(name.strip()):
                return name
    return names[0] if names else None
