"""From a reading and its facts to the quads of one named graph."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize
from readings import (
    ALIBABA,
    BLOOMBERG,
    CLAIM,
    FACTS,
    H200,
    LAW,
    LIN,
    STATEMENT,
    TENCENT,
    TEXT,
    at,
    document,
    reading,
)

from kg.errors import KgError
from kg.iris import DEFAULT_BASE_IRI, claim_iri, comparison_iri, document_iri, entity_iri, evidence_iri
from kg.model import Document, Entity, Fact, Link, PolicyDetails, Reading, Span, Statement, Tense
from kg.namespaces import PREFIXES
from kg.rdf import Run, document_quads
from kg.rdf.literals import decimal, moment

LABEL = PREFIXES["rdfs"] + "label"


def _quads(*facts: Fact, of: Reading | None = None) -> list[Quad]:
    return document_quads(of or reading(), facts, DEFAULT_BASE_IRI)


def _ask(quads: list[Quad], where: str) -> list[tuple[str, ...]]:
    """The values of ?a, ?b and ?c in the solutions of a pattern, sorted."""
    store = Store()
    store.extend(quads)
    select = f"SELECT ?a ?b ?c {{ {where} }}"
    solutions = store.query(select, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    return sorted(tuple(value.value for value in solution if value is not None) for solution in solutions)


def _iri(entity: Entity) -> str:
    return entity_iri(DEFAULT_BASE_IRI, entity)


def test_one_graph_without_blank_nodes():
    """Every quad stands in the graph that is named after the document, each once, and none has a blank node."""
    quads = _quads(*FACTS)
    assert {quad.graph_name for quad in quads} == {NamedNode(document().iri)}
    assert len(set(quads)) == len(quads)
    assert not any(isinstance(node, BlankNode) for quad in quads for node in quad.triple)


def test_same_arguments_same_quads():
    """The quads and their order follow from the arguments."""
    assert _quads(*FACTS) == _quads(*FACTS)


def test_a_store_gives_back_what_was_written():
    """Literals have the lexical forms that a store keeps them in."""
    quads = document_quads(reading(), FACTS, DEFAULT_BASE_IRI, Run(at=datetime(2026, 1, 31, 12, 0, tzinfo=UTC)))
    store = Store()
    store.extend(quads)
    assert set(store) == set(quads)


def test_document():
    """A document has its title, language, source, digest and what read it; day and publisher where known."""
    full = replace(document(), issued=date(2026, 1, 31), publisher="NOS", source="https://nos.nl/l/1")
    quads = _quads(of=replace(reading(), document=full))
    assert _ask(quads, "?a a kg:Document ; dcterms:title ?b ; dcterms:publisher ?c") == [
        (full.iri, "Qwen wint terrein", "NOS")
    ]
    assert _ask(quads, "?a dcterms:source <https://nos.nl/l/1>") == [(full.iri,)]
    assert _ask(quads, "?a dcterms:issued '2026-01-31'^^xsd:date ; dcterms:language 'nl' ; kg:sha256 ?b") == [
        (full.iri, full.sha256)
    ]
    assert _ask(_quads(), "?a dcterms:issued|dcterms:publisher ?b") == []


@pytest.mark.parametrize("source", ["map/artikel één.txt", "http://not an iri"])
def test_a_source_that_is_no_address_is_words(source: str):
    """The name of a file, or an address that is no IRI, is kept as a literal."""
    quads = _quads(of=replace(reading(), document=replace(document(), source=source)))
    assert [quad.object for quad in quads if quad.predicate.value.endswith("terms/source")] == [Literal(source)]


def test_what_read_the_document():
    """The activity says the version, the extractors and, when asked for, the time."""
    run = Run("9.9", ("relations", "attribution"), datetime(2026, 1, 31, 12, 0, tzinfo=UTC))
    quads = document_quads(reading(), (), DEFAULT_BASE_IRI, run)
    assert _ask(quads, "?d prov:wasGeneratedBy/rdfs:label ?a") == [("kg 9.9",)]
    assert _ask(quads, "?d prov:wasGeneratedBy/prov:used/rdfs:label ?a") == [("attribution",), ("relations",)]
    assert _ask(quads, "?d prov:wasGeneratedBy/prov:startedAtTime ?a") == [("2026-01-31T12:00:00Z",)]
    assert _ask(_quads(), "?d prov:startedAtTime|prov:used ?a") == []


def test_entities_carry_their_names():
    """An entity has its class, its name without language, the forms seen in the document's language, and its link."""
    quads = _quads()
    assert _ask(quads, "?a a kg:Company ; rdfs:label ?b") == [
        (_iri(ALIBABA), "Alibaba Group"),
        (_iri(TENCENT), "Tencent"),
    ]
    assert _ask(quads, f"<{_iri(ALIBABA)}> skos:altLabel ?a FILTER (LANG(?a) = 'nl')") == [("Alibaba",)]
    assert _ask(quads, f"<{_iri(ALIBABA)}> skos:exactMatch ?a") == [("http://www.wikidata.org/entity/Q1359568",)]
    assert {quad.object for quad in quads if quad.predicate.value == LABEL and quad.object.language} == set()


