"""The sample company as a German machine builder would write it down: long words wherever a name can stand.

Seven stages, three personas, forty touchpoints and fifty-six KPIs, so that a page that holds it holds most.
"""

from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final

from bsc import actions
from bsc.model.reading import document_of
from bsc.store import Store

STAGES: Final = (
    ("Aufmerksamkeitsgewinnung", "Auf die Wartungsvertragsverwaltungssoftware überhaupt aufmerksam werden"),
    ("Interessentenqualifizierung", "Herausfinden, ob die Schnittstellenanforderungen erfüllt werden"),
    ("Angebotsvergleich", "Die Gesamtbetriebskosten der Wettbewerbsangebote nachvollziehbar gegenüberstellen"),
    ("Vertragsabschluss", "Ohne Rechtsabteilungsverzögerung rechtssicher unterschreiben"),
    ("Inbetriebnahmebegleitung", "Die Erstinbetriebnahme ohne Produktionsunterbrechung abschließen"),
    ("Bestandskundenbetreuung", "Bei Störungsmeldungen sofort eine sachkundige Ansprechperson erreichen"),
    ("Weiterempfehlungsbereitschaft", "Fachkolleginnen und Fachkollegen von den eigenen Erfahrungen berichten"),
)
PERSONAS: Final = ("Geschäftsführungsverantwortliche", "Instandhaltungsleiter", "Informationssicherheitsbeauftragte")
CHANNELS: Final = (
    "Suchmaschinenwerbung",
    "Branchenfachmesse",
    "Produktinformationswebseite",
    "Telefonvertrieb",
    "Kundendienstportal",
    "Fachzeitschriftenbeilage",
)
PLACES: Final = (
    "Suchanzeigenzielseite",
    "Messestandsvorführung",
    "Newsletteranmeldeformular",
    "Kontaktaufnahmeformular",
    "Produktdatenblattdownload",
    "Webinaranmeldebestätigung",
    "Bedarfsermittlungsgespräch",
    "Angebotskonfigurationsrechner",
    "Wirtschaftlichkeitsberechnung",
    "Referenzkundenbesichtigung",
    "Vertragsunterzeichnungsstrecke",
    "Auftragsbestätigungsschreiben",
    "Datenübernahmeworkshop",
    "Benutzerschulungstermin",
    "Störungsmeldungsannahme",
    "Ersatzteilverfügbarkeitsauskunft",
    "Vertragsverlängerungsgespräch",
    "Anwenderkonferenzeinladung",
    "Zufriedenheitsbefragung",
    "Empfehlungsprämienantrag",
)
SAID: Final = (
    "Vergleicht Leistungsbeschreibungen mit der Ausschreibungsunterlage",
    "Wartet auf die Rückmeldung der Datenschutzbeauftragten",
    "Welche Mindestvertragslaufzeit gilt für Rahmenvertragskunden?",
    "Pflichtfelder im Kontaktaufnahmeformular sind unverständlich",
    "Ansprechperson kennt die Maschinenkonfiguration ohne Rückfrage",
    "Schulungsunterlagen in der eigenen Unternehmenssprache",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde",
)
KPIS: Final = (
    "Kundengewinnungskosten je Neukundenauftrag",
    "Weiterempfehlungsbereitschaftskennzahl",
    "Angebotsbearbeitungsdurchlaufzeit",
    "Mitarbeiterqualifizierungsstunden",
    "Deckungsbeitragsentwicklung",
    "Erstlösungsquote der Störungsmeldungsbearbeitung",
    "Zahlungszielüberschreitungsquote",
)
EVIDENCE: Final = ("assumed", "observed", "inferred")
FIELDS: Final = ("wants", "does", "asks", "pains", "delights", "personalization")
TOUCHPOINTS: Final = 40


def write(path: Path) -> Path:
    """Return *path* with the sample company's rows in a database, and German definitions over them."""
    store = Store.open(path)
    actions.load_demo(store, who="a test")
    actions.apply_definitions(store, german(document_of(store.scorecard())), "a test")
    store.close()
    return path


def german(document: dict[str, Any]) -> dict[str, Any]:
    """Return *document* with German names, three German personas and forty touchpoints."""
    stages = [
        {**stage, "name": name, "goal": goal} for stage, (name, goal) in zip(document["stages"], STAGES, strict=True)
    ]
    personas = [{**persona, "name": name} for persona, name in zip(document["personas"], PERSONAS, strict=True)]
    kpis = [{**kpi, "name": name} for kpi, name in zip(document["kpis"], cycle(KPIS), strict=False)]
    return {
        **document,
        "stages": stages,
        "personas": personas,
        "kpis": kpis,
        "touchpoints": [
            _touchpoint(number, stages[number % len(stages)]["id"], [each["id"] for each in personas])
            for number in range(TOUCHPOINTS)
        ],
    }


def _touchpoint(number: int, stage: str, personas: list[str]) -> dict[str, Any]:
    """Return the touchpoint with *number*: who meets it, how it feels and what is said of it go round."""
    entries = {
        field: [_entry(number + place + turn) for turn in range(1 + (number + place) % 2)]
        for place, field in enumerate(FIELDS)
    }
    return {
        "id": f"kontakt_{number}",
        "name": PLACES[number % len(PLACES)],
        "stage": stage,
        "channel": CHANNELS[(number // len(STAGES)) % len(CHANNELS)],
        "persona": next(islice(cycle([*personas, "all"]), number // len(STAGES), None)),
        "emotion": (-2, 1.5, -0.5, 2, 0, -1.5)[(number * 5 + number // len(STAGES)) % 6],
        "moment_of_truth": number % 6 == 0,
        "evidence": EVIDENCE[number % 3],
        "owner": "Vertriebsinnendienstleitung",
        **entries,
    }


def _entry(number: int) -> object:
    text = SAID[number % len(SAID)]
    return text if number % 3 else {"text": text, "evidence": EVIDENCE[number % 2 + 1]}
