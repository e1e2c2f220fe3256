"""A small hand-made reading with facts of every sort, for tests of what comes after the extractors."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256

from kg.iris import DEFAULT_BASE_IRI, document_iri
from kg.model import (
    Claim,
    Comparison,
    Document,
    Entity,
    Fact,
    Link,
    Mode,
    PolicyDate,
    PolicyDetails,
    Reading,
    Sentence,
    Span,
    Statement,
)

TEXT = (
    "Qwen wint terrein\n\n"
    "Lin Junyang, technisch leider van Qwen bij Alibaba 🙂, schat de kans op ‘onder de 20 procent’, meldt Bloomberg.\n"
    "De Chipwet van de regering beperkt de H200. Alibaba concurreert met Tencent."
)

LIN = Entity("Person", "Lin Junyang")
ALIBABA = Entity("Company", "Alibaba Group", wikidata="Q1359568")
TENCENT = Entity("Company", "Tencent")
BLOOMBERG = Entity("MediaOutlet", "Bloomberg News")
LAW = Entity("Policy", "CHIPS Act")
H200 = Entity("Chip", "H200")


def at(words: str, text: str = TEXT) -> Span:
    """The first place of `words` in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def document(text: str = TEXT, language: str = "nl") -> Document:
    """The text as a document."""
    return Document(
        iri=document_iri(DEFAULT_BASE_IRI, text),
        text=text,
        language=language,
        title="Qwen wint terrein",
        source="qwen.txt",
        sha256=sha256(text.encode()).hexdigest(),
    )


def reading(language: str = "nl") -> Reading:
    """The document with the names in it resolved."""
    links = (
        Link(at("Lin Junyang"), LIN, "known"),
        Link(at("Alibaba"), ALIBABA, "known"),
        Link(at("Bloomberg"), BLOOMBERG, "known"),
        Link(at("de regering"), ALIBABA, "anaphora", anaphoric=True),
        Link(at("H200"), H200, "known"),
        Link(at("Tencent"), TENCENT, "known"),
    )
    return Reading(document(language=language), (Sentence(at("Qwen wint terrein"), 0, heading=True),), (), links)


STATEMENT = Statement(LIN, "affiliatedWith", ALIBABA, (at("Lin Junyang, technisch leider"),), Decimal("0.90"), "role")
CLAIM = Claim(
    evidence=(at("schat de kans"), at("onder de 20 procent")),
    mode=Mode.MIXED,
    rule="before",
    speaker_label=at("Lin Junyang, technisch leider van Qwen"),
    speakers=(LIN,),
    reporters=(BLOOMBERG,),
    attribution=at("meldt Bloomberg"),
    about=(ALIBABA,),
    probability_max=Decimal("0.2"),
    likelihood="Unlikely",
    horizon_min="P3Y",
    horizon_max="P5Y",
    due="2028",
    hedged=True,
    comparisons=(
        Comparison(
            at("Alibaba concurreert met Tencent"),
            (ALIBABA,),
            "Behind",
            (TENCENT,),
            "lags",
            margin=at("20 procent"),
            margin_min="0.2",
            margin_max="P2Y",
        ),
    ),
)
FACTS: tuple[Fact, ...] = (
    STATEMENT,
    Statement(LAW, "restricts", H200, (at("De Chipwet van de regering beperkt de H200"),), Decimal(1), "policy"),
    Statement(TENCENT, "competesWith", ALIBABA, (at("Alibaba concurreert met Tencent"),), Decimal("0.75"), "verb"),
    CLAIM,
    PolicyDetails(LAW, "ExportControl", "InForce"),
    PolicyDate(LAW, "validFrom", "2022-10", at("De Chipwet van de regering beperkt de H200"), "date-of-policy"),
)
"""One of each kind of fact."""
