"""Comparisons in claims: who is said to be ahead of whom, and by how much."""

from __future__ import annotations

from functools import cache

import pytest

from kg.analysis import Analyser
from kg.documents import read_text
from kg.errors import DataError
from kg.extract.modality import amounts
from kg.iris import DEFAULT_BASE_IRI
from kg.languages import ComparisonPattern, MeasurePattern, available, language
from kg.languages.comparing import read_comparing
from kg.model import Claim, Comparison


@cache
def analyser() -> Analyser:
    """The analyser with the knowledge base that comes with kg."""
    return Analyser.load()


@cache
def claims(text: str, code: str) -> tuple[Claim, ...]:
    """The claims of a text."""
    _, facts = analyser().analyse(read_text(text, "example.txt", DEFAULT_BASE_IRI, language=code))
    return tuple(fact for fact in facts if isinstance(fact, Claim))


def comparisons(text: str, code: str) -> list[Comparison]:
    """The comparisons that the claims of a text make."""
    return [comparison for claim in claims(text, code) for comparison in claim.comparisons]


def said(text: str, code: str) -> list[str]:
    """The comparisons of a text as "A > B", "A < B" or "A = B"; "!" before it when it is denied."""
    signs = {"Ahead": ">", "Behind": "<", "Level": "="}
    return [
        f"{'!' if each.negated else ''}{names(each.subjects)} {signs[each.direction]} {names(each.others)}".rstrip()
        for each in comparisons(text, code)
    ]


def names(entities) -> str:
    """The names of entities, joined."""
    return ", ".join(entity.name for entity in entities)


def patterns() -> list[object]:
    """All comparison patterns of all languages."""
    return [
        pytest.param(code, pattern, id=f"{code}-{number}-{pattern.name}")
        for code in available()
        for number, pattern in enumerate(language(code).comparing.patterns)
    ]


def margins() -> list[object]:
    """All margins of all languages."""
    return [
        pytest.param(code, pattern, id=f"{code}-{number}")
        for code in available()
        for number, pattern in enumerate(language(code).comparing.margins)
    ]


@pytest.mark.parametrize(("code", "pattern"), patterns())
def test_comparison_example(code: str, pattern: ComparisonPattern) -> None:
    """A comparison pattern's example compares whom it says, in its direction, by its margin."""
    one, other, margin = pattern.expected
    found = [each for each in comparisons(pattern.example, code) if each.direction == pattern.direction]
    assert [one] == [each.subjects[0].name for each in found]
    assert [[other]] == [[e.name for e in each.others][:1] or [""] for each in found]
    assert [margin] == [each.margin.of(pattern.example) if each.margin else "" for each in found]


@pytest.mark.parametrize(("code", "pattern"), patterns())
def test_comparison_counterexample(code: str, pattern: ComparisonPattern) -> None:
    """What only looks like a comparison is none, though somebody says it."""
    assert claims(pattern.counterexample, code)
    assert comparisons(pattern.counterexample, code) == []


@pytest.mark.parametrize(("code", "pattern"), margins())
def test_margin_example(code: str, pattern: MeasurePattern) -> None:
    """A margin's example is read whole, as an amount where it has a unit and in words alone where it has none."""
    found = pattern.regex.search(pattern.example)
    assert found is not None
    assert found.group() == pattern.example
    assert (amounts(found, pattern, language(code)) == (None, None)) == (pattern.unit is None)


@pytest.mark.parametrize("code", ["de", "en", "es", "fr", "nl", "sv"])
def test_every_language_has_every_direction(code: str) -> None:
    """All six languages say who is ahead, behind and level, and by years, months, weeks and percents."""
    comparing = language(code).comparing
    assert {pattern.direction for pattern in comparing.patterns} == {"Ahead", "Behind", "Level"}
    assert {pattern.unit for pattern in comparing.margins} >= {"Y", "M", "W", "%"}


