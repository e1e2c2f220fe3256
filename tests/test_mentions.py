"""Names in running text, known and unknown: one rule for each test, in the six languages and in one without a file."""

from __future__ import annotations

import pytest
from analysed import analyser, named

from kg.documents import read_text
from kg.iris import DEFAULT_BASE_IRI
from kg.languages import language
from kg.mentions.lexicon import cities, zipf
from kg.mentions.nouns import noun_of
from kg.mentions.shapes import is_family_first, is_given_name
from kg.mentions.short_forms import acronym_of
from kg.mentions.tokens import tokens

Cases = list[tuple[str, str, str]]


def surfaces(text: str, code: str) -> set[str]:
    """All names in the text."""
    return {surface for _, surface in named(text, code)}


ROLES: Cases = [
    ("nl", "Volgens analist Tjitske Wiersma is dat duur.", "Tjitske Wiersma"),
    ("en", "The report by economist Philippa Thornbury is out.", "Philippa Thornbury"),
    ("de", "Das sagte die Ökonomin Friederike Lohmann am Freitag.", "Friederike Lohmann"),
    ("fr", "Selon l'économiste Bérengère Lacaze, c'est trop tôt.", "Bérengère Lacaze"),
    ("es", "Según el economista Eulogio Barrientos, es pronto.", "Eulogio Barrientos"),
    ("sv", "Det säger ekonomen Torbjörn Ekwall i en rapport.", "Torbjörn Ekwall"),
    ("it", "Lo ha detto il professore Ludovico Bernardini ieri.", "Ludovico Bernardini"),
    ("pt", "Segundo a pesquisadora Filomena Carvalhal, é cedo.", "Filomena Carvalhal"),
]


@pytest.mark.parametrize(("code", "text", "name"), ROLES)
def test_role_before_a_name_makes_a_person(code: str, text: str, name: str) -> None:
    """A role noun before two capitalised words names a person."""
    assert ("Person", name) in named(text, code)


HEADS: Cases = [
    ("nl", "De startup Vlinderhout haalt geld op bij investeerders.", "Vlinderhout"),
    ("en", "They bought it from the startup Quellwood last year.", "Quellwood"),
    ("de", "Das Start-up Quellwerk aus Dresden wächst schnell.", "Quellwerk"),
    ("fr", "La start-up Orvenel a levé des fonds en mars.", "Orvenel"),
    ("es", "La empresa Velluria ha reunido fondos en marzo.", "Velluria"),
    ("sv", "Det är bolaget Vindhult som bygger anläggningen.", "Vindhult"),
    ("it", "È stata la società Brentaluce a firmare.", "Brentaluce"),
    ("pt", "Foi a empresa Solverde que assinou o contrato.", "Solverde"),
]


@pytest.mark.parametrize(("code", "text", "name"), HEADS)
def test_head_noun_before_a_name_makes_a_firm(code: str, text: str, name: str) -> None:
    """A noun for firms before a capitalised word names a company."""
    assert ("Company", name) in named(text, code)


BESIDE: Cases = [
    ("es", "Lo anunció la firma barcelonesa Velluria en marzo.", "Velluria"),
    ("es", "Trabaja en la tecnológica gallega Velluria desde marzo.", "Velluria"),
    ("fr", "C'est la société bordelaise Orvenel qui livre.", "Orvenel"),
]


@pytest.mark.parametrize(("code", "text", "name"), BESIDE)
def test_adjective_between_noun_and_name(code: str, text: str, name: str) -> None:
    """Where adjectives follow nouns, the noun before an adjective still says what the name is."""
    assert ("Company", name) in named(text, code)


SUFFIXES: Cases = [
    ("nl", "Daarna vertrok ze naar Vlinderhout Technologies.", "Vlinderhout Technologies"),
    ("en", "She left for Quellwood Semiconductor in May.", "Quellwood Semiconductor"),
    ("de", "Danach ging sie zur Quellwerk GmbH nach Kiel.", "Quellwerk GmbH"),
    ("fr", "Elle a rejoint Orvenel Technologies en mai.", "Orvenel Technologies"),
    ("es", "Después trabajó para Velluria Semiconductores en mayo.", "Velluria Semiconductores"),
    ("sv", "Sedan gick hon till Vindhult Systems i maj.", "Vindhult Systems"),
    ("it", "Poi è passata alla Brentaluce Semiconduttori.", "Brentaluce Semiconduttori"),
]


