"""The knowledge base: the files that come with kg, a user's own, and the countries of CLDR."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.countries import countries
from kg.errors import DataError
from kg.iris import DEFAULT_BASE_IRI, entity_iri
from kg.knowledge import KnowledgeBase, Name, Strength, load_world
from kg.languages import language
from kg.mentions.matcher import Matcher
from kg.model import Entity
from kg.ontology_files import world_files

PREFIXES = """
@prefix company: <https://example.org/kg/company/> .
@prefix country: <https://example.org/kg/country/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <https://example.org/kg/ontology#> .
@prefix mine: <https://example.org/kg/person/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ACME = 'company:acme-of-tests a kg:Company ; rdfs:label "Acme of Tests" '
PERSON = "mine:ada-of-tests"


@pytest.fixture(scope="module")
def world() -> KnowledgeBase:
    """The knowledge base that comes with kg."""
    return load_world()


def _load(folder: Path, turtle: str) -> KnowledgeBase:
    """The knowledge base with a user's file."""
    file = folder / "mine.ttl"
    file.write_text(PREFIXES + turtle, "utf-8")
    return load_world([file])


def _strengths(world: KnowledgeBase, iri: str) -> dict[tuple[str, str | None], Strength]:
    known = world.by_iri(iri)
    assert known is not None
    return {(name.text, name.language): name.strength for name in known.names}


def test_shipped_entities_are_sorted_and_found(world: KnowledgeBase):
    """Every entity is found by its IRI and by itself, and all come sorted by IRI."""
    iris = [known.iri for known in world.all()]
    assert iris == sorted(iris)
    assert len(world) == len(iris) > 1000
    assert all(world.by_iri(known.iri) is known is world.find(known.entity) for known in world.all())
    assert world.by_iri("https://example.org/kg/company/nobody") is None
    assert world.find(Entity("Person", "Nobody of Tests")) is None


def test_shipped_iris_follow_from_names(world: KnowledgeBase):
    """A world file calls an entity what a graph with the default base IRI calls it."""
    wrong = [known.iri for known in world.all() if known.iri != entity_iri(DEFAULT_BASE_IRI, known.entity)]
    assert wrong == []


def test_shipped_facts_point_at_known_entities(world: KnowledgeBase):
    """No shipped fact points at an entity that no shipped file describes."""
    dangling = {iri for known in world.all() for _, iri in known.facts if world.by_iri(iri) is None}
    assert sorted(dangling) == []


def test_every_known_entity_has_its_label_as_a_name(world: KnowledgeBase):
    """The canonical name is one of the names, and no name with its language stands twice."""
    for known in world.all():
        keys = [(name.text, name.language) for name in known.names]
        assert (known.entity.name, None) in keys
        assert len(set(keys)) == len(keys)


def test_of_kind_includes_the_classes_below(world: KnowledgeBase):
    """Asked for places one gets the countries too, and no organizations."""
    kinds = {known.entity.kind for known in world.of_kind("Place")}
    assert "Country" in kinds
    assert kinds <= {"Country", "Place"}


@pytest.mark.parametrize(
    ("code", "label", "names"),
    [
        ("US", "United States", {("Verenigde Staten", "nl"), ("USA", "sv"), ("Estados Unidos", "es")}),
        ("CN", "China", {("Kina", "sv"), ("Chine", "fr")}),
        ("KR", "South Korea", {("Zuid-Korea", "nl"), ("Südkorea", "de")}),
        ("TW", "Taiwan", {("Taiwán", "es"), ("Taïwan", "fr")}),
        ("HK", "Hong Kong", {("Hongkong", "nl"), ("Hongkong", "sv")}),
        ("MO", "Macao", {("Macau", None)}),
        ("CZ", "Czechia", {("Tsjechië", "nl"), ("Tjeckien", "sv")}),
        ("TR", "Türkiye", {("Turkey", "en"), ("Turkije", "nl")}),
        ("NL", "Netherlands", {("Nederland", "nl"), ("Pays-Bas", "fr")}),
        ("GB", "United Kingdom", {("Großbritannien", "de"), ("Royaume-Uni", "fr")}),
        ("MM", "Myanmar", {("Burma", "en"), ("Myanmar", "nl")}),
        ("TT", "Trinidad and Tobago", {("Trinidad & Tobago", "en")}),
        ("AQ", None, set()),
        ("EU", None, set()),
        ("XX", None, set()),
    ],
)
def test_countries(world: KnowledgeBase, code: str, label: str | None, names: set[tuple[str, str | None]]):
    """A country is known by its code, has its English name as label, and its names in every language as aliases."""
    known = world.country(code)
    assert (known and known.entity) == (Entity("Country", label) if label else None)
    if known:
        assert names <= {(name.text, name.language) for name in known.names if name.strength is Strength.ALIAS}
        assert known.code == code


