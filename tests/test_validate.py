"""Every promise of the shapes has a graph that breaks it; a good graph breaks none."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from pyshacl import validate as reference
from rdflib import Graph
from rdflib.namespace import SH
from readings import FACTS, TEXT, document, reading

from kg.iris import DEFAULT_BASE_IRI
from kg.namespaces import PREFIXES
from kg.ontology_files import ontology_file
from kg.rdf import document_quads
from kg.shacl import check
from kg.validate import validate

DOCUMENT = document().iri
GOOD = [quad.triple for quad in document_quads(reading(), FACTS, DEFAULT_BASE_IRI)]
EXAMPLE = "https://example.org/kg/"


def _changed(update: str) -> list[ox.Triple]:
    """The good graph after a SPARQL update; the usual prefixes and those of instances are declared."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in GOOD)
    kinds = {f"e{kind}": f"{EXAMPLE}{kind}/" for kind in ("company", "person", "policy", "chip", "country")}
    store.update(update, prefixes={**PREFIXES, **kinds, "e": EXAMPLE})
    return [quad.triple for quad in store]


def _store(triples: list[ox.Triple]) -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    return store


def _claim(change: str) -> str:
    """An update that inserts `change` about the one claim."""
    return f"INSERT {{ ?c {change} }} WHERE {{ ?c a kg:Claim }}"


def _replaced(kind: str, path: str, value: str, only: str = "") -> str:
    """An update that gives the nodes of a class another value of a property, or none when `value` is empty."""
    insert = f"?x {path} {value}" if value else ""
    return f"DELETE {{ ?x {path} ?old }} INSERT {{ {insert} }} WHERE {{ ?x a kg:{kind} ; {path} ?old {only} }}"


def _statement(path: str, value: str = "") -> str:
    return _replaced("Statement", path, value)


def _evidence(path: str, value: str = "", only: str = "") -> str:
    return _replaced("Evidence", path, value, only)


def _mention(path: str, value: str = "") -> str:
    return _replaced("Mention", path, value)