@pytest.mark.parametrize(("code", "text", "name"), SUFFIXES)
def test_suffix_of_firms_belongs_to_the_name(code: str, text: str, name: str) -> None:
    """A last word that firms' names end in makes a company, even when the word alone names a technology."""
    assert ("Company", name) in named(text, code)


BODIES: Cases = [
    ("es", "Estudió en la Universidad Nacional del Comahue.", "Universidad Nacional del Comahue"),
    ("es", "Pasó por la Pontificia Universidad Católica de Chile.", "Pontificia Universidad Católica de Chile"),
    ("de", "Sie forscht am Institut für Werkstoffprüfung in Kiel.", "Institut für Werkstoffprüfung"),
    ("en", "He moved to the Institute for Harbour Studies.", "Institute for Harbour Studies"),
    ("it", "Insegna alla Università degli Studi di Camerino.", "Università degli Studi di Camerino"),
]


@pytest.mark.parametrize(("code", "text", "name"), BODIES)
def test_body_keeps_its_complement(code: str, text: str, name: str) -> None:
    """The name of a body runs on over particles, also to the name of a country."""
    assert ("ResearchOrganization", name) in named(text, code)


FAMILY_FIRST: Cases = [
    ("nl", "Dat schrijft Zhou Mingxia in een brief.", "Zhou Mingxia"),
    ("en", "That is what Zhou Mingxia wrote in a letter.", "Zhou Mingxia"),
    ("de", "Das schreibt Yi Mingxia in einem Brief.", "Yi Mingxia"),
    ("fr", "C'est ce qu'écrit Zhou Mingxia dans une lettre.", "Zhou Mingxia"),
    ("es", "Lo escribe Zhou Mingxia en una carta.", "Zhou Mingxia"),
    ("sv", "Det skriver Zhou Mingxia i ett brev.", "Zhou Mingxia"),
    ("it", "Lo scrive Zhou Mingxia in una lettera.", "Zhou Mingxia"),
]


@pytest.mark.parametrize(("code", "text", "name"), FAMILY_FIRST)
def test_chinese_names_in_their_own_order(code: str, text: str, name: str) -> None:
    """A Chinese family name before a given name is a person, also where the first word alone is a known name."""
    assert ("Person", name) in named(text, code)


OVER_KNOWN: Cases = [
    ("nl", "Daarover sprak Ruth Siemens met de krant.", "Ruth Siemens"),
    ("en", "That was news to Martin Ford on Friday.", "Martin Ford"),
    ("de", "Darüber sprach Ruth Siemens mit der Zeitung.", "Ruth Siemens"),
    ("fr", "C'est Claude Marchandeau qui dirige le projet.", "Claude Marchandeau"),
    ("es", "Lo dirige Ruth Siemens desde Madrid.", "Ruth Siemens"),
    ("sv", "Det leds av Ruth Siemens från Lund.", "Ruth Siemens"),
]


@pytest.mark.parametrize(("code", "text", "name"), OVER_KNOWN)
def test_person_whose_name_holds_a_known_name(code: str, text: str, name: str) -> None:
    """A given name before or in a known name makes a person of the whole."""
    assert ("Person", name) in named(text, code)


NO_PERSONS: Cases = [
    ("de", "Im Mai genehmigte Washington den Verkauf von Chips.", "Washington den Verkauf"),
    ("de", "Danach wurde das Modell in China von Tencent genutzt.", "China von Tencent"),
    ("en", "In August OpenAI unveiled a new model.", "August OpenAI"),
    ("fr", "Les puces de Nvidia restent rares.", "Les puces"),
]


@pytest.mark.parametrize(("code", "text", "wrong"), NO_PERSONS)
def test_function_words_and_months_are_no_given_names(code: str, text: str, wrong: str) -> None:
    """Articles, prepositions, months and countries begin no person's name."""
    assert wrong not in surfaces(text, code)


SHORT: Cases = [
    ("nl", "Volgens analist Tjitske Wiersma is dat duur. Wiersma rekent op meer.", "Wiersma"),
    ("en", "Economist Philippa Thornbury agrees. Thornbury expects more.", "Thornbury"),
    ("de", "Die Ökonomin Friederike Lohmann zögert. Lohmann erwartet mehr.", "Lohmann"),
    ("fr", "L'économiste Bérengère Lacaze hésite. Lacaze attend davantage.", "Lacaze"),
    ("es", "El economista Eulogio Barrientos Zapata duda. Barrientos espera más.", "Barrientos"),
    ("sv", "Ekonomen Torbjörn Ekwall tvekar. Ekwall väntar sig mer.", "Ekwall"),
    ("it", "Il professore Ludovico Bernardini esita. Bernardini aspetta.", "Bernardini"),
]


