"""All quads of one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import KgError
from kg.iris import activity_iri, claim_iri, comparison_iri, dating_iri, extractor_iri, statement_iri
from kg.languages import language
from kg.model import Claim, Comparison, Entity, Fact, Link, PolicyDate, PolicyDetails, Reading, Statement
from kg.rdf.graph import DocumentGraph, outside
from kg.rdf.literals import address, amount, boolean, day, decimal, moment, plain, second, words
from kg.rdf.merging import Merged, merge
from kg.version import __version__
from kg.vocabulary import term, vocabulary

__all__ = ["Run", "document_quads"]


@dataclass(frozen=True, slots=True)
class Run:
    """What made the graphs: a version of `kg`, its extractors, and the time where it is to be recorded."""

    version: str = __version__
    extractors: tuple[str, ...] = ()
    at: datetime | None = None


_THIS_VERSION = Run()


def document_quads(reading: Reading, facts: Sequence[Fact], base_iri: str, run: Run = _THIS_VERSION) -> list[Quad]:
    """The named graph of a document: itself, the entities it names, the statements and claims it makes.

    Statements of one triple become one with all their evidence. The same arguments give the same quads in the
    same order.

    Raises:
        KgError: a fact breaks the vocabulary or points outside the text; a mistake of the extractor.
    """
    graph = DocumentGraph(reading.document, base_iri)
    _write_document(graph)
    _write_run(graph, run)
    for link in reading.links:
        _write_link(graph, link)
    _write_genitives(graph, reading.links)
    for merged in merge([fact for fact in facts if isinstance(fact, Statement)], base_iri):
        _write_statement(graph, merged)
    for claim in _distinct_claims(graph, facts):
        _write_claim(graph, *claim)
    for fact in facts:
        if isinstance(fact, PolicyDetails):
            _write_policy(graph, fact)
        elif isinstance(fact, PolicyDate):
            _write_date(graph, fact)
    return graph.quads()


def _write_link(graph: DocumentGraph, link: Link) -> None:
    graph.mention(link)
    if not link.anaphoric and not link.adjective:
        form = " ".join(link.span.of(graph.document.text).split())
        node = graph.entity(link.entity)
        graph.add(node, outside("skos", "altLabel"), words(form, graph.document.language))


def _write_genitives(graph: DocumentGraph, links: Sequence[Link]) -> None:
    """Forms with the language's genitive ending, of names that the document has in no other form ("Bundesrats")."""
    text, document_language = graph.document.text, graph.document.language
    plain_forms, inflected = set(), []
    for link in links:
        if link.anaphoric or link.adjective:
            continue
        endings = (
            e for e in language(document_language).genitives if e.isalpha() and text.startswith(e, link.span.end)
        )
        ending = next(
            (e for e in endings if not text[link.span.end + len(e) : link.span.end + len(e) + 1].isalnum()), ""
        )
        if ending:
            inflected.append((link, link.span.of(text) + ending))
        else:
            plain_forms.add(link.span.of(text))
    for link, form in inflected:
        if link.span.of(text) not in plain_forms:
            graph.add(graph.entity(link.entity), outside("skos", "altLabel"), words(form, document_language))


def _write_document(graph: DocumentGraph) -> None:
    document = graph.document
    graph.become(graph.node, "Document")
    graph.say(graph.node, "sha256", plain(document.sha256))
    graph.add(graph.node, outside("dcterms", "title"), words(document.title, document.language))
    graph.add(graph.node, outside("dcterms", "language"), plain(document.language))
    graph.add(graph.node, outside("dcterms", "source"), _source(document.source))
    if document.issued:
        graph.add(graph.node, outside("dcterms", "issued"), day(document.issued))
    if document.publisher:
        graph.add(graph.node, outside("dcterms", "publisher"), plain(document.publisher))
    for author in document.authors:
        graph.add(graph.node, outside("dcterms", "creator"), plain(author))
    if document.url:
        graph.add(graph.node, outside("dcterms", "identifier"), address(document.url))


def _source(source: str) -> NamedNode | Literal:
    """A URL is a link; a file's name is words."""
    if source.startswith(("http://", "https://")):
        try:
            return NamedNode(source)
        except ValueError:  # an address that is no IRI, with spaces perhaps
            return plain(source)
    return plain(source)


def _write_run(graph: DocumentGraph, run: Run) -> None:
    at = second(run.at) if run.at else None
    activity = NamedNode(activity_iri(graph.base_iri, run.version, at.value if at else None))
    graph.add(graph.node, outside("prov", "wasGeneratedBy"), activity)
    graph.add(activity, outside("rdf", "type"), outside("prov", "Activity"))
    graph.name(activity, f"kg {run.version}")
    if at:
        graph.add(activity, outside("prov", "startedAtTime"), at)
    for name in sorted(run.extractors):
        extractor = NamedNode(extractor_iri(graph.base_iri, name))
        graph.add(activity, outside("prov", "used"), extractor)
        graph.add(extractor, outside("rdf", "type"), outside("prov", "Entity"))
        graph.name(extractor, name)


def _write_statement(graph: DocumentGraph, merged: Merged) -> None:
    subject, predicate, target = graph.entity(merged.subject), term(merged.predicate), graph.entity(merged.object)
    triple = (subject.value, merged.predicate, target.value)
    node = NamedNode(statement_iri(graph.base_iri, graph.node.value, triple))
    graph.add(subject, predicate, target)
    graph.become(node, "Statement")
    graph.add(node, outside("rdf", "subject"), subject)
    graph.add(node, outside("rdf", "predicate"), predicate)
    graph.add(node, outside("rdf", "object"), target)
    for span in merged.evidence:
        graph.say(node, "evidence", graph.evidence(span))
    graph.say(node, "confidence", decimal(merged.confidence))
    for role in merged.roles:
        graph.say(node, "role", graph.words(role))
    if merged.former:
        graph.say(node, "former", boolean(True))
    for name, moments in (("validFrom", merged.valid_from), ("validUntil", merged.valid_until)):
        for value in moments:
            graph.say(node, name, moment(value))
    for rule in merged.rules:
        graph.say(node, "rule", plain(rule))