BROKEN = {
    # documents
    "title missing": (_replaced("Document", "dcterms:title", ""), "one title"),
    "title twice": (f"INSERT DATA {{ <{DOCUMENT}> dcterms:title 'Other'@nl }}", "one title"),
    "title a number": (_replaced("Document", "dcterms:title", "3"), "one title"),
    "language missing": (_replaced("Document", "dcterms:language", ""), "one language"),
    "language no tag": (_replaced("Document", "dcterms:language", "'Dutch language'"), "one language"),
    "issued no date": (f"INSERT DATA {{ <{DOCUMENT}> dcterms:issued '2026-01-31' }}", "day of issue"),
    "publisher no name": (f"INSERT DATA {{ <{DOCUMENT}> dcterms:publisher 3 }}", "publisher"),
    "source missing": (_replaced("Document", "dcterms:source", ""), "file or the address"),
    "digest missing": (_replaced("Document", "kg:sha256", ""), "SHA-256"),
    "digest short": (_replaced("Document", "kg:sha256", "'abc'"), "SHA-256"),
    "same story as no document": (f"INSERT DATA {{ <{DOCUMENT}> kg:sameStoryAs echip:h200 }}", "same story"),
    "activity missing": (_replaced("Document", "prov:wasGeneratedBy", ""), "activity that read it"),
    "activity no activity": ("DELETE WHERE { ?a a prov:Activity }", "activity that read it"),
    "activity without version": ("DELETE { ?a rdfs:label ?l } WHERE { ?a a prov:Activity ; rdfs:label ?l }", "version"),
    # evidence
    "begin missing": (_evidence("nif:beginIndex"), "begins at one offset"),
    "begin no integer": (_evidence("nif:beginIndex", "'x'"), "begins at one offset"),
    "begin not before end": (_evidence("nif:beginIndex", "9999"), "begins at one offset"),
    "end missing": (_evidence("nif:endIndex"), "ends at one offset"),
    "end a decimal": (_evidence("nif:endIndex", "9999.0"), "ends at one offset"),
    "begin below 0": (_evidence("nif:beginIndex", "-1"), "begins at one offset"),
    "anchor missing": (_evidence("nif:anchorOf"), "exact text"),
    "anchor of another length": (_evidence("nif:anchorOf", "'x'@nl"), "as long as its offsets"),
    "offsets against the IRI": (
        _evidence("nif:beginIndex", "1") + " ; " + _evidence("nif:endIndex", "20"),
        "#char=begin,end",
    ),
    "line missing": (_evidence("kg:line"), "begins in one line"),
    "line below 1": (_evidence("kg:line", "0"), "begins in one line"),
    "mention of nothing": (_mention("kg:refersTo"), "refers to one entity"),
    "mention of no entity": (_mention("kg:refersTo", f"<{DOCUMENT}>"), "refers to one entity"),
    "mention without rule": (_mention("kg:rule"), "rule that tells"),
    "mention surer than sure": (_mention("kg:confidence", "1.1"), "one confidence"),
    "mention without offset": (_mention("nif:beginIndex"), "begins at one offset"),
    "anchor in another language": (
        _evidence("nif:anchorOf", "?new", "BIND (STRLANG(STR(?old), 'sv') AS ?new)"),
        "tagged with its document's language",
    ),
    "context missing": (_evidence("nif:referenceContext"), "in one document"),
    "context no document": (_evidence("nif:referenceContext", "echip:h200"), "in one document"),
    "evidence untyped": ("DELETE { ?x a kg:Evidence } WHERE { ?x a kg:Evidence }", "has evidence"),
    # entities
    "label missing": (_replaced("Chip", "rdfs:label", ""), "one rdfs:label"),
    "label twice": ("INSERT DATA { echip:h200 rdfs:label 'Other' }", "one rdfs:label"),
    "label in a language": (_replaced("Chip", "rdfs:label", "'H200'@nl"), "one rdfs:label"),
    "surface form no text": ("INSERT DATA { echip:h200 skos:altLabel 200 }", "surface form"),
    "link to no item": ("INSERT DATA { echip:h200 skos:exactMatch <http://www.wikidata.org/entity/P1> }", "Wikidata"),
    "mention missing": (_replaced("Chip", "kg:mentionedIn", ""), "mentioned in a document"),
    "mention in no document": (_replaced("Chip", "kg:mentionedIn", "echip:h200"), "mentioned in a document"),
    "just an entity": ("DELETE { ?x a kg:Chip } INSERT { ?x a kg:Entity } WHERE { ?x a kg:Chip }", "one class"),
    "a class and the one above": ("INSERT DATA { echip:h200 a kg:Product }", "one class"),
    "two classes": ("INSERT DATA { echip:h200 a kg:AIModel }", "one class"),
    "no class": ("DELETE { ?x a kg:Chip } WHERE { ?x a kg:Chip }", "one class"),
    "a blank entity": (f"INSERT {{ [] a kg:Chip ; rdfs:label 'x' ; kg:mentionedIn <{DOCUMENT}> }} WHERE {{}}", ""),
    # policies
    "kind of policy off the scale": ("INSERT DATA { epolicy:chips-act kg:policyKind kg:InForce }", "kind of a policy"),
    "status off the scale": ("INSERT DATA { epolicy:chips-act kg:policyStatus kg:Ban }", "status of a policy"),
    "status of a chip": ("INSERT DATA { echip:h200 kg:policyStatus kg:InForce }", ""),
    "policy in force from words": ("INSERT { ?x kg:validFrom 'spring' } WHERE { ?x a kg:Policy }", "in force from"),
    "policy ends in words": ("INSERT { ?x kg:validUntil 'spring' } WHERE { ?x a kg:Policy }", "policy ends"),
    "policy adopted in words": ("INSERT { ?x dcterms:issued 'spring' } WHERE { ?x a kg:Policy }", "policy is adopted"),
    "policy proposed in words": (
        "INSERT { ?x dcterms:dateSubmitted 'spring' } WHERE { ?x a kg:Policy }",
        "policy is proposed",
    ),
    "dating no dating": ("INSERT { ?x kg:dating echip:h200 } WHERE { ?x a kg:Policy }", "each dating"),
    "dating without evidence": (_replaced("Dating", "kg:evidence", ""), "a dating has one stretch"),
    "dating without rule": (_replaced("Dating", "kg:rule", ""), "a dating names the rule"),
    "dating of another date": (_replaced("Dating", "kg:validFrom", "'2021'^^xsd:gYear"), "a date that its policy has"),
    # statements
    "relation without a statement": ("INSERT DATA { ecompany:tencent kg:develops echip:h200 }", "backs every relation"),
    "statement without its relation": (
        "DELETE DATA { eperson:lin-junyang kg:affiliatedWith ecompany:alibaba-group }",
        "is in the graph",
    ),
    "statement without evidence": (_statement("kg:evidence"), "a statement has evidence"),
    "statement on no evidence": (_statement("kg:evidence", "echip:h200"), "a statement has evidence"),
    "subject missing": (_statement("rdf:subject"), "one subject"),
    "predicate missing": (_statement("rdf:predicate"), "one predicate"),
    "predicate no relation": (_statement("rdf:predicate", "kg:about"), "one predicate"),
    "object missing": (_statement("rdf:object"), "one object"),
    "object no entity": (_statement("rdf:object", "'x'"), "one object"),
    "confidence missing": (_statement("kg:confidence"), "one confidence"),
    "confidence above 1": (_statement("kg:confidence", "1.1"), "one confidence"),
    "confidence below 0": (_statement("kg:confidence", "-0.1"), "one confidence"),
    "confidence a double": (_statement("kg:confidence", "0.5e0"), "one confidence"),
    "statement without rule": (_statement("kg:rule"), "names the rule"),
    "role a number": ("INSERT { ?x kg:role 3 } WHERE { ?x a kg:Statement }", "a role is a text"),
    "role in another language": (
        "INSERT { ?x kg:role 'chef'@sv } WHERE { ?x a kg:Statement }",
        "language of the document",
    ),
    "former a word": ("INSERT { ?x kg:former 'yes' } WHERE { ?x a kg:Statement }", "kg:former"),
    "from no date": ("INSERT { ?x kg:validFrom '2019' } WHERE { ?x a kg:Statement }", "kg:validFrom"),
    "until no date": ("INSERT { ?x kg:validUntil 'P3Y'^^xsd:duration } WHERE { ?x a kg:Statement }", "kg:validUntil"),
    "statement untyped": ("DELETE { ?x a kg:Statement } WHERE { ?x a kg:Statement }", "backs every relation"),
    # claims
    "text missing": (_replaced("Claim", "kg:text", ""), "one text"),
    "text not the evidence's": (_replaced("Claim", "kg:text", "'andere woorden'@nl"), "are in its text"),
    "text in another language": (
        _replaced("Claim", "kg:text", "'schat de kans onder de 20 procent'@sv"),
        "language of",
    ),
    "speaker label in another language": (
        _replaced("Claim", "kg:speakerLabel", "'Lin'@en"),
        "language of the document",
    ),
    "claim without evidence": (_replaced("Claim", "kg:evidence", ""), "a claim has evidence"),
    "attribution no evidence": (_replaced("Claim", "kg:attribution", "echip:h200"), "attribution of a claim"),
    "speaker a chip": (_claim("kg:saidBy echip:h200"), "speaker of a claim"),
    "speaker label a number": (_replaced("Claim", "kg:speakerLabel", "3"), "speaker label"),
    "reporter a person": (_claim("kg:reportedBy eperson:lin-junyang"), "reporter of a claim"),
    "relay a number": (_claim("kg:relay 3"), "unnamed source"),
    "mode missing": (_replaced("Claim", "kg:reportingMode", ""), "one mode"),
    "mode off the scale": (_replaced("Claim", "kg:reportingMode", "kg:Likely"), "one mode"),
    "about a document": (_claim(f"kg:about <{DOCUMENT}>"), "about entities"),
    "probability above 1": (_replaced("Claim", "kg:probabilityMax", "20.0"), "kg:probabilityMax is one"),
    "probability a double": (_claim("kg:probabilityMin 0.1e0"), "kg:probabilityMin is one"),
    "bounds the wrong way round": (_claim("kg:probabilityMin 0.3"), "not above kg:probabilityMax"),
    "likelihood off the scale": (_replaced("Claim", "kg:likelihood", "kg:Direct"), "kg:Likelihood"),
    "horizon in words": (_replaced("Claim", "kg:horizonMin", "'3 jaar'"), "kg:horizonMin"),
    "longest horizon in words": (_replaced("Claim", "kg:horizonMax", "'5 jaar'"), "kg:horizonMax"),
    "due in words": (_replaced("Claim", "kg:dueBy", "'2028'"), "kg:dueBy"),
    "hedged missing": (_replaced("Claim", "kg:hedged", ""), "whether it is hedged"),
    "negated a word": (_replaced("Claim", "kg:negated", "'no'"), "whether it is negated"),
    "claim without rule": (_replaced("Claim", "kg:rule", ""), "names the rule"),
    # comparisons
    "comparison no comparison": (_claim("kg:comparison ecompany:tencent"), "each comparison of a claim"),
    "comparison of nothing": (_replaced("Comparison", "kg:compared", ""), "who or what is compared"),
    "compared to a document": (_replaced("Comparison", "kg:comparedTo", f"<{DOCUMENT}>"), "compared to other"),
    "compared to itself": (_replaced("Comparison", "kg:comparedTo", "ecompany:alibaba-group"), "compared to other"),
    "direction missing": (_replaced("Comparison", "kg:direction", ""), "one direction"),
    "direction off the scale": (_replaced("Comparison", "kg:direction", "kg:Likely"), "one direction"),
    "margin a number": (_replaced("Comparison", "kg:margin", "20"), "margin in words"),
    "margin in another language": (_replaced("Comparison", "kg:margin", "'20 %'@sv"), "margin of a comparison"),
    "smallest margin in words": (_replaced("Comparison", "kg:marginMin", "'20 procent'"), "kg:marginMin"),
    "largest margin a date": (_replaced("Comparison", "kg:marginMax", "'2028'^^xsd:gYear"), "kg:marginMax"),
    "comparison negated a word": (_replaced("Comparison", "kg:negated", "'no'"), "comparison says whether"),
    "comparison without evidence": (_replaced("Comparison", "kg:evidence", ""), "one stretch of evidence"),
    "comparison without rule": (_replaced("Comparison", "kg:rule", ""), "comparison names the rule"),
    "comparison of no claim": (_replaced("Claim", "kg:comparison", ""), "part of a claim"),
    "nobody credited": (
        " ; ".join(_replaced("Claim", path, "") for path in ("kg:saidBy", "kg:speakerLabel", "kg:reportedBy")),
        "nobody is credited",
    ),
}
RELATIONS = {
    # property: subject and object of which one does not fit, and whose fault it is
    "affiliatedWith": ("ecompany:tencent", "ecompany:alibaba-group", "subject"),
    "founded": ("echip:h200", "ecompany:alibaba-group", "subject"),
    "partOf": ("ecompany:tencent", "echip:h200", "object"),
    "locatedIn": ("ecompany:tencent", "ecompany:alibaba-group", "object"),
    "develops": ("eperson:lin-junyang", "echip:h200", "subject"),
    "suppliesTo": ("ecompany:tencent", "eperson:lin-junyang", "object"),
    "uses": ("ecompany:tencent", "ecompany:alibaba-group", "object"),
    "investsIn": ("ecompany:tencent", "echip:h200", "object"),
    "issues": ("ecompany:tencent", "epolicy:chips-act", "subject"),
    "restricts": ("epolicy:chips-act", "eperson:lin-junyang", "object"),
    "permits": ("ecompany:tencent", "echip:h200", "subject"),
    "targets": ("epolicy:chips-act", "echip:h200", "object"),
    "competesWith": ("ecompany:tencent", "eperson:lin-junyang", "object"),
    "reverses": ("epolicy:chips-act", "echip:h200", "object"),
}


