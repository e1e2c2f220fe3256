"""The terms as code sees them."""

from __future__ import annotations

import pytest

from kg.errors import DataError
from kg.vocabulary import KG, read_vocabulary, term, vocabulary


def test_iri_of_a_declared_term():
    """A declared name gives its IRI, as words and as a node."""
    assert vocabulary().iri("Company") == term("Company").value == f"{KG}Company"


@pytest.mark.parametrize(
    "ask",
    [
        lambda known: known.iri("Compnay"),
        lambda known: known.label("Compnay"),
        lambda known: known.is_a("Compnay", "Entity"),
        lambda known: known.is_a("Company", "Entitty"),
        lambda known: known.fits("Company", "develop", "Chip"),
        lambda known: known.is_individual("Likley", "Likelihood"),
        lambda known: known.is_symmetric("competes"),
        lambda _: term("Compnay"),
    ],
)
def test_undeclared_names_are_errors(ask):
    """A name that kg.ttl does not declare is refused wherever it is used, in one line that names the file."""
    with pytest.raises(DataError, match=r"^ontology/kg.ttl: the term .* is not declared"):
        ask(vocabulary())


@pytest.mark.parametrize(
    ("kind", "ancestor", "expected"),
    [
        ("Company", "Company", True),
        ("Company", "Organization", True),
        ("Chip", "Entity", True),
        ("Organization", "Company", False),
        ("Country", "Organization", False),
        ("founded", "relatedTo", True),
    ],
)
def test_is_a(kind: str, ancestor: str, expected: bool):
    """A class is itself and all above it."""
    assert vocabulary().is_a(kind, ancestor) is expected


@pytest.mark.parametrize(
    ("subject", "predicate", "target", "expected"),
    [
        ("Person", "affiliatedWith", "Company", True),
        ("Company", "affiliatedWith", "Person", False),
        ("Company", "develops", "AIModel", True),
        ("Company", "develops", "Technology", True),
        ("Person", "develops", "AIModel", False),
        ("Person", "founded", "MediaOutlet", True),
        ("GovernmentBody", "issues", "Policy", True),
        ("Company", "issues", "Policy", False),
        ("AIModel", "uses", "Chip", True),
        ("Chip", "uses", "Chip", False),
        ("Claim", "saidBy", "GovernmentBody", True),
        ("Claim", "saidBy", "Country", False),
        ("Company", "Chip", "Chip", False),
    ],
)
def test_fits(subject: str, predicate: str, target: str, expected: bool):
    """A property takes the classes of its domain and range, and those below them."""
    assert vocabulary().fits(subject, predicate, target) is expected


def test_kinds_are_most_specific_first():
    """No class of entities comes before one that is below it, and `Entity` itself is none of them."""
    kinds = vocabulary().kinds
    assert len(kinds) == 13
    assert "Entity" not in kinds
    for index, kind in enumerate(kinds):
        assert not any(vocabulary().is_a(later, kind) for later in kinds[index + 1 :])


def test_relations():
    """The relations are those of the contract and kg:reverses, not what they have in common."""
    assert set(vocabulary().relations) == {
        "affiliatedWith", "founded", "partOf", "locatedIn", "develops", "suppliesTo", "uses", "investsIn", "issues",
        "restricts", "permits", "targets", "competesWith", "reverses",
    }  # fmt: skip


def test_only_competition_is_mutual():
    """Of the relations only competesWith holds both ways."""
    assert [name for name in vocabulary().relations if vocabulary().is_symmetric(name)] == ["competesWith"]


@pytest.mark.parametrize(
    ("language", "expected"), [("sv", "företag"), ("nl-BE", "bedrijf"), ("fi", "company"), ("und", "company")]
)
def test_labels_fall_back(language: str, expected: str):
    """A label comes in the language asked for, else in the language it is a variety of, else in English."""
    assert vocabulary().label("Company", language) == expected


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        (b"@prefix kg: <", "broken Turtle"),
        (b'<https://example.org/kg/ontology#A> <http://www.w3.org/2000/01/rdf-schema#label> "a"@nl .', "no English"),
    ],
)
def test_a_broken_vocabulary_is_one_line(turtle: bytes, reason: str):
    """A vocabulary that is no Turtle or lacks a label stops with the file and the reason."""
    with pytest.raises(DataError, match=rf"^ontology/kg.ttl: .*{reason}[^\n]*$"):
        read_vocabulary(turtle)
