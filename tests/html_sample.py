"""Datasets for trying the page: quads that follow the graph's contract, made without the extractors."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from kg.export.html import Choices, page_of
from kg.sheets import Sheet, sheet_of

BASE = "https://example.org/kg/"
KG = BASE + "ontology#"
DCTERMS = "http://purl.org/dc/terms/"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"


def sheets(quads: Iterable[Quad], texts: Mapping[str, str]) -> list[Sheet]:
    """The sheets of all documents of a dataset."""
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name.value].append(quad)
    return [sheet_of(iri, said, texts.get(iri, "")) for iri, said in graphs.items()]


def page(quads: Iterable[Quad], texts: Mapping[str, str], choices: Choices | None = None) -> str:
    """The page of a dataset."""
    return page_of(sheets(quads, texts), texts, choices)


def digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-.") or digest(text)


def kebab(kind: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", kind).lower()


@dataclass
class Sample:
    """A dataset under construction; `evidence` remembers the exact words by evidence IRI."""

    quads: list[Quad] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)

    def add(self, graph: str, subject: str, predicate: str, value: NamedNode | Literal) -> None:
        self.quads.append(Quad(NamedNode(subject), NamedNode(predicate), value, NamedNode(graph)))

    def document(self, text: str, language: str, title: str, **more: str) -> str:
        iri = f"{BASE}document/{digest(text)}"
        self.texts[iri], self.languages[iri] = text, language
        self.add(iri, iri, RDF + "type", NamedNode(KG + "Document"))
        self.add(iri, iri, DCTERMS + "title", Literal(title))
        self.add(iri, iri, DCTERMS + "language", Literal(language))
        self.add(iri, iri, KG + "sha256", Literal(hashlib.sha256(text.encode()).hexdigest()))
        for term, value in more.items():
            self.add(iri, iri, DCTERMS + term, Literal(value))
        return iri

    def entity(self, document: str, kind: str, name: str, *surfaces: str, wikidata: str | None = None) -> str:
        iri = f"{BASE}{kebab(kind)}/{slug(name)}"
        self.add(document, iri, RDF + "type", NamedNode(KG + kind))
        self.add(document, iri, RDFS + "label", Literal(name))
        self.add(document, iri, KG + "mentionedIn", NamedNode(document))
        for surface in surfaces:
            self.add(document, iri, SKOS + "altLabel", self.words(document, surface))
        if wikidata:
            self.add(document, iri, SKOS + "exactMatch", NamedNode("http://www.wikidata.org/entity/" + wikidata))
        return iri

    def words(self, document: str, text: str) -> Literal:
        language = self.languages[document]
        return Literal(text) if language == "und" else Literal(text, language=language)

    def span(self, document: str, start: int, end: int) -> str:
        iri = f"{document}#char={start},{end}"
        text = self.texts[document][start:end]
        self.evidence[iri] = text
        self.add(document, iri, RDF + "type", NamedNode(KG + "Evidence"))
        self.add(document, iri, NIF + "beginIndex", integer(start))
        self.add(document, iri, NIF + "endIndex", integer(end))
        self.add(document, iri, NIF + "anchorOf", self.words(document, text))
        self.add(document, iri, NIF + "referenceContext", NamedNode(document))
        return iri

    def quote(self, document: str, words: str) -> str:
        start = self.texts[document].index(words)
        return self.span(document, start, start + len(words))

    def statement(self, document: str, triple: tuple[str, str, str], evidence: str, **more: Literal) -> str:
        subject, predicate, value = triple
        iri = f"{BASE}statement/{digest(document, *triple)}"
        self.add(document, subject, KG + predicate, NamedNode(value))
        self.add(document, iri, RDF + "type", NamedNode(KG + "Statement"))
        self.add(document, iri, RDF + "subject", NamedNode(subject))
        self.add(document, iri, RDF + "predicate", NamedNode(KG + predicate))
        self.add(document, iri, RDF + "object", NamedNode(value))
        self.add(document, iri, KG + "evidence", NamedNode(evidence))
        self.add(document, iri, KG + "confidence", Literal("0.9", datatype=NamedNode(XSD + "decimal")))
        for term, literal in more.items():
            self.add(document, iri, KG + term, literal)
        return iri

    def claim(self, document: str, evidence: list[str], mode: str, **more: list[str] | Literal) -> str:
        iri = f"{BASE}claim/{digest(document, *evidence)}"
        self.add(document, iri, RDF + "type", NamedNode(KG + "Claim"))
        words = " … ".join(self.evidence[one] for one in evidence)
        self.add(document, iri, KG + "text", self.words(document, words))
        self.add(document, iri, KG + "reportingMode", NamedNode(KG + mode))
        for one in evidence:
            self.add(document, iri, KG + "evidence", NamedNode(one))
        for term, values in more.items():
            for value in values if isinstance(values, list) else [values]:
                self.add(document, iri, KG + term, NamedNode(value) if isinstance(value, str) else value)
        return iri

    def comparison(self, claim: str, triple: tuple[list[str], str, list[str]], evidence: str, **more: Literal) -> None:
        """Who of a claim stands how to whom."""
        ones, direction, others = triple
        document = evidence.partition("#")[0]
        iri = f"{BASE}comparison/{digest(claim, evidence, direction)}"
        self.add(document, claim, KG + "comparison", NamedNode(iri))
        self.add(document, iri, RDF + "type", NamedNode(KG + "Comparison"))
        self.add(document, iri, KG + "direction", NamedNode(KG + direction))
        self.add(document, iri, KG + "evidence", NamedNode(evidence))
        for term, values in (("compared", ones), ("comparedTo", others)):
            for value in values:
                self.add(document, iri, KG + term, NamedNode(value))
        for term, literal in more.items():
            self.add(document, iri, KG + term, literal)


def integer(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(XSD + "nonNegativeInteger"))


def decimal(value: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + "decimal"))


def duration(value: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + "duration"))


def true() -> Literal:
    return Literal("true", datatype=NamedNode(XSD + "boolean"))


DUTCH = (
    "Wolkenbank bouwt eigen chip\n\nVolgens Els de Wit, technisch leider van Wolkenbank, ligt de kans dat het bedrijf "
    "binnen drie tot vijf jaar Noordstroom voorbijstreeft onder de 20 procent. “Het belangrijkste is,” aldus De "
    "Wit 🙂, “dat we de K7 zelf ontwerpen.” Critici noemen dat riskant.\n\nDe regering van Ruritanië keurde "
    "de uitvoer van de K7 naar Borduria goed."
)
SWEDISH = (
    "Ruritanien och tävlingen\n\nEnligt Åke Öberg, tidigare forskare vid Wolkenbank, kan Noordstroom inte vinna. "
    "Wolkenbank tävlar med Noordstroom, skriver Dagens Ström."
)


def small() -> Sample:
    """Two articles, in Dutch and in Swedish, about made-up companies; the Dutch one has an astral character."""
    sample = Sample()
    dutch = sample.document(DUTCH, "nl", "Wolkenbank bouwt eigen chip", source="wolkenbank.txt", issued="2025-03-01")
    swedish = sample.document(SWEDISH, "sv", "Ruritanien och tävlingen", source="tavlingen.txt", issued="2025-04-02")
    bank = sample.entity(dutch, "Company", "Wolkenbank", "Wolkenbank", wikidata="Q42")
    rival = sample.entity(dutch, "Company", "Noordstroom", "Noordstroom")
    for one, names in ((bank, "Wolkenbank"), (rival, "Noordstroom")):
        assert sample.entity(swedish, "Company", names, names) == one
    els = sample.entity(dutch, "Person", "Els de Wit", "Els de Wit", "De Wit")
    chip = sample.entity(dutch, "Chip", "K7", "K7")
    government = sample.entity(dutch, "GovernmentBody", "Government of Ruritania", "regering van Ruritanië")
    borduria = sample.entity(dutch, "Country", "Borduria", "Borduria")
    policy = sample.entity(dutch, "Policy", "Ruritanian approval of K7 exports", "uitvoer van de K7 naar Borduria")
    ake = sample.entity(swedish, "Person", "Åke Öberg", "Åke Öberg")
    paper = sample.entity(swedish, "MediaOutlet", "Dagens Ström", "Dagens Ström")
    lead = sample.quote(dutch, "Els de Wit, technisch leider van Wolkenbank")
    sample.statement(dutch, (els, "affiliatedWith", bank), lead, role=sample.words(dutch, "technisch leider"))
    sample.statement(dutch, (bank, "develops", chip), sample.quote(dutch, "Wolkenbank bouwt eigen chip"))
    approval = sample.quote(dutch, "De regering van Ruritanië keurde de uitvoer van de K7 naar Borduria goed.")
    for triple in ((government, "issues", policy), (policy, "permits", chip), (policy, "targets", borduria)):
        sample.statement(dutch, triple, approval)
    once = sample.quote(swedish, "Åke Öberg, tidigare forskare vid Wolkenbank")
    role = sample.words(swedish, "tidigare forskare")
    sample.statement(swedish, (ake, "affiliatedWith", bank), once, role=role, former=true())
    sample.statement(swedish, (bank, "competesWith", rival), sample.quote(swedish, "Wolkenbank tävlar med Noordstroom"))
    _claims(
        sample, dutch, swedish, {"els": els, "bank": bank, "rival": rival, "chip": chip, "ake": ake, "paper": paper}
    )
    return sample


def _claims(sample: Sample, dutch: str, swedish: str, iris: dict[str, str]) -> None:
    chance = "de kans dat het bedrijf binnen drie tot vijf jaar Noordstroom voorbijstreeft onder de 20 procent"
    overtaking = sample.claim(
        dutch,
        [sample.quote(dutch, chance)],
        "Indirect",
        saidBy=[iris["els"]],
        about=[iris["bank"], iris["rival"]],
        speakerLabel=sample.words(dutch, "Els de Wit, technisch leider van Wolkenbank"),
        probabilityMax=decimal("0.2"),
        horizonMin=duration("P3Y"),
        horizonMax=duration("P5Y"),
        attribution=[sample.quote(dutch, "Volgens Els de Wit")],
    )
    words, margin = sample.quote(dutch, "Noordstroom voorbijstreeft"), sample.words(dutch, "drie tot vijf jaar")
    sample.comparison(overtaking, ([iris["bank"]], "Ahead", [iris["rival"]]), words, margin=margin)
    pieces = [sample.quote(dutch, "Het belangrijkste is"), sample.quote(dutch, "dat we de K7 zelf ontwerpen.")]
    label = sample.words(dutch, "De Wit")
    sample.claim(dutch, pieces, "Direct", saidBy=[iris["els"]], about=[iris["chip"]], speakerLabel=label)
    critics = [sample.quote(dutch, "dat riskant")]
    sample.claim(dutch, critics, "Indirect", speakerLabel=sample.words(dutch, "Critici"), hedged=true())
    losing = sample.claim(
        swedish,
        [sample.quote(swedish, "kan Noordstroom inte vinna")],
        "Indirect",
        saidBy=[iris["ake"]],
        about=[iris["rival"]],
        reportedBy=[iris["paper"]],
        speakerLabel=sample.words(swedish, "Åke Öberg, tidigare forskare vid Wolkenbank"),
        likelihood=[KG + "Unlikely"],
        negated=true(),
    )
    words = sample.quote(swedish, "inte vinna")
    sample.comparison(losing, ([iris["rival"]], "Ahead", []), words, negated=true())


def big(count: int, edges_each: int = 3) -> Sample:
    """A graph of `count` companies in communities of about fifty, with `edges_each` statements per company."""
    sample = Sample()
    names = [f"Firm {number}" for number in range(count)]
    documents = []
    for first in range(0, count, 50):
        lines = []
        for number in range(first, min(first + 50, count)):
            targets = [_target(number, turn, count) for turn in range(edges_each)]
            lines.append(" ".join(f"{names[number]} supplies {names[target]}." for target in targets))
        text = "\n".join(lines)
        documents.append((sample.document(text, "en", f"Report {first // 50}"), first, text))
    for document, first, text in documents:
        at = 0
        for number in range(first, min(first + 50, count)):
            one = sample.entity(document, "Company", names[number], names[number])
            for turn in range(edges_each):
                target = _target(number, turn, count)
                words = f"{names[number]} supplies {names[target]}."
                at = text.index(words, at)
                other = sample.entity(document, "Company", names[target], names[target])
                sample.statement(document, (one, "suppliesTo", other), sample.span(document, at, at + len(words)))
    return sample


def _target(number: int, turn: int, count: int) -> int:
    """The first goes to a hub of the community, the second to a neighbour, the third to one of few world-wide hubs."""
    group = number // 50 * 50
    if turn == 0:
        hub = (group + (number * 7) % 3) % count
        return hub if hub != number else (hub * 31 + 50) % count
    if turn % 2:
        return (group + (number * 13 + turn * 7) % 50) % count
    return (number * number // 7) % max(1, count // 50) * 50 % count


def hostile(payloads: list[str]) -> Sample:
    """Every payload as a title, a text, a name, an alias, a file name, a speaker, a role and a claim at once."""
    sample = Sample()
    people = []
    for number, payload in enumerate(payloads):
        text = f"Number {number} says: {payload} and that is all."
        language = "en"
        document = sample.document(text, language, payload, source=payload, publisher=payload)
        person = f"{BASE}person/p{number}"
        people.append(person)
        sample.add(document, person, RDF + "type", NamedNode(KG + "Person"))
        sample.add(document, person, RDFS + "label", Literal(payload))
        sample.add(document, person, SKOS + "altLabel", sample.words(document, payload))
        sample.add(document, person, SKOS + "altLabel", Literal(f"Number {number}", language=language))
        sample.add(document, person, KG + "mentionedIn", NamedNode(document))
        quote = sample.quote(document, payload)
        spoken = sample.words(document, payload)
        sample.claim(
            document, [quote], "Direct", saidBy=[person], about=people[-2:-1], speakerLabel=spoken, relay=spoken
        )
        if number:
            sample.statement(
                document, (person, "affiliatedWith", people[-2]), quote, role=spoken, rule=Literal(payload)
            )
    return sample