def test_a_good_graph_breaks_nothing():
    """What kg writes from a reading keeps every promise, as triples and as a dataset."""
    assert validate(GOOD, {DOCUMENT: TEXT}) == []
    assert validate(document_quads(reading("und"), FACTS, DEFAULT_BASE_IRI)) == []
    assert validate(_changed("INSERT DATA {}")) == []
    assert validate([]) == []


@pytest.mark.parametrize(("update", "message"), BROKEN.values(), ids=BROKEN)
def test_every_promise_can_be_broken(update: str, message: str):
    """A graph that breaks a promise is reported with the promise in words."""
    violations = validate(_changed(update))
    assert any(message in violation.message for violation in violations), violations


@pytest.mark.parametrize(("name", "case"), RELATIONS.items(), ids=RELATIONS)
def test_every_relation_keeps_its_classes(name: str, case: tuple[str, str, str]):
    """A relation whose subject or object is of the wrong class is reported, on the side that is wrong."""
    subject, target, side = case
    messages = [
        violation.message for violation in validate(_changed(f"INSERT DATA {{ {subject} kg:{name} {target} }}"))
    ]
    assert any(message.startswith(f"the {side} of kg:{name} is a ") for message in messages), messages


SHAPES, ONTOLOGY = (
    Graph().parse(data=ontology_file(file).read_bytes(), format="turtle") for file in ("shapes.ttl", "kg.ttl")
)
PLAIN = Graph() + SHAPES
PLAIN.remove((None, SH.sparql, None))
OWN = {str(message) for message in SHAPES.objects(None, SH.message)}
QUERIED = {str(SHAPES.value(query, SH.message)) for query in SHAPES.objects(None, SH.sparql)}
Found = set[tuple[str, str, str]]