def test_pronouns_and_adjectives_are_no_names():
    """Words that only point at an entity are not among its names, but the entity is mentioned."""
    links = (Link(at("de regering"), LAW, "r", anaphoric=True), Link(at("technisch"), TENCENT, "r", adjective=True))
    quads = _quads(of=replace(reading(), links=links))
    assert _ask(quads, "?a skos:altLabel ?b") == []
    assert _ask(quads, "?a kg:mentionedIn ?d") == sorted([(_iri(LAW),), (_iri(TENCENT),)])


def test_a_surface_form_over_a_line_break_is_one_name():
    """White space within a name is one space."""
    text = "De Europese\n  Commissie"
    body = Entity("GovernmentBody", "European Commission")
    quads = _quads(of=Reading(document(text), (), (), (Link(Span(3, len(text)), body, "known"),)))
    assert _ask(quads, "?x skos:altLabel ?a") == [("Europese Commissie",)]


def test_an_undetermined_language_has_no_tag():
    """Text whose language is not known carries no tag."""
    quads = _quads(*FACTS, of=reading(language="und"))
    assert {quad.object.language for quad in quads if isinstance(quad.object, Literal)} == {None}


def test_text_carries_the_language_of_its_document():
    """The words of a document, wherever they stand, are tagged with its language, and nothing else is."""
    tagged = {quad.predicate.value for quad in _quads(*FACTS, replace(STATEMENT, role=at("technisch leider")))
              if isinstance(quad.object, Literal) and quad.object.language == "nl"}  # fmt: skip
    names = {re.split(r"[/#]", iri)[-1] for iri in tagged}
    assert names == {"title", "altLabel", "anchorOf", "text", "speakerLabel", "role", "margin"}


def test_evidence_is_the_text_at_its_offsets():
    """Every piece of evidence gives the document's text at its offsets, counted in code points, in its IRI too."""
    found = _ask(_quads(*FACTS), "?e nif:beginIndex ?a ; nif:endIndex ?b ; nif:anchorOf ?c")
    assert len(found) == 6 + len(reading().links)
    assert all(TEXT[int(begin) : int(end)] == anchor for begin, end, anchor in found)
    assert len(_ask(_quads(*FACTS), "?a a kg:Evidence")) == 6
    iris = _ask(_quads(*FACTS), "?a a ?kind ; nif:referenceContext ?b VALUES ?kind { kg:Evidence kg:Mention }")
    spans = {evidence_iri(document().iri, Span(int(begin), int(end))) for begin, end, _ in found}
    assert {iri for iri, *_ in iris} == spans


def test_every_link_is_a_mention_with_its_rule():
    """Each link gives a mention: its words, what they refer to, by which rule and how surely; pronouns too."""
    found = _ask(_quads(), "?m a kg:Mention ; nif:anchorOf ?a ; kg:refersTo/rdfs:label ?b ; kg:rule ?c")
    links = reading().links
    assert found == sorted((link.span.of(TEXT), link.entity.name, link.rule) for link in links)
    sure = replace(links[0], score=Decimal("0.80"))
    assert _ask(_quads(of=replace(reading(), links=(sure,))), "?m kg:confidence ?a") == [("0.8",)]


