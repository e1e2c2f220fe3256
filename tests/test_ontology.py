"""The files kg.ttl and shapes.ttl, and that nothing else uses terms which they do not declare."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from kg.ontology_files import ontology_file
from kg.vocabulary import KG, vocabulary

ROOT = Path(__file__).parent.parent
LANGUAGES = {"de", "en", "es", "fr", "nl", "sv"}
CONTRACT = """
    Document Entity Person Organization Company GovernmentBody ResearchOrganization MediaOutlet Place Country Product
    Chip AIModel Technology Policy Statement Claim Evidence mentionedIn affiliatedWith founded partOf locatedIn
    develops suppliesTo uses investsIn issues restricts permits targets competesWith evidence confidence role former
    validFrom validUntil text saidBy speakerLabel reportedBy reportingMode Direct Indirect Mixed about probabilityMin
    probabilityMax likelihood Unlikely Likely horizonMin horizonMax hedged negated sha256
""".split()
NAMING = {"iri": 0, "term": 0, "is_a": 0, "of_kind": 0, "fits": 0, "is_individual": 0, "is_symmetric": 0, "say": 1,
          "become": 1, "Entity": 0}  # fmt: skip
"""Callables of `kg`, and the first of their arguments that is the name of a term."""


def _graph(name: str) -> Graph:
    return Graph().parse(data=ontology_file(name).read_bytes(), format="turtle")


ONTOLOGY, SHAPES = _graph("kg.ttl"), _graph("shapes.ttl")
TERMS = sorted({subject for subject in ONTOLOGY.subjects() if str(subject).startswith(KG)})
PROPERTIES = [
    term for term in TERMS if {OWL.ObjectProperty, OWL.DatatypeProperty} & set(ONTOLOGY.objects(term, RDF.type))
]
CLASSES = [term for term in TERMS if (term, RDF.type, OWL.Class) in ONTOLOGY]


def _names(node) -> set[str]:
    """The local names of a class, or of the members of a union of classes."""
    union = ONTOLOGY.value(node, OWL.unionOf)
    return {str(item).removeprefix(KG) for item in (Collection(ONTOLOGY, union) if union else [node])}


@pytest.mark.parametrize("name", CONTRACT)
def test_contract_terms_are_declared(name: str):
    """Every term that the contract promises is declared."""
    assert vocabulary().iri(name) == KG + name


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(KG))
def test_every_term_has_one_label_in_every_language(term: URIRef):
    """Every term is labelled once in each of the six languages, and says what it is."""
    labels = list(ONTOLOGY.objects(term, RDFS.label))
    assert sorted(label.language for label in labels) == sorted(LANGUAGES)
    assert all(str(label).strip() for label in labels)
    assert set(ONTOLOGY.objects(term, RDF.type))
    if term in CLASSES or term in PROPERTIES:
        assert [comment.language for comment in ONTOLOGY.objects(term, RDFS.comment)] == ["en"]


@pytest.mark.parametrize("term", PROPERTIES, ids=lambda term: term.removeprefix(KG))
def test_every_property_has_a_domain_and_a_range(term: URIRef):
    """Every property has one domain, and every property but kg:metonym one range."""
    assert len(list(ONTOLOGY.objects(term, RDFS.domain))) == 1
    assert len(list(ONTOLOGY.objects(term, RDFS.range))) == (term != URIRef(f"{KG}metonym"))


@pytest.mark.parametrize("term", CLASSES, ids=lambda term: term.removeprefix(KG))
def test_every_class_has_a_counterpart_outside(term: URIRef):
    """Every class is below a class of schema.org, PROV-O, NIF, ORG or SKOS, if only through another one."""
    above = set(ONTOLOGY.transitive_objects(term, RDFS.subClassOf))
    assert any(not str(other).startswith(KG) for other in above)


def test_likelihoods_cover_the_scale_without_overlap():
    """The steps of the likelihood scale follow one another from 0.01 to 0.99."""
    steps = ONTOLOGY.subjects(RDF.type, URIRef(f"{KG}Likelihood"))
    bounds = sorted(
        (ONTOLOGY.value(step, URIRef(f"{KG}probabilityMin")), ONTOLOGY.value(step, URIRef(f"{KG}probabilityMax")))
        for step in steps
    )
    ends = [low for low, _ in bounds[1:]], [high for _, high in bounds[:-1]]
    assert ends[0] == ends[1]
    assert [float(bounds[0][0]), float(bounds[-1][1])] == [0.01, 0.99]


def test_shapes_are_valid_shacl():
    """The shapes are themselves valid by the shapes of SHACL."""
    conforms, _, words = validate(Graph(), shacl_graph=SHAPES, meta_shacl=True)
    assert conforms, words


def test_files_use_declared_terms():
    """Every kg: term of the shapes, of the queries that come with kg and of what it looks up is declared in kg.ttl."""
    files = [ROOT / "ontology" / "shapes.ttl", *(ROOT / "kg").rglob("*.rq"), *(ROOT / "kg" / "lookup").glob("*.py")]
    used = {name for file in files for name in re.findall(r"\bkg:([A-Za-z]\w*)", file.read_text("utf-8"))}
    assert used <= set(vocabulary().labels)


def _classes_of(node) -> set[str]:
    """The classes that a shape's sh:class or sh:or asks for."""
    options = SHAPES.value(node, SH["or"])
    nodes = Collection(SHAPES, options) if options else [node]
    return {str(SHAPES.value(option, SH["class"])).removeprefix(KG) for option in nodes}


