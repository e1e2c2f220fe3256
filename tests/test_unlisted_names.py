"""Names that no list has: what the words around them and in them say of their class, and what is no name at all."""

from __future__ import annotations

import pytest
from analysed import analyser, named

from kg.documents import read_text
from kg.iris import DEFAULT_BASE_IRI

Cases = list[tuple[str, str, str]]


DOINGS: Cases = [
    ("en", "Osprey Winch of Aberdeen won a contract to service cranes.", "Osprey Winch"),
    ("en", "Tansley Bramble, which supplies butter to Tesco, is growing.", "Tansley Bramble"),
    ("nl", "Daarna werkte hij bij Rijnveld, dat schepen verhuurt.", "Rijnveld"),
    ("sv", "Hedlunda Borr konkurrerar med Nikon.", "Hedlunda Borr"),
    ("de", "Quantipuls aus Jena baut Sensoren.", "Quantipuls"),
    ("fr", "Orvanne détient 5 % de la mine.", "Orvanne"),
    ("es", "La planta suministra a Frenoval desde 2020.", "Frenoval"),
]


@pytest.mark.parametrize(("code", "text", "name"), DOINGS)
def test_what_firms_do_and_suffer_makes_a_firm(code: str, text: str, name: str) -> None:
    """Subject of a firm's verb, or object of what is done to firms: a company, never a person."""
    assert ("Company", name) in named(text, code)


HOLDINGS: Cases = [
    ("en", "The fund has a 12% stake in Bramwick.", "Bramwick"),
    ("nl", "De provincie steekt 12 miljoen euro in Lichtkamer.", "Lichtkamer"),
    ("fr", "La région investit 10 millions d'euros dans Armorlaser.", "Armorlaser"),
    ("sv", "Riskkapitalbolaget leder rundan i Pixelbi.", "Pixelbi"),
]


@pytest.mark.parametrize(("code", "text", "name"), HOLDINGS)
def test_money_goes_into_firms(code: str, text: str, name: str) -> None:
    """After a word of holdings and "in" an unknown name is a company, not a place."""
    assert ("Company", name) in named(text, code)


def test_without_money_a_name_after_in_is_a_place() -> None:
    """An unknown name after "in" is where something is, when no money goes there."""
    assert ("Company", "Bramwick") not in named("The council met in Bramwick on Monday.", "en")


BODIES: list[tuple[str, str, str, str]] = [
    ("en", "The Ministry of Water and Forests agreed.", "GovernmentBody", "Ministry of Water and Forests"),
    ("en", "The Federation of Irish Toymakers said no.", "Organization", "Federation of Irish Toymakers"),
    (
        "de",
        "Das Institut für Intelligente Systeme forscht.",
        "ResearchOrganization",
        "Institut für Intelligente Systeme",
    ),
    ("de", "Der Verband der Deutschen Kabelindustrie warnt.", "Organization", "Verband der Deutschen Kabelindustrie"),
    ("nl", "De Vereniging van Nederlandse Glastelers klaagt.", "Organization", "Vereniging van Nederlandse Glastelers"),
    (
        "sv",
        "Vid Institutet för tillämpad kinetik pågår det.",
        "ResearchOrganization",
        "Institutet för tillämpad kinetik",
    ),
    ("fr", "L'Union des industries du verre proteste.", "Organization", "Union des industries du verre"),
    ("es", "Según el Juzgado de lo Mercantil, sí.", "GovernmentBody", "Juzgado de lo Mercantil"),
]


@pytest.mark.parametrize(("code", "text", "kind", "name"), BODIES)
def test_a_body_is_named_by_its_head_and_purpose(code: str, text: str, kind: str, name: str) -> None:
    """A capitalised head noun with what it is for or of, in lower case where the language writes that, is a name."""
    assert (kind, name) in named(text, code)


def test_initials_in_brackets_name_the_body_then() -> None:
    """What stands in brackets after a body and is made of its letters is the body wherever it stands."""
    text = "Le Syndicat national des fondeurs (SNF) proteste. Le SNF demande une aide."
    reading = analyser().read(read_text(text, "example.txt", DEFAULT_BASE_IRI, language="fr"))
    names = [link.entity.name for link in reading.links if link.span.of(text) == "SNF"]
    assert names == ["Syndicat national des fondeurs"] * 2


