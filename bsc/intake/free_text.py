"""What people wrote in their own words, without what tells who somebody is: e-mail, telephone, account, card, name.

By patterns, not by a list of names: a name that stands alone in a sentence stays. What could be either is hidden.
"""

import re
from collections.abc import Callable
from typing import Final

from bsc.intake.greeting import NAMES, may_name

E_MAIL: Final = "[e-mail]"
WEB: Final = "[web address]"
IBAN: Final = "[IBAN]"
CARD: Final = "[card]"
PHONE: Final = "[phone]"
NUMBER: Final = "[number]"
IP: Final = "[IP address]"
NAME: Final = "[name]"

_FEWEST_OF_IBAN = 8  # digits: fewer are words that begin like one
_FEWEST_OF_PHONE = 5
_CARD_DIGITS = range(13, 20)  # ISO/IEC 7812-1: 8 to 19 digits; those in use have 13 and more

# Zero-width signs, direction marks and controls would tear apart what a pattern looks for, or show it otherwise.
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_WIDE = str.maketrans("\uff20\ufe6b\uff0e\uff1a\uff0f\uff0b\uff0d\u2011\u2024\u00a0\u202f", "@@.:/+--.  ")

_AT = r"\s{0,2}(?:@|[(\[{]\s?(?:at|ät|a|@)\s?[)\]}])\s{0,2}"
_DOT = r"\s?(?:\.|[(\[{]\s?(?:dot|punkt|\.)\s?[)\]}])\s?"
_E_MAIL = re.compile(
    rf"""
    "[^"\n@]{{1,64}}"@\S{{1,255}}                                                     # "max muster"@example.test
    | (?<![\w.+%-])[\w.+%'&=/!#$*?^`{{|}}~-]{{1,128}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,63}}){{1,6}}
    | (?<![\w.+%-])[\w.+%-]{{1,64}}\s(?:at|AT)\s[\w-]{{1,63}}(?:\s(?:dot|DOT|punkt)\s[\w-]{{2,63}}){{1,6}}
    | (?<!\S)[^\s@]{{1,128}}@[^\s@]{{1,255}}                                          # max@intranet
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SPELT_AT = re.compile(r"[(\[{]\s?(?:at|ät|a)\s?[)\]}]|\sat\s.{1,99}\s(?:dot|punkt)\s", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@])@\w[\w.]{1,63}")
_ENDINGS = "com|net|org|info|biz|de|ch|eu|io|uk|fr|nl|es|pl|dk|se|us|app|dev|shop|online|cloud|test|example"
_WEB = re.compile(
    rf"""
    \b(?:https?|hxxps?|ftp|file|mailto|tel|whatsapp|tg):\S{{1,2000}}
    | \bwww\.\S{{2,2000}}
    | (?<![\w.@-])(?:[\w-]{{1,63}}\.){{1,6}}[a-z]{{2,24}}/\S{{0,2000}}               # t.me/max
    | (?<![\w.@-])(?:[\w-]{{1,63}}\.){{1,6}}(?:{_ENDINGS})\b(?![.-]?\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DOTTED = re.compile(r"\w\.\w|:[/\w]|::")
_IBAN = re.compile(
    r"(?<!\w)[A-Za-z]{2}\d{2}(?:[ .-]?(?:[A-Z0-9]{4}|(?=[a-z]{0,3}\d)[a-z0-9]{4})){2,7}"
    r"(?:[ .-]?(?=[A-Za-z]{0,3}\d)[A-Za-z\d]{1,4})?(?!\w)"
)
_IP = re.compile(
    r"""
    (?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)
    | (?<![\w:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?!\w)
    | (?<![\w:])(?:[0-9a-f]{1,4}:){1,7}(?::[0-9a-f]{1,4}){1,7}(?!\w)
    | (?<![\w:])::(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4}(?!\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BETWEEN = r"[\s().\/\\_·•‐‑–—-]{0,3}"
_DIALLED = rf"0(?:{_BETWEEN}\d){{6}}"  # no amount begins so
_MONEY = r"(?:€|\$|£|EUR|USD|CHF|Euros?\b)"
_DIGITS = re.compile(
    rf"""
    (?P<kept>
        (?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d.\/-])
        | (?<![\d.\/-])(?:0?[1-9]|[12]\d|3[01])([.\/-])\s?(?:0?[1-9]|1[0-2])\2\s?(?:19|20)\d\d(?!\d|[\/-]\d)
        | (?<![\d.\/-])(?:19|20)\d\d\s?[\/–-]\s?(?:19|20)?\d\d(?!\d|{_BETWEEN}\d)
        | {_MONEY}\s?(?!{_DIALLED})\d{{1,3}}(?:[.,'\s]?\d{{3}}){{0,4}}(?:[.,]\d{{1,2}})?(?!\d)
        | (?<![\d.,'])(?!{_DIALLED})\d{{1,3}}(?:[.,'\s]?\d{{3}}){{0,4}}(?:[.,]\d{{1,2}})?\s?{_MONEY}
    )
    | (?:\b(?:tel|telefon|telephone|phone|mobil|mobile|cell|handy|fax|whatsapp|durchwahl|ext|nummer|number)\b
        [.:\s]{{0,3}}(?:no|nr|nummer|number)?[.:\s]{{0,3}}(?:is|ist)?\s?)(?P<called>\+?\d(?:{_BETWEEN}\d){{4,30}})
    | (?P<run>(?:(?<!\w)(?:\+|\(\+?)\s?)?\d(?:{_BETWEEN}\d){{6,60}})
    """,
    re.IGNORECASE | re.VERBOSE,
)


def masked(text: str) -> str:
    """Return *text* with a word in square brackets, like [e-mail], in place of each thing that tells who somebody is.

    E-mail and web addresses, IBANs, card, telephone and other long numbers, IP addresses, @handles, and names after a
    salutation, a greeting, a farewell, or "my name is". Days and amounts of money stay. Twice masked is once masked.
    """
    seen = _CONTROL.sub(" ", _UNSEEN.sub("", text)).translate(_WIDE)
    for cue, rules in _RULES:  # most texts hold none of it, and a pattern takes long to say so
        if cue(seen):
            for pattern, put in rules:
                seen = pattern.sub(put, seen)
    return seen


def _iban(found: re.Match[str]) -> str:
    return IBAN if sum(map(str.isdigit, found[0])) >= _FEWEST_OF_IBAN else found[0]


def _digits(found: re.Match[str]) -> str:
    if found["kept"]:
        return found[0]
    if found["called"]:
        return found[0].removesuffix(found["called"]) + PHONE
    figures = [int(sign) for sign in found["run"] if sign.isdecimal()]
    if len(figures) in _CARD_DIGITS and _is_card(figures):
        return CARD
    return PHONE if figures[0] == 0 or found["run"][0] in "+(" else NUMBER


def _is_card(figures: list[int]) -> bool:
    """Return whether the check digit is right. Source: ISO/IEC 7812-1, Annex B (Luhn, US patent 2,950,048)."""
    doubled = [figure if place % 2 == 0 else sum(divmod(2 * figure, 10)) for place, figure in enumerate(figures[::-1])]
    return sum(doubled) % 10 == 0


def _name(found: re.Match[str]) -> str:
    return found[0].removesuffix(found["name"]) + NAME


def _may_be_mail(text: str) -> bool:
    return "@" in text or _SPELT_AT.search(text) is not None


def _may_be_address(text: str) -> bool:
    return _DOTTED.search(text) is not None


def _may_be_number(text: str) -> bool:
    return sum(map(str.isdecimal, text)) >= _FEWEST_OF_PHONE


_Put = str | Callable[[re.Match[str]], str]
_RULES: tuple[tuple[Callable[[str], bool], tuple[tuple[re.Pattern[str], _Put], ...]], ...] = (
    (_may_be_mail, ((_E_MAIL, E_MAIL),)),
    (_may_be_address, ((_WEB, WEB),)),
    (_may_be_mail, ((_HANDLE, NAME),)),
    (_may_be_number, ((_IBAN, _iban),)),
    (_may_be_address, ((_IP, IP),)),
    (_may_be_number, ((_DIGITS, _digits),)),
    (may_name, tuple((pattern, _name) for pattern in NAMES)),
)