def test_words_that_are_evidence_and_mention_are_one_node():
    """A mention whose very words also state a fact is both, and its offsets stand once."""
    fact = replace(STATEMENT, evidence=(at("Lin Junyang"),))
    quads = _quads(fact)
    assert len(_ask(quads, "?a a kg:Mention, kg:Evidence ; nif:beginIndex ?b ; kg:refersTo ?c")) == 1


@pytest.mark.parametrize(("words", "line"), [("Qwen wint", "1"), ("Lin Junyang", "3"), ("De Chipwet", "4")])
def test_evidence_says_its_line(words: str, line: str):
    """Evidence names the line of the text in which it begins, counted from one."""
    quads = _quads(replace(STATEMENT, evidence=(at(words),)), of=replace(reading(), links=()))
    assert _ask(quads, "?a kg:line ?b") == [(evidence_iri(document().iri, at(words)), line)]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), st.data())
def test_any_text_is_quoted_exactly(text: str, data: st.DataObject):
    """Whatever stands in a document, its evidence survives N-Quads with the very same characters."""
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    claim = replace(CLAIM, evidence=(span,), speaker_label=span, attribution=None, comparisons=())
    source = Document(document_iri(DEFAULT_BASE_IRI, text), text, "nl", "titel", "x.txt", "0" * 64)
    written = serialize(_quads(claim, of=Reading(source, (), (), ())), format=RdfFormat.N_QUADS)
    read = [quad.object.value for quad in parse(written, format=RdfFormat.N_QUADS)
            if quad.predicate.value.endswith("anchorOf")]  # fmt: skip
    assert read == [span.of(text)]


def test_a_statement_stands_behind_every_relation():
    """A relation is a direct triple and a statement of the same triple, with evidence, confidence and rule."""
    quads = _quads(STATEMENT)
    pattern = "?s rdf:subject ?a ; rdf:predicate ?p ; rdf:object ?b ; kg:evidence/nif:anchorOf ?c . ?a ?p ?b"
    assert _ask(quads, pattern) == [(_iri(LIN), _iri(ALIBABA), "Lin Junyang, technisch leider")]
    assert _ask(quads, "?s a kg:Statement ; kg:confidence ?a ; kg:rule ?b") == [("0.9", "role")]
    assert _ask(quads, "?s kg:role|kg:former|kg:validFrom|kg:validUntil ?a") == []


def test_places_that_state_one_triple_make_one_statement():
    """Evidence, roles, dates and rules of all the places are kept, and the surest place gives the confidence."""
    other = replace(
        STATEMENT,
        evidence=(at("leider van Qwen bij Alibaba"),),
        confidence=Decimal("0.95"),
        rule="head",
        role=at("technisch leider"),
        tense=Tense.FORMER,
        valid_from="2019",
        valid_until="2026-02",
    )
    quads = _quads(STATEMENT, other)
    assert len(_ask(quads, "?a a kg:Statement")) == 1
    assert len(_ask(quads, "?s kg:evidence ?a")) == 2
    assert _ask(quads, "?s a kg:Statement ; kg:confidence ?a ; kg:role ?b") == [("0.95", "technisch leider")]
    assert _ask(quads, "?s a kg:Statement ; kg:rule ?a") == [("head",), ("role",)]
    assert _ask(quads, "?s kg:validFrom '2019'^^xsd:gYear ; kg:validUntil ?a") == [("2026-02",)]
    assert _quads(other, STATEMENT) == quads


@pytest.mark.parametrize(("tenses", "former"), [("FF", True), ("FP", False), ("PP", False)])
def test_a_relation_is_former_when_every_place_says_so(tenses: str, former: bool):
    """A document that also says that a relation holds now does not make it former."""
    tense = {"F": Tense.FORMER, "P": Tense.PRESENT}
    spans = (at("Lin Junyang"), at("technisch leider"))
    facts = [
        replace(STATEMENT, tense=tense[letter], evidence=(span,)) for letter, span in zip(tenses, spans, strict=True)
    ]
    assert _ask(_quads(*facts), "?s kg:former ?a") == ([("true",)] if former else [])