def test_no_country_is_called_by_an_administrative_phrase(world: KnowledgeBase):
    """No label of a country has brackets, an ampersand or an administrative status."""
    labels = [known.entity.name for known in world.of_kind("Country")]
    assert [label for label in labels if any(mark in label for mark in ("(", "&", " SAR "))] == []
    assert len(labels) > 230


def test_names_of_countries_follow_the_languages_asked_for():
    """A language that is not asked for, or that CLDR has not got, adds no names."""
    assert {language for country in countries(["sv", "tlh", "not a tag"]) for language, _ in country.names} == {"sv"}


def test_capitals_are_metonyms_of_governments(world: KnowledgeBase):
    """A capital stands for its government as a metonym, never as an alias."""
    strengths = _strengths(world, f"{DEFAULT_BASE_IRI}government-body/government-of-china")
    assert strengths["Beijing", None] is Strength.METONYM or strengths["Beijing", "en"] is Strength.METONYM


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        (". ", {("Acme of Tests", None): Strength.ALIAS}),
        ('; skos:altLabel "Akme"@sv .', {("Akme", "sv"): Strength.ALIAS}),
        ('; skos:hiddenLabel "Acme of Tests"@en .', {("Acme of Tests", None): Strength.HIDDEN}),
        ('; skos:altLabel "AOT"@en ; skos:hiddenLabel "AOT"@en .', {("AOT", "en"): Strength.HIDDEN}),
        ('; skos:altLabel "AOT"@en ; skos:hiddenLabel "AOT" .', {("AOT", "en"): Strength.ALIAS}),
        ('; skos:altLabel "AOT"@en ; skos:hiddenLabel "AOT" .', {("AOT", None): Strength.HIDDEN}),
        ('; skos:altLabel "AOT" ; skos:hiddenLabel "AOT"@en .', {("AOT", None): Strength.ALIAS}),
        ('; kg:metonym "Testville", "Testby"@sv .', {("Testby", "sv"): Strength.METONYM}),
    ],
)
def test_strengths(tmp_path: Path, turtle: str, expected: dict[tuple[str, str | None], Strength]):
    """Labels and altLabels stand alone, names hidden in the same language need support, metonyms are another's."""
    strengths = _strengths(_load(tmp_path, ACME + turtle), f"{DEFAULT_BASE_IRI}company/acme-of-tests")
    assert expected.items() <= strengths.items()


def test_a_users_file_says_all_that_can_be_said(tmp_path: Path):
    """Class, names, link to Wikidata, gender and facts of a user's entity are read."""
    world = _load(
        tmp_path,
        f'{ACME} . {PERSON} a kg:Person ; rdfs:label "Ada of Tests" ; schema:gender schema:Female ;'
        ' skos:exactMatch wd:Q7259 ; skos:altLabel "Ada O." ; kg:affiliatedWith company:acme-of-tests .',
    )
    known = world.by_iri(f"{DEFAULT_BASE_IRI}person/ada-of-tests")
    assert known is not None
    assert (known.entity, known.entity.wikidata) == (Entity("Person", "Ada of Tests"), "Q7259")
    assert known.names == (
        Name("Ada O.", None, Strength.ALIAS),
        Name("Ada of Tests", None, Strength.ALIAS),
    )
    assert known.gender == "female"
    assert known.objects("affiliatedWith") == (f"{DEFAULT_BASE_IRI}company/acme-of-tests",)
    assert known.objects("founded") == ()


def test_a_name_hidden_elsewhere_stands_in_its_own_language(tmp_path: Path):
    """An altLabel of one language stands there, though a hiddenLabel has the same name for all others."""
    world = _load(tmp_path, ACME + '; skos:altLabel "AOT"@en ; skos:hiddenLabel "AOT" .')
    found = {code: Matcher(world, language(code)).look_up("AOT") for code in ("en", "nl")}
    assert [strength for _, strength in found["en"]] == [Strength.ALIAS]
    assert [strength for _, strength in found["nl"]] == [Strength.HIDDEN]


def test_wikidata_links_tell_things_apart(world: KnowledgeBase):
    """No two known things have one Wikidata item, and China, which many queries are about, has its own."""
    items = [known.entity.wikidata for known in world.all() if known.entity.wikidata]
    assert len(items) == len(set(items)) > 190
    china = world.country("CN")
    assert china is not None
    assert china.entity.wikidata == "Q148"