ORGANS: Cases = [
    ("fr", "Le Conseil d'administration se réunit mardi.", "Conseil d'administration"),
    ("nl", "De Raad van Bestuur zweeg.", "Raad van Bestuur"),
    ("de", "Das Institut in Halle forscht.", "Institut in Halle"),
]


@pytest.mark.parametrize(("code", "text", "name"), ORGANS)
def test_organs_of_firms_and_seats_are_no_names(code: str, text: str, name: str) -> None:
    """A board is no body of its own, and a town after "in" is where a body is."""
    assert name not in {surface for _, surface in named(text, code)}


WHOLE: Cases = [
    ("nl", "Dat zegt analist Iris Faber van ING.", "Iris Faber"),
    ("nl", "Oprichter Teun Bakels van Nanoweef werkte bij ASML.", "Teun Bakels"),
    ("nl", "De schrijver Anna van Dongen las voor.", "Anna van Dongen"),
]


@pytest.mark.parametrize(("code", "text", "name"), WHOLE)
def test_a_name_ends_before_whose_it_is(code: str, text: str, name: str) -> None:
    """A given name and a surname are whole before "van"; a given name alone runs on over it."""
    assert ("Person", name) in named(text, code)


NOTHING: Cases = [
    ("en", "At the Web Summit discs of 160GB were on show on 03-Feb-26.", "Web Summit"),
    ("en", "At the Web Summit discs of 160GB were on show on 03-Feb-26.", "160GB"),
    ("en", "At the Web Summit discs of 160GB were on show on 03-Feb-26.", "03-Feb-26"),
    ("en", "New rules for Boards of Directors take effect.", "Boards"),
    ("es", "La directora de Recursos Humanos dimitió.", "Recursos Humanos"),
    ("es", "Prohibiría todo eso, dijo.", "Prohibiría"),
    ("de", "Berlin plane eine staatliche Rohstoffreserve.", "Rohstoffreserve"),
    ("sv", "Ingen vet varför. Ingen frågar.", "Ingen"),
    ("sv", "De möttes i väst.", "väst"),
    ("sv", "AlphaGo slog en världsmästare i Go.", "Go"),
    ("en", "The Union disagreed.", "Union"),
]


@pytest.mark.parametrize(("code", "text", "name"), NOTHING)
def test_what_has_no_class_is_no_name(code: str, text: str, name: str) -> None:
    """Events, measures, dates, fields of work and common words are nothing's name."""
    assert name not in {surface for _, surface in named(text, code)}


PARTIES: Cases = [
    ("sv", "Anna Berglin (M) och Per Holm (S) är oense.", "S"),
    ("fr", "La sénatrice Anne Rivaux (PS) proteste.", "PS"),
]


@pytest.mark.parametrize(("code", "text", "name"), PARTIES)
def test_letters_in_brackets_after_a_person_are_a_party(code: str, text: str, name: str) -> None:
    """A party goes by its letters in brackets; one letter elsewhere is none."""
    assert ("Organization", name) in named(text, code)


def test_a_letter_without_brackets_is_no_party() -> None:
    """One letter outside brackets is nobody, though the party's country is named."""
    assert ("Organization", "S") not in named("I Sverige säljs modellen S bäst.", "sv")


def test_a_paper_by_its_town() -> None:
    """An unknown town and a word for papers after an article are a paper."""
    assert ("MediaOutlet", "Ashby Mercury") in named("He told the Ashby Mercury so.", "en")


def test_two_common_words_are_rather_a_firm_than_a_person() -> None:
    """Without a given name two capitalised words make no person."""
    assert not {"Person"} & {kind for kind, _ in named("Nobody knows Brassac Kelp yet.", "en")}


def test_a_surname_that_is_a_country_ends_a_persons_name() -> None:
    """A given name before a country that is also a surname makes a person."""
    assert ("Person", "Raúl Montenegro") in named("El investigador Raúl Montenegro duda.", "es")