def _by_pyshacl(triples: list[ox.Triple], shapes: Graph) -> Found:
    turtle = ox.serialize(triples, format=ox.RdfFormat.TURTLE)
    _, report, _ = reference(Graph().parse(data=turtle, format="turtle"), shacl_graph=shapes, ont_graph=ONTOLOGY)
    found = report.query(
        "SELECT ?focus ?path ?message { ?r sh:focusNode ?focus ; sh:resultMessage ?message"
        " OPTIONAL { ?r sh:resultPath ?path } }"
    )
    return {_plain(str(focus), str(path or ""), str(message)) for focus, path, message in found}


def _by_queries(triples: list[ox.Triple]) -> Found:
    return {_plain(focus, path, message) for focus, path, message, _ in check(_store(triples))}


def _plain(focus: str, path: str, message: str) -> tuple[str, str, str]:
    """A breach without what is pySHACL's own: names of blank nodes, and messages that the shapes do not have."""
    return focus if ":" in focus else "_:blank", path, message if message in OWN else ""


@pytest.mark.parametrize("name", [*BROKEN, "none"])
def test_constraints_find_what_pyshacl_finds(name: str):
    """The constraints as queries find the nodes, properties and promises that pySHACL finds by walking through them."""
    triples = _changed(BROKEN[name][0] if name in BROKEN else "INSERT DATA {}")
    assert {breach for breach in _by_queries(triples) if breach[2] not in QUERIED} == _by_pyshacl(triples, PLAIN)


