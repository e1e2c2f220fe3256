"""What the page copies as SPARQL: asked of the graph's Turtle, it answers with what the page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from commands import SEEDS, run_kg
from html_sample import BASE, KG, Sample, page
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store
from visiting import Visit, open_browser

LIN = f"{BASE}person/lin-junyang"
STATES = {
    "all": {},
    "words": {"find": "infrastructuur"},
    "words without their accents": {"find": "rekenkracht in de vs een tot"},
    "words in capitals, with a space around": {"find": " ORDES VAN Grootte "},
    "a speaker's name": {"find": "junyang"},
    "words for an unnamed speaker": {"find": "toonaangevende ai-onderzoekers"},
    "characters that expressions read otherwise": {"find": "modellen (die|niet) [a-z]+ .* \\ \" ' $ ^ {1}"},
    "a full stop stands for itself": {"find": "ge.rote"},
    "quotation marks": {"find": "“zeer optimistisch”, aan"},
    "nothing": {"find": "zzz"},
    "wording": {"mode": "Direct"},
    "a chance": {"mark": "chance"},
    "a horizon": {"mark": "horizon"},
    "hedged": {"mark": "hedged"},
    "negated": {"mark": "negated"},
    "one speaker": {"by": LIN.removeprefix(BASE)},
    "one language": {"unspoken": "nl"},
    "all of them": {
        "by": LIN.removeprefix(BASE),
        "mark": "chance",
        "mode": "Indirect",
        "find": "kans",
        "unspoken": "sv",
    },
}
"""What the address of the claims' table holds."""


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """A headless Chromium; the tests skip without one, unless it is required."""
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The folder of a build of the seeds."""
    folder = tmp_path_factory.mktemp("built")
    run = run_kg("build", SEEDS, "--output-dir", folder, "--quiet", "--no-validate")
    assert run.returncode == 0, run.stderr
    return folder


@pytest.fixture(scope="module")
def turtle(built) -> Store:
    """The seeds' Turtle."""
    store = Store()
    store.load(path=str(built / "graph.ttl"), format=RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def seeds(browser, built) -> Iterator[Visit]:
    """The seeds' page; afterwards it has complained of nothing."""
    visit = Visit(browser, built / "graph.html", "#view=claims")
    yield visit
    assert visit.complaints == []
    visit.context.close()


def copied(visit: Visit) -> str:
    """What "Copy SPARQL" above the table gives."""
    visit.tab.evaluate("navigator.clipboard.writeText = async (text) => { window.taken = text; }")
    visit.tab.locator(".claim-tools").get_by_role("button", name="Copy SPARQL").click()
    return visit.tab.evaluate("window.taken")


def rows(visit: Visit) -> list[str]:
    """The claims in the table, by their parts of the IRI."""
    links = visit.tab.locator("#claim-rows .words").all()
    return sorted(BASE + link.get_attribute("href").partition("claim=")[2].partition("&")[0] for link in links)


def answer(store: Store, query: str) -> list[str]:
    """The claims in the answer, one for each of its rows."""
    return sorted(row["claim"].value for row in store.query(query))


def opened(visit: Visit, state: Mapping[str, str]) -> None:
    """Open the table with these filters and no other."""
    visit.go("#" + urlencode({"view": "claims", "sort": "source", **state}, quote_via=quote))


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_the_copied_query_has_the_rows_of_the_table(seeds, turtle, state):
    """Whatever the table is filtered by, the query on the Turtle gives each of its claims once, and no other."""
    opened(seeds, state)
    assert answer(turtle, copied(seeds)) == rows(seeds)


def test_the_states_tell_claims_apart(seeds):
    """The filters that are tried leave the table empty once only, and full once only."""
    sizes = []
    for state in STATES.values():
        opened(seeds, state)
        sizes.append(len(rows(seeds)))
    assert sizes.count(max(sizes)) == 1
    assert min(sizes) == 0


def test_a_document_that_is_switched_off_is_off_in_the_query(seeds, turtle):
    """The boxes of the side take claims away from the table and from the answer alike."""
    opened(seeds, {})
    full = len(rows(seeds))
    seeds.tab.locator("#filters .documents input").first.uncheck()
    assert 0 < len(rows(seeds)) < full
    assert answer(turtle, copied(seeds)) == rows(seeds)


LETTERS = [
    ("STRASSE", "Die Straße ist lang", True),
    ("strasse", "Die STRASSE ist lang", True),
    ("strase", "Die Straße ist lang", False),
    ("ss", "Straße", True),
    ("aether", "Der Æther", True),
    ("garcon", "Un garc\u0327on", True),
    ("garçon", "Un garcon", True),
    ("co-operate", "They co\u00f6perate", False),
    ("d'ete", "Le jour d’été", True),
    ("10 000", "Il y en a 10\u00a0000", True),
    ("...", "Wait… what", True),
    ("t.. wh", "Wait… what", False),
    ("λογος", "Ο ΛΟΓΟΣ", True),
    ("ökat", "Det har okat", True),
    ("a\\b$1", "In a\\b$1 it stands", True),
    ("🙂", "Well 🙂 yes", True),
]


@pytest.mark.parametrize(("typed", "said", "found"), LETTERS)
def test_letters_are_folded_in_the_query_as_in_the_table(browser, tmp_path, typed, said, found):
    """Case, accents, ligatures and marks of their own count as little in the query as they do in the table."""
    sample = Sample()
    for number, words in enumerate((said, "Nothing of the kind")):
        document = sample.document(f"{number} {words}", "und", f"Title {number}")
        sample.claim(document, [sample.quote(document, words)], "Direct", speakerLabel=sample.words(document, "they"))
    path = tmp_path / "letters.html"
    path.write_text(page(sample.quads, sample.texts), encoding="utf-8", newline="")
    visit = Visit(browser, path, "#view=claims")
    opened(visit, {"find": typed})
    store = Store()
    store.extend(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in sample.quads)
    assert len(rows(visit)) == found
    assert answer(store, copied(visit)) == rows(visit)
    assert visit.complaints == []
    visit.context.close()


@pytest.mark.parametrize("hidden", ["Person", "Company", "Country"])
def test_the_graph_s_query_leaves_out_hidden_classes(seeds, turtle, hidden):
    """The query of the graph names no relation of a class that the legend switched off."""
    seeds.go(f"#view=graph&hide={hidden}")
    seeds.tab.evaluate("navigator.clipboard.writeText = async (text) => { window.taken = text; }")
    seeds.tab.click(".menu summary")
    seeds.tab.get_by_role("button", name="Copy SPARQL for what is shown").click()
    ends = {row[end].value for row in turtle.query(seeds.tab.evaluate("window.taken")) for end in ("subject", "object")}
    assert ends
    of_class = {quad.subject.value for quad in turtle.quads_for_pattern(None, None, NamedNode(KG + hidden))}
    assert of_class
    assert not ends & of_class