@pytest.mark.parametrize(
    ("code", "text", "bounds"),
    [
        ("en", "“China is two to three years behind the US,” said Lisa Su.", ("P2Y", "P3Y")),
        ("en", "“China is at least two years behind the US,” said Lisa Su.", ("P2Y", None)),
        ("nl", "“Intel loopt hooguit zes jaar achter op TSMC,” zegt Lisa Su.", (None, "P6Y")),
        ("sv", "”Qwen är 12,5 procent bättre än ChatGPT”, säger Lisa Su.", ("0.125", "0.125")),
        ("de", "„Intel liegt drei Wochen hinter TSMC“, sagte Lisa Su.", ("P21D", "P21D")),
        ("fr", "« Intel a largement dépassé TSMC », dit Lisa Su.", (None, None)),
    ],
)
def test_bounds_of_margins(code: str, text: str, bounds: tuple[str | None, str | None]) -> None:
    """A margin has the bounds that its words set; one without a number has none."""
    assert [(each.margin_min, each.margin_max) for each in comparisons(text, code)] == [bounds]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "“We are two years ahead of Intel,” said Lisa Su."),
        ("es", "«Intel tiene una ventaja de tres a seis meses sobre Samsung», dijo Lisa Su."),
        ("nl", "“Intel is 20 procent sneller dan Samsung,” zegt Lisa Su."),
    ],
)
def test_a_margin_is_no_forecast(code: str, text: str) -> None:
    """By how much one is ahead is neither a horizon nor a probability of the claim."""
    claim = next(claim for claim in claims(text, code) if claim.comparisons)
    assert claim.comparisons[0].margin is not None
    assert (claim.horizon_min, claim.horizon_max, claim.due) == (None, None, None)
    assert (claim.probability_min, claim.probability_max) == (None, None)


def test_a_horizon_is_no_margin() -> None:
    """The time within which one is to get ahead says nothing of by how much."""
    text = "Lisa Su zegt dat China binnen drie tot vijf jaar de Verenigde Staten voorbijstreeft."
    claim = next(iter(claims(text, "nl")))
    assert (claim.horizon_min, claim.horizon_max) == ("P3Y", "P5Y")
    assert [each.margin for each in claim.comparisons] == [None]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "“China is not two years behind the US,” said Lisa Su.", ["!China < United States"]),
        ("en", "Lisa Su denied that China was ahead of the US.", ["!China > United States"]),
        ("nl", "“Intel loopt niet voor op TSMC,” zegt Lisa Su.", ["!Intel > TSMC"]),
        ("en", "“Nobody doubts it, but Intel is far behind TSMC,” said Lisa Su.", ["Intel < TSMC"]),
    ],
)
def test_denied_comparisons(code: str, text: str, expected: list[str]) -> None:
    """A comparison that its clause or its speaker denies is marked; a negation of another clause does not count."""
    assert said(text, code) == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "“We trail Intel and Samsung by two years,” said Lisa Su.", ["Lisa Su < Intel, Samsung Electronics"]),
        ("en", "“Chinese firms such as Alibaba outperform Mistral AI,” said Lisa Su.", ["Alibaba Group > Mistral AI"]),
        ("en", "“Intel is faster than Nvidia’s H20,” said Lisa Su.", []),
        ("fr", "« La Chine investit. Le pays a un an de retard sur Nvidia », dit Lisa Su.", ["China < Nvidia"]),
        ("nl", "Experts in China zeggen dat het land Nvidia zal inhalen.", ["China = Nvidia"]),
        ("en", "China is two years behind the US.", []),
    ],
)
def test_who_is_compared(code: str, text: str, expected: list[str]) -> None:
    """Names, the country of an adjective or a noun, or the speakers; a maker is not compared to a product."""
    assert said(text, code) == expected


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ('direction = "Ahead"', 'direction = "Sideways"'),
        ("<one>", "<two>"),
        ("{leads}", "{lead}"),
        ('unit = "Y"', 'unit = "decades"'),
        ("[[margin]]", "[[margins]]"),
        ("not = ", "but = "),
        ("example = ", ""),
        ("[comparing]", "[comparing"),
    ],
)
def test_what_does_not_fit_is_refused(change: str, what: str) -> None:
    """A file of comparisons with an unknown key, direction, slot, word list or unit is refused by its name."""
    good = """
        [comparing]
        leads = ["leads"]
        [[margin]]
        pattern = "(?P<value>{number}) years"
        unit = "Y"
        example = "two years"
        [[comparison]]
        direction = "Ahead"
        pattern = "<one><near> {leads} <other>"
        example = "“Intel leads AMD,” said Lisa Su."
        one = "Intel"
        not = "“Intel feeds AMD,” said Lisa Su."
    """
    assert change in good
    assert len(read_comparing(good, "xx.toml", language("en")).patterns) == 1
    with pytest.raises(DataError, match=r"xx\.toml"):
        read_comparing(good.replace(change, what, 1), "xx.toml", language("en"))
