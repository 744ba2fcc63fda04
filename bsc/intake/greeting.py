"""Where a person's name is to be expected in a sentence: after a salutation, a greeting, a farewell, "my name is"."""

import re
from typing import Final

_BIG = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017f\u0391-\u03a9\u0410-\u042f"
_WORD = rf"(?-i:[{_BIG}])[\w’'.-]{{0,40}}"
_ANY_WORD = r"[^\W\d_][\w’'-]{1,40}"
_TITLES = r"(?:(?:dr|prof|dipl|ing|med|von|van|de|der|den|zu|la|le)\b\.?[ -]?\s{0,2}){0,4}"
_NOBODY = (
    r"(?!(?:team|support|all|alle|allen|everyone|everybody|together|zusammen|there|guys|folks|customer|kunde|kundin|"
    r"kunden|colleagues?|kollegen|damen|herren|herrn?|frau|mrs?|ms|mx|dr|prof|sir|madam|grüße|grüsse|grüßen|gruß|"
    r"regards|wishes|again|für|for|to|an|dass|that|the|das|die|der|it|we|wir|ich|you|sie)\b)"
)
_SALUTATION = (
    r"\b(?:mr|mrs|ms|mx|miss|mister|dr|prof|herrn?|hr|monsieur|madame|mme|mlle|señora?|sra?|signora?|sig|dhr|mevr)\b\.?"
)
_GREETING = (
    r"\b(?:hi|hello|hey|dear|hallo|liebe[rs]?|moin|servus|salut|bonjour|ciao|hola|geehrte[rn]?|"
    r"guten (?:tag|morgen|abend)|thanks|thank you|danke|dank an|merci)\b"
)
_FAREWELL = (
    r"\b(?:(?:kind|best|warm|many)?\s?regards|best wishes|cheers|sincerely|yours(?: truly| sincerely)?|all the best|"
    r"(?:viele|liebe|beste|freundliche[nr]?|schöne|herzliche)\s(?:grüße[n]?|grüsse[n]?|gruß)|gruß|mfg|lg|vg|bg|signed|gez)\b"
    r"(?:\s(?:from|aus|von)\b)?"
)
_THANKS = r"\b(?:thanks|thank you|thx|danke(?:schön)?|dank|merci)\b(?:[ \t]\w{1,20}){0,4}"
_SIGN_OFF = (  # they begin sentences, too: a name stands alone after a comma or a new line
    rf"(?:{_THANKS}|(?<![^\W\d_][ \t])\bbest\b)[ \t]{{0,2}}(?:,[ \t]{{0,3}}|[,.!]{{0,3}}[ \t]{{0,3}}\n\s{{0,4}})"
    r"(?!(?:thanks|thank|danke|merci|best|cheers|sincerely|yours|signed|gez|gruß|mfg|lg|vg|bg)\b)"
)
_CALLED = r"\b(?:my name(?:’s|'s| is)|i am called|call me|mein name ist|ich hei(?:ß|ss)e|je m[’']appelle|name:)"

_SEVERAL = rf"{_NOBODY}{_TITLES}{_WORD}(?:[ \t]{_NOBODY}{_WORD}){{0,2}}"
NAMES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:{_SALUTATION}|\bfrau\b|\bfr\.)\s{{1,3}}(?P<name>{_SEVERAL})",
        rf"{_SALUTATION}[ \t]{{1,3}}(?P<name>{_NOBODY}{_TITLES}{_ANY_WORD})",
        rf"{_GREETING}[ \t]{{1,3}}(?P<name>{_SEVERAL})",
        rf"{_FAREWELL}[\s,.!–-]{{1,6}}(?P<name>{_SEVERAL})",
        rf"{_SIGN_OFF}(?P<name>{_SEVERAL})(?=[ \t.!]{{0,3}}(?:\n|\Z))",
        rf"{_CALLED}\s{{1,3}}(?P<name>{_NOBODY}{_TITLES}{_ANY_WORD}(?:[ \t]{_WORD}){{0,2}})",
    )
)

_LETTERS = re.compile(r"[^\W\d_]+")
_CUES = frozenset(
    """
    mr mrs ms mx miss mister dr prof herr herrn hr frau fr monsieur madame mme mlle señor señora sr sra signora sig dhr
    mevr hi hello hey dear hallo liebe lieber liebes moin servus salut bonjour ciao hola geehrte geehrter geehrten guten
    thanks thank thx danke dankeschön dank merci regards wishes cheers sincerely yours best grüsse grüssen gruss mfg lg
    vg bg signed gez name called call heisse appelle
    """.split()  # noqa: SIM905 -- words are read more easily than a list of quoted words
)


def may_name(text: str) -> bool:
    """Return whether *text* holds a word that `NAMES` begin with."""
    return not _CUES.isdisjoint(map(str.casefold, _LETTERS.findall(text)))