@pytest.mark.parametrize(("code", "text", "name"), SHORT)
def test_surname_follows_the_full_name(code: str, text: str, name: str) -> None:
    """A surname alone is the person named in full before; of two surnames the first."""
    assert ("Person", name) in named(text, code)


GERMAN_NOUNS = [
    "Die Aluminiumherstellung braucht viel Strom.",
    "Der große Rivale zögert noch mit dem Angebot.",
    "Der Mutterkonzern wollte sich nicht äußern.",
    "Viele Kühltürme stehen am Fluss.",
    "Das ist ein Kollateralschaden des Streits.",
]


@pytest.mark.parametrize("text", GERMAN_NOUNS)
def test_german_common_nouns_are_no_names(text: str) -> None:
    """A capital alone makes no name where all nouns have one."""
    assert not surfaces(text, "de") - {"Aluminium"}


PLACES = [
    ("de", "Der Kölner Übersetzungsdienst wächst.", "Kölner", "Cologne"),
    ("sv", "Göteborgsbolaget växer i Norden.", "Göteborg", "Gothenburg"),
    ("de", "Die Firma stammt aus Bielefeld.", "Bielefeld", "Bielefeld"),
    ("nl", "Het bedrijf komt uit Eindhoven.", "Eindhoven", "Eindhoven"),
    ("en", "The company is based in Dundee.", "Dundee", "Dundee"),
    ("fr", "L'entreprise est installée à Angers.", "Angers", "Angers"),
    ("es", "La empresa tiene su sede en Zaragoza.", "Zaragoza", "Zaragoza"),
    ("it", "L'azienda ha sede a Torino.", "Torino", "Turin"),
]


@pytest.mark.parametrize(("code", "text", "surface", "name"), PLACES)
def test_cities_also_in_adjectives_and_compounds(code: str, text: str, surface: str, name: str) -> None:
    """A city is found after a preposition, in an adjective and in a compound, under its English name."""
    reading = analyser().read(read_text(text, "example.txt", DEFAULT_BASE_IRI, language=code))
    found = {(link.span.of(text), link.entity.name) for link in reading.links if link.entity.kind == "Place"}
    assert any(shown.startswith(surface) and place == name for shown, place in found)


VARIANTS: Cases = [
    ("nl", "Nvidia verkoopt de H20 en de MI308X.", "MI308X"),
    ("en", "Google released Gemini 3.5 Pro on Monday.", "Gemini 3.5 Pro"),
    ("de", "Huawei baut den Ascend 930C in Serie.", "Ascend 930C"),
    ("es", "Investigan con el superordenador MareNostrum 6 este año.", "MareNostrum 6"),
]


@pytest.mark.parametrize(("code", "text", "name"), VARIANTS)
def test_unknown_variant_of_a_known_designation(code: str, text: str, name: str) -> None:
    """A known family with another number is a thing of the family's class."""
    assert name in surfaces(text, code)


def test_inner_capital_makes_a_product() -> None:
    """A word with a small first letter and a capital inside is a product's name."""
    assert ("Product", "iQuark") in named("They presented the iQuark on Monday.", "en")


EVERYDAY: Cases = [
    ("es", "Cuatro ingenieros trabajan en Madrid.", "Cuatro"),
    ("en", "Time is short for Europe.", "Time"),
    ("sv", "Go och schack är gamla spel.", "Go"),
]


@pytest.mark.parametrize(("code", "text", "word"), EVERYDAY)
def test_everyday_word_that_opens_a_sentence_is_no_known_name(code: str, text: str, word: str) -> None:
    """A sentence's first word is the everyday word rather than the outlet or place of that name."""
    assert word not in surfaces(text, code)


def test_portfolio_is_no_name() -> None:
    """What a minister is minister of is no name by itself."""
    assert "Industria" not in surfaces("El ministro de Industria viajó a Bruselas.", "es")


def test_own_name_of_a_city_wins_over_another_name_of_a_larger_one() -> None:
    """Islamabad is the capital of Pakistan, though Chattogram once bore the name."""
    assert cities()["Islamabad"][1] == "PK"
    assert cities()["Köln"][0] == "Köln" or cities()["Köln"][1] == "DE"