@pytest.mark.parametrize("name", vocabulary().relations)
def test_shapes_repeat_domains_and_ranges(name: str):
    """The shape of a relation asks for the classes that kg.ttl declares as its domain and range."""
    shape = URIRef(f"https://example.org/kg/shapes#{name}")
    assert _classes_of(shape) == _names(ONTOLOGY.value(URIRef(KG + name), RDFS.domain))
    assert _classes_of(SHAPES.value(shape, SH.property)) == _names(ONTOLOGY.value(URIRef(KG + name), RDFS.range))
    assert SHAPES.value(SHAPES.value(shape, SH.property), SH.path) == URIRef(KG + name)
    assert (URIRef("https://example.org/kg/shapes#backed"), SH.targetSubjectsOf, URIRef(KG + name)) in SHAPES


@pytest.mark.parametrize(
    ("path", "scale"),
    [("likelihood", "Likelihood"), ("policyKind", "PolicyKind"), ("policyStatus", "PolicyStatus"),
     ("reportingMode", "ReportingMode")],
)  # fmt: skip
def test_shapes_list_the_steps_of_scales(path: str, scale: str):
    """The shape for a property with a scale lists the steps that kg.ttl declares."""
    shape = next(node for node in SHAPES.subjects(SH.path, URIRef(KG + path)) if (node, SH["in"], None) in SHAPES)
    listed = set(Collection(SHAPES, SHAPES.value(shape, SH["in"])))
    assert listed == set(ONTOLOGY.subjects(RDF.type, URIRef(KG + scale)))


def test_every_constraint_says_what_it_promises():
    """Every property shape and every query of the shapes has a message, and a query's prefixes are declared."""
    constraints = [*SHAPES.objects(None, SH.property), *SHAPES.objects(None, SH.sparql)]
    assert all(isinstance(SHAPES.value(node, SH.message), Literal) for node in constraints)
    declared = {str(prefix) for prefix in SHAPES.objects(None, SH.prefix)}
    for select in SHAPES.objects(None, SH.select):
        assert set(re.findall(r"\b(\w+):\w", str(select))) <= declared
        assert "$this" in select
    assert not [node for node in constraints if not isinstance(node, BNode)]


def _named_terms() -> Iterator[tuple[str, str, int]]:
    """The names of terms that the code of `kg` spells out, with file and line."""
    for file in sorted((ROOT / "kg").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            callee = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            arguments = node.args[NAMING[callee] :] if callee in NAMING else []
            arguments = arguments[:1] if callee == "Entity" else arguments
            arguments += [word.value for word in node.keywords if word.arg == "predicate"]
            for argument in arguments:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value, str(file.relative_to(ROOT)), node.lineno


def test_the_code_names_declared_terms_only():
    """Every name of a term in the code is declared in kg.ttl."""
    named = list(_named_terms())
    assert [found for found in named if found[0] not in vocabulary().labels] == []
    assert len(named) > 20