def test_a_policy_keeps_its_day(tmp_path: Path):
    """The day of a policy is kept as it stands."""
    turtle = 'mine:x a kg:Policy ; rdfs:label "X of Tests" ; dcterms:issued "2022-08-09"^^xsd:date .'
    known = _load(tmp_path, turtle).find(Entity("Policy", "X of Tests"))
    assert known is not None
    assert known.issued == "2022-08-09"


def test_a_users_file_adds_to_what_is_known(tmp_path: Path):
    """What a user says of a known IRI is added to what the shipped files and CLDR say of it."""
    world = _load(tmp_path, 'country:sweden skos:altLabel "Svedala"@sv ; a kg:Country ; rdfs:label "Sweden" .')
    strengths = _strengths(world, f"{DEFAULT_BASE_IRI}country/sweden")
    assert strengths["Svedala", "sv"] is strengths["Sverige", "sv"] is Strength.ALIAS


def test_a_folder_of_users_files(tmp_path: Path):
    """A folder stands for the Turtle files in it."""
    (tmp_path / "a.ttl").write_text(f"{PREFIXES}{ACME} .", "utf-8")
    (tmp_path / "notes.txt").write_text("no Turtle", "utf-8")
    assert load_world([tmp_path]).find(Entity("Company", "Acme of Tests"))


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        ("company:x a kg:Company ; rdfs:label", "broken Turtle"),
        ('company:x rdfs:label "X" .', "it has no class of kg"),
        ('company:x a kg:Compnay ; rdfs:label "X" .', "cannot be <.*Compnay>"),
        ('company:x a kg:Entity ; rdfs:label "X" .', "cannot be <.*Entity>"),
        ('company:x a kg:Company, kg:Person ; rdfs:label "X" .', "is both"),
        ("company:x a kg:Company .", "it has no rdfs:label"),
        ('company:x a kg:Company ; rdfs:label "X", "Y" .', "is both 'X' and 'Y'"),
        ('company:x a kg:Company ; rdfs:label "X"@en .', "rdfs:label cannot be"),
        (f'{ACME} ; skos:altLabel "China" .', "the name 'China' belongs to"),
        (f'{ACME} ; skos:altLabel "Kina"@sv .', "the name 'Kina' belongs to"),
        (f'{ACME} . company:y a kg:Company ; rdfs:label "Acme of Tests" .', "it has the class and the rdfs:label of"),
        (f'{ACME} ; skos:altLable "AOT" .', "skos:altLable has no meaning"),
        (f"{ACME} ; skos:altLabel company:x .", "has to be a name"),
        (f'{ACME} ; skos:altLabel " " .', "has to be a name"),
        (f"{ACME} ; kg:develop company:x .", "kg:develop is not declared"),
        (f'{ACME} ; kg:partOf "Y" .', "has to point at an entity"),
        (f"{ACME} ; kg:affiliatedWith country:china .", "cannot hold between a Company and a Country"),
        (f"{ACME} ; skos:exactMatch wd:P31 .", "exactMatch cannot be"),
        (f"{ACME} ; schema:gender schema:Chip .", "gender cannot be"),
    ],
)
def test_broken_files_are_one_line(tmp_path: Path, turtle: str, reason: str):
    """A file that breaks the form stops with one line that has a file, the entity and the reason."""
    with pytest.raises(DataError, match=reason) as caught:
        _load(tmp_path, turtle)
    assert "\n" not in str(caught.value)
    assert ".ttl: " in str(caught.value)
    assert "broken Turtle" in reason or "<https://example.org/kg/" in str(caught.value)


def test_one_name_may_mean_two_things_in_two_languages(tmp_path: Path):
    """A name is no clash when the two entities have it in different languages, or one has it hidden."""
    world = _load(tmp_path, f'{ACME} ; skos:altLabel "Kina"@fr ; skos:hiddenLabel "China" .')
    assert world.find(Entity("Company", "Acme of Tests"))


def test_a_missing_file_is_one_line(tmp_path: Path):
    """A file that is not there stops with its path."""
    with pytest.raises(DataError, match=r"absent\.ttl: cannot be read"):
        load_world([tmp_path / "absent.ttl"])


def test_world_files_are_found():
    """The shipped files are found, in the order of their names."""
    names = [file.name for file in world_files()]
    assert names == sorted(names)
    assert "countries.ttl" in names