@pytest.mark.parametrize(
    ("word", "code", "kind"),
    [
        ("chipbedrijf", "nl", "Company"),
        ("Hochschule", "de", "ResearchOrganization"),
        ("forskare", "sv", "Person"),
        ("startup", "en", "Company"),
        ("ministère", "fr", "GovernmentBody"),
        ("periódico", "es", "MediaOutlet"),
        ("banca", "it", "Company"),
    ],
)
def test_nouns_say_what_a_name_is(word: str, code: str, kind: str) -> None:
    """Role and head nouns are looked up whole, and by their last part where words are compounded."""
    noun = noun_of(word, language(code))
    assert noun is not None
    assert noun.kind == kind


@pytest.mark.parametrize(
    ("word", "name", "expected"),
    [
        ("UPM", "Universidad Politécnica de Madrid", True),
        ("Colef", "El Colegio de la Frontera Norte", True),
        ("Kalray", "Plateforme automobile", False),
        ("Madrid", "Universidad Politécnica de Madrid", False),
    ],
)
def test_initials_are_letters_of_the_name_in_order(word: str, name: str, expected: bool) -> None:
    """A bracketed short form is made of the name's letters, in their order."""
    assert acronym_of(word, name) is expected


def test_family_first_needs_a_given_name_of_its_language() -> None:
    """A family name that stands first needs syllables of Chinese or Korean after it."""
    assert is_family_first(["Yao", "Shunyu"])
    assert not is_family_first(["Long", "Beach"])


def test_everyday_words_are_no_given_names() -> None:
    """A given name elsewhere in the world is none where it is an article or preposition."""
    assert not is_given_name("Von", language("de"))
    assert is_given_name("Friederike", language("de"))


@pytest.mark.parametrize(
    ("text", "elisions", "words"),
    [
        ("l’AI Act", ("l'",), ["AI", "Act"]),
        ("vd:n för ASML:s del", (), ["vd:n", "för", "ASML", "s", "del"]),
        ("AT&T och H20", (), ["AT&T", "och", "H20"]),
    ],
)
def test_words_of_a_text(text: str, elisions: tuple[str, ...], words: list[str]) -> None:
    """Elided articles are left out; word endings after a colon stay, a genitive does not."""
    assert [token.text for token in tokens(text, 0, len(text), elisions)] == words


SEVERAL_WORDS: list[tuple[str, str, str, str]] = [
    ("es", "Lo celebró la Autoridad Portuaria de Vigo en mayo.", "GovernmentBody", "Autoridad Portuaria de Vigo"),
    ("es", "Lo pidió la Cámara de Comercio de Lima en mayo.", "Organization", "Cámara de Comercio de Lima"),
    ("es", "Bodegas Torrelana vende su filial.", "Company", "Bodegas Torrelana"),
    ("es", "El astillero pertenece a Hijos de J. Barrelana desde mayo.", "Company", "Hijos de J. Barrelana"),
    ("en", "It was paid by the Malaysia Smelting Corporation in May.", "Company", "Malaysia Smelting Corporation"),
    ("en", "Harwell Fenwick plc has sold its mill.", "Company", "Harwell Fenwick plc"),
    ("en", "They sold the Coalville Star in May.", "MediaOutlet", "Coalville Star"),
    ("en", "They sold it to Golden Palace in May.", "Company", "Golden Palace"),
    ("de", "Das kritisiert die Deutsche Wattenhilfe scharf.", "Organization", "Deutsche Wattenhilfe"),
    ("de", "Das prüft das Amtsgericht Lüneburg Insolvenz hin oder her.", "GovernmentBody", "Amtsgericht Lüneburg"),
    (
        "de",
        "Sie forscht am Max-Planck-Institut für Windkunde.",
        "ResearchOrganization",
        "Max-Planck-Institut für Windkunde",
    ),
    ("fr", "Le dossier est suivi par Yann Le Floc'h depuis mai.", "Person", "Yann Le Floc'h"),
]


@pytest.mark.parametrize(("code", "text", "kind", "name"), SEVERAL_WORDS)
def test_names_of_several_words(code: str, text: str, kind: str, name: str) -> None:
    """A name takes all words that are its own, also a known place, an initial with its dot, a small legal form."""
    assert (kind, name) in named(text, code)