def _distinct_claims(graph: DocumentGraph, facts: Sequence[Fact]) -> list[tuple[NamedNode, Claim]]:
    """The claims with their nodes; of those with the same words and speaker label the first stands."""
    claims: dict[str, Claim] = {}
    for fact in facts:
        if isinstance(fact, Claim):
            claims.setdefault(claim_iri(graph.base_iri, graph.node.value, fact), fact)
    return [(NamedNode(iri), claim) for iri, claim in claims.items()]


def _write_claim(graph: DocumentGraph, node: NamedNode, claim: Claim) -> None:
    if not claim.evidence:
        raise KgError("a claim has no evidence", f"rule {claim.rule}")
    graph.become(node, "Claim")
    graph.say(node, "text", graph.words(*claim.evidence))
    graph.say(node, "reportingMode", term(claim.mode.value))
    graph.say(node, "rule", plain(claim.rule))
    for span in claim.evidence:
        graph.say(node, "evidence", graph.evidence(span))
    if claim.attribution:
        graph.say(node, "attribution", graph.evidence(claim.attribution))
    for name, label in (("speakerLabel", claim.speaker_label), ("relay", claim.relay)):
        if label:
            graph.say(node, name, graph.words(label))
    for name, entities in (("saidBy", claim.speakers), ("reportedBy", claim.reporters), ("about", claim.about)):
        for entity in entities:
            _write_role(graph, node, name, entity)
    _write_modality(graph, node, claim)
    for comparison in claim.comparisons:
        _write_comparison(graph, node, comparison)


def _write_comparison(graph: DocumentGraph, claim: NamedNode, comparison: Comparison) -> None:
    """Who is said to be ahead of whom, with its own words as evidence."""
    node = NamedNode(comparison_iri(graph.base_iri, graph.node.value, comparison))
    graph.say(claim, "comparison", node)
    graph.become(node, "Comparison")
    for entity in comparison.subjects:
        graph.say(node, "compared", graph.entity(entity))
    for entity in comparison.others:
        graph.say(node, "comparedTo", graph.entity(entity))
    graph.say(node, "direction", _step(comparison.direction, "Direction"))
    graph.say(node, "evidence", graph.evidence(comparison.evidence))
    if comparison.margin:
        graph.say(node, "margin", graph.words(comparison.margin))
    for name, value in (("marginMin", comparison.margin_min), ("marginMax", comparison.margin_max)):
        if value:
            graph.say(node, name, amount(value))
    graph.say(node, "negated", boolean(comparison.negated))
    graph.say(node, "rule", plain(comparison.rule))


def _write_role(graph: DocumentGraph, node: NamedNode, name: str, entity: Entity) -> None:
    """Tie an entity to a claim by the property `name`."""
    if not vocabulary().fits("Claim", name, entity.kind):
        raise KgError(f"the vocabulary does not allow {name} {entity.kind} {entity.name!r}", graph.document.source)
    graph.say(node, name, graph.entity(entity))


def _write_modality(graph: DocumentGraph, node: NamedNode, claim: Claim) -> None:
    """How probable, when, and whether hedged or negated."""
    for name, share in (("probabilityMin", claim.probability_min), ("probabilityMax", claim.probability_max)):
        if share is not None:
            graph.say(node, name, decimal(share))
    if claim.likelihood:
        graph.say(node, "likelihood", _step(claim.likelihood, "Likelihood"))
    for name, time in (("horizonMin", claim.horizon_min), ("horizonMax", claim.horizon_max), ("dueBy", claim.due)):
        if time:
            graph.say(node, name, moment(time))
    graph.say(node, "hedged", boolean(claim.hedged))
    graph.say(node, "negated", boolean(claim.negated))


def _write_policy(graph: DocumentGraph, details: PolicyDetails) -> None:
    if not vocabulary().is_a(details.policy.kind, "Policy"):
        raise KgError(f"{details.policy.kind} {details.policy.name!r} is no policy", graph.document.source)
    node = graph.entity(details.policy)
    if details.kind:
        graph.say(node, "policyKind", _step(details.kind, "PolicyKind"))
    if details.description:
        graph.also_called(node, details.description)
    if details.status:
        graph.say(node, "policyStatus", _step(details.status, "PolicyStatus"))


def _write_date(graph: DocumentGraph, date: PolicyDate) -> None:
    """A date of a policy, and a node of its own for the words that tell it."""
    if not vocabulary().is_a(date.policy.kind, "Policy"):
        raise KgError(f"{date.policy.kind} {date.policy.name!r} is no policy", graph.document.source)
    policy = graph.entity(date.policy)
    node = NamedNode(dating_iri(graph.base_iri, graph.node.value, policy.value, date))
    graph.say(policy, "dating", node)
    graph.become(node, "Dating")
    graph.say(node, "evidence", graph.evidence(date.evidence))
    graph.say(node, "rule", plain(date.rule))
    name = {"submitted": outside("dcterms", "dateSubmitted"), "issued": outside("dcterms", "issued")}.get(date.name)
    for dated in (policy, node):
        graph.add(dated, name or term(date.name), moment(date.value))


def _step(name: str, scale: str) -> NamedNode:
    if not vocabulary().is_individual(name, scale):
        raise KgError(f"{name!r} is no step of the scale {scale}")
    return term(name)