@pytest.mark.parametrize(
    "name", [name for name, (_, message) in BROKEN.items() if any(message in said for said in QUERIED)]
)
def test_queries_find_what_pyshacl_finds(name: str):
    """So do the queries that stand in the shapes."""
    triples = _changed(BROKEN[name][0])
    assert _by_queries(triples) == _by_pyshacl(triples, SHAPES)


def test_violations_are_words():
    """A violation names the node, the property in short, the promise and the value, in one line."""
    violations = validate(_changed(_replaced("Claim", "kg:reportingMode", "kg:Likely")))
    promise = "a claim is reported in one mode: kg:Direct, kg:Indirect or kg:Mixed"
    line = f"<{violations[0].focus}> kg:reportingMode: {promise}; here it is <https://example.org/kg/ontology#Likely>"
    assert [str(violation) for violation in violations] == [line]
    assert violations[0].focus.startswith(f"{EXAMPLE}claim/")


def test_long_values_are_cut():
    """A message does not repeat a whole text."""
    violations = validate(_changed(_replaced("Claim", "kg:text", f"'{'x' * 500}'@sv")))
    assert violations
    assert all(len(violation.message) < 250 for violation in violations)


def test_violations_are_sorted_and_each_once():
    """The report does not depend on the order of the graph, and says a thing once."""
    broken = _changed(_claim("kg:saidBy echip:h200, epolicy:chips-act ; kg:relay 3"))
    violations = validate(broken)
    assert violations == sorted(set(violations)) == validate(broken[::-1])


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({DOCUMENT: TEXT}, 0),
        ({DOCUMENT: TEXT.replace("Bloomberg", "Blomberg")}, 7),
        ({DOCUMENT: ""}, 12),
        ({"https://example.org/other": "x"}, 0),
        (None, 0),
    ],
)
def test_evidence_is_compared_with_the_text(texts: dict[str, str] | None, expected: int):
    """With the documents' texts at hand, evidence that the text does not say at its offsets is reported."""
    violations = validate(GOOD, texts)
    assert len(violations) == expected
    assert all(violation.path == "nif:anchorOf" for violation in violations)


def test_incomplete_evidence_is_left_to_the_shapes():
    """Evidence without an offset cannot be compared with the text and is reported for the offset it lacks."""
    violations = validate(_changed(_evidence("nif:beginIndex")), {DOCUMENT: TEXT})
    assert violations
    assert all(violation.path == "nif:beginIndex" for violation in violations)
