"""Invented people and companies; every address lies in a domain reserved for examples."""

from dataclasses import dataclass

from sample_data.company.draws import Draws

_FIRST = (
    "Ada", "Amir", "Anke", "Bela", "Carla", "Cem", "Dora", "Edda", "Emil", "Fenna", "Finn", "Greta", "Hanno", "Ida",
    "Ilja", "Jette", "Jonas", "Kaja", "Kian", "Lena", "Levi", "Maike", "Malik", "Nele", "Nuri", "Oda", "Ole", "Pia",
    "Rafi", "Rika", "Romy", "Samir", "Svea", "Tarek", "Thea", "Timo", "Ulla", "Vera", "Wim", "Yara", "Zoe",
)  # fmt: skip
_LAST = (
    "Abend", "Birkholz", "Brandau", "Dorn", "Eschen", "Falkner", "Garbe", "Hagedorn", "Heidkamp", "Ilmer", "Jansohn",
    "Kessel", "Kranich", "Lindau", "Lorenzen", "Merkle", "Moorkamp", "Nissen", "Oldach", "Petzold", "Quast", "Reinke",
    "Rosskamp", "Sommerau", "Stegner", "Tanneck", "Uhlig", "Vossberg", "Wendland", "Zirbel",
)  # fmt: skip
_PLACE = (
    "Alster", "Birken", "Elb", "Fluss", "Garten", "Hafen", "Insel", "Kanal", "Linden", "Markt", "Moor", "Nord", "Park",
    "Quell", "Rosen", "See", "Sonnen", "Stern", "Tal", "Ufer", "Wald", "Wiesen",
)  # fmt: skip
_TRADE = {
    "owner_manager": ("Café", "Bistro", "Bäckerei", "Salon", "Fahrradladen", "Eisdiele", "Gasthof"),
    "operations_lead": ("Hotels", "Logistik", "Kliniken", "Pflegedienste", "Fitness", "Kinos"),
    "hr_partner": ("Seniorenzentrum", "Klinik", "Werkstatt", "Hotel", "Kita", "Reha"),
}


@dataclass(frozen=True)
class Person:
    """A person at a company."""

    first: str
    last: str
    company: str
    email: str


def person(draws: Draws, persona: str, number: int) -> Person:
    """Return an invented person of *persona*; *number* keeps the address apart from the others'."""
    first, last = draws.one(_FIRST), draws.one(_LAST)
    company = f"{draws.one(_TRADE[persona])} {draws.one(_PLACE)}{draws.whole(1, 99)}"
    return Person(first, last, company, f"{first}.{last}{number}@example.test".lower())


def colleague(draws: Draws) -> str:
    """Return the name of somebody who works at Rosterlane."""
    return f"{draws.one(_FIRST)} {draws.one(_LAST)}"
