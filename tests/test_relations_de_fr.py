"""What German and French sentences state between whom, and what only looks like it."""

from __future__ import annotations

import pytest

from kg.analysis import Analyser
from kg.documents import read_text
from kg.model import Statement

BASE = "https://example.org/kg/"

STATED = [
    ("de", "Zeiss wächst. Zu den Kunden gehörten ASML und Nikon.", "Carl Zeiss|suppliesTo|ASML"),
    ("de", "ASML baut Maschinen. Die nötigen Linsen liefert Zeiss.", "Carl Zeiss|suppliesTo|ASML"),
    ("de", "Zeiss baut Linsen. Ausgeliefert wurden sie bisher an ASML.", "Carl Zeiss|suppliesTo|ASML"),
    ("de", "Inzwischen lässt Nvidia seine Chips bei TSMC fertigen.", "TSMC|suppliesTo|Nvidia"),
    ("de", "Aleph Alpha wächst. Im Mai stieg SAP mit 15 Prozent ein.", "SAP|investsIn|Aleph Alpha"),
    ("de", "Aleph Alpha braucht Kapital. Bosch steuert 30 Millionen Euro bei.", "Bosch|investsIn|Aleph Alpha"),
    ("de", "GitHub, das seit 2018 dem Konzern Microsoft gehört, wächst.", "GitHub|partOf|Microsoft"),
    ("de", "Nach der Übernahme von GitHub durch Microsoft kündigten viele.", "GitHub|partOf|Microsoft"),
    ("de", "Bosch schließt sein Werk in Reutlingen.", "Bosch|locatedIn|Reutlingen"),
    ("de", "Am Standort Reutlingen beschäftigt Bosch 8000 Menschen.", "Bosch|locatedIn|Reutlingen"),
    ("de", "Celonis wächst. In der Münchner Zentrale wird gefeiert.", "Celonis|locatedIn|Munich"),
    ("de", "Infineon wächst. Jochen Hanebeck, Chef des Konzerns, lobt.", "Jochen Hanebeck|affiliatedWith|Infineon"),
    ("de", "Neue Chefin von Infineon ist seit Mai Lin Wei.", "Lin Wei|affiliatedWith|Infineon"),
    ("de", "Nach Stationen bei Bosch übernahm Lin Wei den Posten.", "Lin Wei|affiliatedWith|Bosch"),
    ("fr", "Verkor a bouclé un tour de table, auquel participe Meridiam.", "Meridiam|investsIn|Verkor"),
    ("fr", "Verkor grandit. Meridiam a porté sa participation à 30 %.", "Meridiam|investsIn|Verkor"),
    ("fr", "Verkor, dont Renault est entré au capital, grandit.", "Renault|investsIn|Verkor"),
    ("fr", "GitHub, dont Microsoft est propriétaire, grandit.", "GitHub|partOf|Microsoft"),
    ("fr", "Depuis son rachat par Microsoft, GitHub grandit.", "GitHub|partOf|Microsoft"),
    ("fr", "Honor, ex-filiale de Huawei, grandit.", "Honor|partOf|Huawei"),
    ("fr", "Nvidia vient de présenter le B300.", "Nvidia|develops|B300"),
    ("fr", "Face à Nvidia, AMD mise sur la mémoire.", "AMD|competesWith|Nvidia"),
    ("fr", "Le composant est assemblé par Amkor au Portugal.", "Amkor Technology|locatedIn|Portugal"),
    ("fr", "Née à Munich en 2011, Celonis grandit.", "Celonis|locatedIn|Munich"),
    ("fr", "Zeiss grandit. ASML vient de lui confier la fabrication de miroirs.", "Carl Zeiss|suppliesTo|ASML"),
    ("fr", "Après dix ans chez Thales, Anne Martin a tout quitté.", "Anne Martin|affiliatedWith|Thales"),
]
NOT_STATED = [
    ("de", "Zeiss wächst. Zu den Gegnern gehörten ASML und Nikon.", "suppliesTo"),
    ("de", "ASML baut Maschinen. Die nötigen Zahlen liefert Zeiss.", "suppliesTo"),
    ("de", "Bosch liefert nach Jena.", "locatedIn"),
    ("de", "Lin Wei reist für Bosch nach Jena.", "locatedIn"),
    ("de", "Bosch plant ein Werk in Jena.", "locatedIn"),
    ("de", "Siemens baut in Kiel ein Werk.", "locatedIn"),
    ("de", "Microsoft will GitHub übernehmen.", "partOf"),
    ("de", "SAP hat die Übernahme des Anbieters Signavio abgesagt.", "partOf"),
    ("de", "Aleph Alpha wächst. Im Mai stieg SAP mit 15 Prozent aus.", "investsIn"),
    ("de", "Bei Infineon klingelt Jutta Schneider wegen der Finanzen.", "affiliatedWith"),
    ("fr", "EDF envisage de racheter Framatome.", "partOf"),
    ("fr", "Wingtech dément vouloir céder Nexperia.", "partOf"),
    ("fr", "Verkor, dont Renault a quitté le capital, grandit.", "investsIn"),
    ("fr", "Soitec livre à Munich.", "locatedIn"),
    ("fr", "Soitec projette une usine à Singapour.", "locatedIn"),
    ("fr", "HSBC, cotée à Londres, licencie.", "locatedIn"),
    ("fr", "Nvidia vient de racheter le B300.", "develops"),
    ("fr", "Zeiss grandit. ASML vient de lui reprocher un retard.", "suppliesTo"),
    ("fr", "Dans l'usine de Nvidia, AMD mise sur la mémoire.", "competesWith"),
    ("fr", "Après dix procès contre Thales, Anne Martin a tout quitté.", "affiliatedWith"),
]


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    """One for the module: it holds the world."""
    return Analyser.load()


def statements(analyser: Analyser, code: str, text: str) -> list[Statement]:
    """What an article of this text states."""
    _, facts = analyser.analyse(read_text(text, "article.txt", BASE, language=code))
    return [fact for fact in facts if isinstance(fact, Statement)]


@pytest.mark.parametrize(("code", "text", "stated"), STATED)
def test_a_sentence_states_who_is_what_to_whom(analyser: Analyser, code: str, text: str, stated: str) -> None:
    """The relation runs from the one to the other, not back."""
    said = {(s.subject.name, s.predicate, s.object.name) for s in statements(analyser, code, text)}
    one, predicate, other = stated.split("|")
    assert (one, predicate, other) in said
    assert predicate == "competesWith" or (other, predicate, one) not in said


@pytest.mark.parametrize(("code", "text", "predicate"), NOT_STATED)
def test_what_looks_alike_is_not_stated(analyser: Analyser, code: str, text: str, predicate: str) -> None:
    """Plans, denials, travels and other verbs state no relation."""
    assert predicate not in {s.predicate for s in statements(analyser, code, text)}