def test_a_mutual_relation_is_written_once():
    """Who competes with whom is one triple and one statement, whichever way round the text says it."""
    there = Statement(TENCENT, "competesWith", ALIBABA, (at("concurreert"),), Decimal(1), "verb")
    quads = _quads(there, replace(there, subject=ALIBABA, object=TENCENT, evidence=(at("Tencent"),)))
    assert _ask(quads, "?a kg:competesWith ?b") == [(_iri(ALIBABA), _iri(TENCENT))]
    assert len(_ask(quads, "?s kg:evidence ?a")) == 2


def test_a_claim_says_everything_it_has():
    """All that is read from a claim is in the graph with its datatype."""
    quads = _quads(CLAIM)
    claim = claim_iri(DEFAULT_BASE_IRI, document().iri, CLAIM)
    assert _ask(quads, "?a a kg:Claim ; kg:text ?b") == [(claim, "schat de kans onder de 20 procent")]
    assert _ask(quads, "?x a kg:Claim ; kg:evidence/nif:anchorOf ?a") == [("onder de 20 procent",), ("schat de kans",)]
    assert _ask(quads, "?x kg:attribution/nif:anchorOf ?a ; kg:speakerLabel ?b") == [
        ("meldt Bloomberg", "Lin Junyang, technisch leider van Qwen")
    ]
    assert _ask(quads, "?x kg:saidBy ?a ; kg:reportedBy ?b ; kg:about ?c") == [
        (_iri(LIN), _iri(BLOOMBERG), _iri(ALIBABA))
    ]
    assert _ask(quads, "?x kg:reportingMode kg:Mixed ; kg:likelihood kg:Unlikely ; kg:probabilityMax 0.2 ; kg:rule ?a ;"
                " kg:horizonMin 'P3Y'^^xsd:duration ; kg:horizonMax 'P5Y'^^xsd:duration ; kg:dueBy '2028'^^xsd:gYear ;"
                " kg:hedged true ; kg:negated false") == [("before",)]  # fmt: skip
    assert _ask(quads, "?x kg:probabilityMin|kg:relay ?a") == []


def test_a_comparison_says_everything_it_has():
    """Who is ahead of whom is a node of its own with its words, its margin and its evidence, tied to its claim."""
    quads = _quads(CLAIM)
    comparison = comparison_iri(DEFAULT_BASE_IRI, document().iri, CLAIM.comparisons[0])
    assert _ask(quads, "?x kg:comparison ?a . ?a kg:compared ?b ; kg:comparedTo ?c ; kg:direction kg:Behind") == [
        (comparison, _iri(ALIBABA), _iri(TENCENT))
    ]
    assert _ask(quads, "?x kg:margin ?a ; kg:marginMin 0.2 ; kg:marginMax 'P2Y'^^xsd:duration ; kg:negated false ;"
                " kg:rule ?b ; kg:evidence/nif:anchorOf ?c") == [
        ("20 procent", "lags", "Alibaba concurreert met Tencent")]  # fmt: skip


def test_a_margin_is_a_duration_or_a_number():
    """A margin that is neither is refused."""
    broken = replace(CLAIM.comparisons[0], margin_min="much")
    with pytest.raises(KgError, match="'much' is no duration and no number"):
        _quads(replace(CLAIM, comparisons=(broken,)))


def test_an_unnamed_source_is_kept_in_words():
    """The words for an unnamed source between outlet and speaker are in the graph, the speaker being absent."""
    quads = _quads(replace(CLAIM, relay=at("de regering"), speakers=()))
    assert _ask(quads, "?x kg:relay ?a FILTER NOT EXISTS { ?x kg:saidBy ?y }") == [("de regering",)]


def test_claims_of_the_same_words_and_speaker_are_one():
    """Two rules that find one claim make one node, and the first one stands."""
    assert _quads(CLAIM, replace(CLAIM, rule="after", hedged=False)) == _quads(CLAIM)