@pytest.mark.parametrize(
    ("code", "text", "firm"),
    [
        ("nl", "Lexwad groeit. Dat zegt directeur Piet Bakema van Lexwad tegen het startup Lexwad.", "Lexwad"),
        ("nl", "Dat zegt analist Guy Sipsema van KBC in Gent.", "KBC"),
    ],
)
def test_person_ends_before_the_firm(code: str, text: str, firm: str) -> None:
    """A firm that the text names alone, or that is known, is no surname after a particle."""
    found = named(text, code)
    assert firm in {surface for _, surface in found}
    assert not any(kind == "Person" and firm in surface for kind, surface in found)


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("It has sold its Polish subsidiary, Dzianina Nowa, to a rival.", "Dzianina Nowa"),
        ("Rowfell Mistle, headquartered in Cork, has grown.", "Rowfell Mistle"),
        ("Quillow Fenn raised a round in May.", "Quillow Fenn"),
    ],
)
def test_ties_seats_and_verbs_of_firms(text: str, firm: str) -> None:
    """A noun that ties firms, a seat after the name and a verb of firms make a company of two capitalised words."""
    assert ("Company", firm) in named(text, "en")


def test_city_before_based() -> None:
    """The city before "-based" is a place, the name after it a name of its own."""
    found = named("It was built by the Ballymena-based Quellbus last year.", "en")
    assert ("Place", "Ballymena") in found
    assert ("Company", "Quellbus") in found


def test_model_of_no_computer_is_a_product() -> None:
    """What a text without computing calls a model is a product."""
    assert ("Product", "Mulvane") in named("Le vélo de la marque est le modèle Mulvane 3 en acier.", "fr")


def test_known_name_without_support_may_be_another_name() -> None:
    """A known name that nothing supports is looked at as an unknown one: Halifax is a bank and a town."""
    assert ("Place", "Halifax") in named("The buses run in Huddersfield, Halifax and Bradford.", "en")


def test_titles_are_no_part_of_names() -> None:
    """A title before a surname is left out of the name."""
    found = named("Colm Deeley waits. Asked about it, Mr Deeley said no.", "en")
    assert ("Person", "Deeley") in found


NEUTRAL: list[tuple[str, str, set[tuple[str, str]]]] = [
    (
        "it",
        (
            "La società Cantieri Navali Ferrante ha sede a Napoli. Secondo Paolo Rinaldi, «è un contratto storico». "
            "Nvidia fornirà i chip H200 alla Finlandia."
        ),
        {
            ("Company", "Cantieri Navali Ferrante"),
            ("Place", "Napoli"),
            ("Person", "Paolo Rinaldi"),
            ("Company", "Nvidia"),
            ("Chip", "H200"),
            ("Country", "Finlandia"),
        },
    ),
    (
        "pt",
        (
            "O Brasil quer liderar. A empresa Navegante Azul abriu no Porto. "
            "Segundo Helena Matos, «é um contrato histórico». A chinesa Huawei fornece o Ascend 910C."
        ),
        {
            ("Country", "Brasil"),
            ("Company", "Navegante Azul"),
            ("Place", "Porto"),
            ("Person", "Helena Matos"),
            ("Company", "Huawei"),
            ("Chip", "Ascend 910C"),
        },
    ),
]


@pytest.mark.parametrize(("code", "text", "expected"), NEUTRAL)
def test_language_without_a_file(code: str, text: str, expected: set[tuple[str, str]]) -> None:
    """Names and places are found in a language without a file, and no first word of a sentence is taken for one."""
    found = named(text, code)
    assert expected <= found
    assert not {"La", "Secondo", "O", "A", "Segundo"} & {surface for _, surface in found}


@pytest.mark.parametrize(("code", "text", "_"), NEUTRAL)
def test_quotations_without_a_file(code: str, text: str, _: set[tuple[str, str]]) -> None:
    """Quotations are found in a language without a file."""
    reading = analyser().read(read_text(text, "example.txt", DEFAULT_BASE_IRI, language=code))
    assert ["contrat" in quotation.span.of(text) for quotation in reading.quotations] == [True]


def test_words_of_no_known_language_are_common_somewhere() -> None:
    """In a language that is not known a word is as common as in that of all languages where it is most common."""
    assert zipf("secondo", "und") == pytest.approx(zipf("secondo", "it"), abs=0.3)
    assert zipf("brentaluce", "und") == 0