def test_policies():
    """Kind and status of a policy are steps of their scales, and the policy is an entity like others."""
    quads = _quads(PolicyDetails(LAW, "ExportControl", "InForce"))
    assert _ask(
        quads, "?a kg:policyKind kg:ExportControl ; kg:policyStatus kg:InForce ; a kg:Policy ; kg:mentionedIn ?b"
    ) == [(_iri(LAW), document().iri)]
    assert _ask(_quads(PolicyDetails(LAW)), "?a kg:policyKind|kg:policyStatus ?b") == []


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        (replace(STATEMENT, subject=ALIBABA, object=LIN), "the vocabulary does not allow Company"),
        (replace(STATEMENT, predicate="saidBy"), "the vocabulary does not allow"),
        (replace(STATEMENT, predicate="employs"), "the vocabulary does not allow"),
        (replace(STATEMENT, evidence=()), "no evidence"),
        (replace(STATEMENT, evidence=(Span(0, len(TEXT) + 1),)), "no text at"),
        (replace(STATEMENT, valid_from="last year"), "no duration, year, month or date"),
        (replace(CLAIM, evidence=()), "no evidence"),
        (replace(CLAIM, evidence=(Span(len(TEXT), len(TEXT) + 5),)), "no text at"),
        (replace(CLAIM, speakers=(H200,)), "the vocabulary does not allow saidBy Chip"),
        (replace(CLAIM, reporters=(LIN,)), "the vocabulary does not allow reportedBy Person"),
        (replace(CLAIM, about=(Entity("Claim", "x"),)), "the vocabulary does not allow about Claim"),
        (replace(CLAIM, likelihood="Direct"), "no step of the scale"),
        (replace(CLAIM, due="someday"), "no duration, year, month or date"),
        (PolicyDetails(H200, "Ban"), "is no policy"),
        (PolicyDetails(LAW, "InForce"), "no step of the scale"),
        (PolicyDetails(LAW, status="Ban"), "no step of the scale"),
    ],
)
def test_mistakes_of_extractors_are_refused(fact: Fact, reason: str):
    """A fact that breaks the vocabulary, has no evidence or points outside the text is never written."""
    with pytest.raises(KgError, match=reason):
        _quads(fact)


def test_an_unknown_kind_of_entity_is_refused():
    """A link to something that is no kind of entity is never written."""
    with pytest.raises(KgError, match="no kind of entity"):
        _quads(of=replace(reading(), links=(Link(at("H200"), Entity("Entity", "H200"), "known"),)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1", "1"),
        ("0", "0"),
        ("0.90", "0.9"),
        ("0.125", "0.125"),
        ("1E-7", "0.0000001"),
        ("1.0000", "1"),
        ("1E+1", "10"),
    ],
)
def test_decimals_have_one_form(value: str, expected: str):
    """Equal decimals are the same literal."""
    assert decimal(Decimal(value)).value == expected


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("P3Y", "duration"),
        ("P1Y6M", "duration"),
        ("P1DT12H", "duration"),
        ("P1Y2M3DT4H5M6.7S", "duration"),
        ("2028", "gYear"),
        ("2028-01", "gYearMonth"),
        ("2028-01-31", "date"),
    ],
)
def test_moments_are_typed_by_their_form(text: str, datatype: str):
    """A duration, a year, a month and a day each have their datatype."""
    assert moment(text) == Literal(text, datatype=NamedNode(PREFIXES["xsd"] + datatype))


@pytest.mark.parametrize(("text", "kept"), [("P12M", "P1Y"), ("P18M", "P1Y6M"), ("PT36H", "P1DT12H"), ("P0D", "PT0S")])
def test_equal_durations_are_the_same_literal(text: str, kept: str):
    """A duration has the form that a store would give it, so that nothing tells whether it has been in one."""
    assert moment(text) == moment(kept)
    assert moment(text).value == kept


@pytest.mark.parametrize("text", ["", "P", "PT", "P3", "28", "2028-13", "2028-01-32", "2028-1", "in 2028", "P3Y5"])
def test_other_moments_are_refused(text: str):
    """What is no time is never written as one."""
    with pytest.raises(KgError, match="no duration"):
        moment(text)
