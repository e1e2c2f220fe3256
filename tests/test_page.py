"""The page, in a real browser: what it shows is what the sources say, and nothing that they hold ever runs."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from html_sample import BASE, Sample, big, hostile, page, small
from visiting import Visit, open_browser

from kg.errors import UsageError
from kg.export.html import Choices

PAYLOADS = [
    "<script>hack()</script>",
    "</script><script>hack()</script>",
    "</SCRIPT ><script>hack()</script>",
    "<!--<script>hack()</script>",
    "--><script>hack()</script>",
    "]]><script>hack()</script>",
    "<img src=x onerror=hack()>",
    "<img src=x onerror='hack()'>",
    '"><img src=x onerror=hack()>',
    "'><img src=x onerror=hack()>",
    "<svg onload=hack()>",
    "<svg><script>hack()</script></svg>",
    "<svg><animate onbegin=hack() attributeName=x dur=1s>",
    "<svg/onload=hack()//",
    "<body onload=hack()>",
    "<iframe src=javascript:hack()></iframe>",
    "<iframe srcdoc='<script>parent.hack()</script>'></iframe>",
    "<object data=javascript:hack()></object>",
    "<embed src=javascript:hack()>",
    "<a href=javascript:hack()>click</a>",
    "javascript:hack()",
    "JaVaScRiPt:hack()",
    "java\tscript:hack()",
    "data:text/html,<script>hack()</script>",
    "vbscript:hack()",
    "<math><mtext></mtext><mglyph><svg><mtext><style><img src=x onerror=hack()></style>",
    "<details open ontoggle=hack()>",
    "<video><source onerror=hack()></video>",
    "<audio src=x onerror=hack()></audio>",
    "<input autofocus onfocus=hack()>",
    "<select autofocus onfocus=hack()>",
    "<textarea autofocus onfocus=hack()>",
    "<marquee onstart=hack()>",
    "<form action=javascript:hack()><button>x</button></form>",
    "<button formaction=javascript:hack()>x</button>",
    "<link rel=stylesheet href=javascript:hack()>",
    "<link rel=prefetch href=https://attack.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:hack()'>",
    "<base href=https://attack.example/>",
    "<style>@import 'https://attack.example/x.css';</style>",
    "<style>*{background:url(https://attack.example/)}</style>",
    "<div style=background:url(javascript:hack())>",
    "<div style='width:expression(hack())'>",
    "<template><script>hack()</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=hack()>'>",
    "<title></title><script>hack()</script>",
    "</title><script>hack()</script>",
    "</style><script>hack()</script>",
    "</textarea><script>hack()</script>",
    "&lt;script&gt;hack()&lt;/script&gt;",
    "&#60;script&#62;hack()&#60;/script&#62;",
    "\\u003cscript\\u003ehack()\\u003c/script\\u003e",
    "\\x3cscript\\x3ehack()\\x3c/script\\x3e",
    "';hack();//",
    '";hack();//',
    "\\';hack();//",
    '\\";hack();//',
    "`;hack();//",
    "${hack()}",
    "{{hack()}}",
    "{% hack() %}",
    "{{constructor.constructor('hack()')()}}",
    "<%= hack() %>",
    "#{hack()}",
    "__proto__",
    "constructor",
    "toString",
    "\u2028hack()\u2029",
    "a\u2028</script><script>hack()</script>",
    "\u202egnp.exe<script>hack()</script>",
    "\ufeff<script>hack()</script>",
    "＜script＞hack()＜/script＞",
    "<scr\u00adipt>hack()</script>",
    "<ſcript>hack()</ſcript>",
    "<img src=https://attack.example/pixel.png>",
    "#entity=<script>hack()</script>",
    "x onmouseover=hack() y",
    "𝕏<script>hack()</script>𝕏",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """A headless Chromium; the tests skip without one, unless it is required."""
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def sample() -> Sample:
    """The small dataset."""
    return small()


@pytest.fixture(scope="module")
def file(sample, tmp_path_factory) -> Path:
    """The page of the small dataset."""
    path = tmp_path_factory.mktemp("page") / "graph.html"
    path.write_text(page(sample.quads, sample.texts), encoding="utf-8", newline="")
    return path


@pytest.fixture
def visit(browser, file) -> Iterator[Visit]:
    """The small page, opened; afterwards it has asked for nothing and complained of nothing."""
    visit = Visit(browser, file)
    yield visit
    assert visit.foreign() == []
    assert visit.complaints == []
    visit.context.close()


def claims_of(sample: Sample) -> dict[str, list[str]]:
    """Each claim's evidence in the order of the text."""
    found: dict[str, list[tuple[int, str]]] = {}
    for quad in sample.quads:
        if quad.predicate.value.endswith("#evidence") and "/claim/" in quad.subject.value:
            start = int(re.search(r"char=(\d+)", quad.object.value)[1])
            found.setdefault(quad.subject.value, []).append((start, sample.evidence[quad.object.value]))
    return {iri: [words for _, words in sorted(set(pieces))] for iri, pieces in found.items()}


def statements_of(sample: Sample) -> dict[str, str]:
    """The evidence of each statement that has but one piece of it."""
    return {
        quad.subject.value: sample.evidence[quad.object.value]
        for quad in sample.quads
        if quad.predicate.value.endswith("#evidence") and "/statement/" in quad.subject.value
    }


def address(kind: str, iri: str, **more: str) -> str:
    """The permalink of something."""
    return "#" + "&".join(f"{key}={quote(value)}" for key, value in {kind: iri.removeprefix(BASE), **more}.items())


# ---- what is in the file


@pytest.mark.parametrize(
    "pattern", [r"<(?:link|script|img|iframe|source)[^>]+(?:src|href)=[\"']?(?:https?:)?//", r"@import", r"url\("]
)
def test_no_address_in_the_file_leads_to_a_host(file, pattern):
    """The page's own markup, style and script load nothing."""
    html = re.sub(r'<script type="application/json".*?</script>', "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(pattern, html)


def test_every_script_and_style_is_allowed_by_its_hash(file):
    """The Content-Security-Policy names the file's scripts by hash and lets nothing else run."""
    html = file.read_text(encoding="utf-8")
    policy = unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)[1])
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    parts = re.findall(r"^<(script|style)>(.*?)</\1>", html, re.DOTALL | re.MULTILINE)
    assert [name for name, _ in parts] == ["style", "script", "script"]
    for name, text in parts:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy.partition(f"{name}-src")[2].partition(";")[0]


def test_node_ids_are_opaque(file):
    """Neither pyvis nor vis-network sees numbers, never an IRI or a name, as ids."""
    drawing = json.loads(re.search(r'id="drawing">(.*?)</script>', file.read_text(encoding="utf-8"), re.DOTALL)[1])
    assert all(re.fullmatch(r"n\d+", node["id"]) for node in drawing["nodes"])
    assert all(re.fullmatch(r"[rt]\d+", edge["id"]) for edge in drawing["edges"])


def test_the_page_is_the_same_in_every_process():
    """Hash seeds and the order of the quads do not change a byte."""
    program = (
        "import hashlib, html_sample, random, sys; from html_sample import page; "
        "s, b = html_sample.small(), html_sample.big(400); q = s.quads + b.quads; "
        "random.Random(int(sys.argv[1])).shuffle(q); "
        "print(hashlib.sha256(page(q, {**b.texts, **s.texts}).encode()).hexdigest())"
    )
    here = Path(__file__).parent
    seen = {
        subprocess.run(
            [sys.executable, "-c", program, seed],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{here}{os.pathsep}{here.parent}"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(seen) == 1


def test_an_empty_graph_is_a_page_too(browser, tmp_path):
    """A dataset without a document opens, in each view, without a complaint."""
    path = tmp_path / "empty.html"
    path.write_text(page([], {}), encoding="utf-8")
    visit = Visit(browser, path)
    for view in ("graph", "claims", "sources"):
        visit.go(f"#view={view}")
    assert visit.complaints == []
    visit.context.close()


@pytest.mark.parametrize("choices", [Choices(max_nodes=0), Choices(focus="Nobody at all")])
def test_choices_that_make_no_sense_are_refused(sample, choices):
    """No node to draw, or a focus that is not there, is a usage error."""
    with pytest.raises(UsageError):
        page(sample.quads, sample.texts, choices)


def test_the_focus_is_drawn_first():
    """With a focus and a limit, the drawn nodes are those around the focus."""
    sample = big(300)
    html = page(sample.quads, sample.texts, Choices(max_nodes=10, focus="firm 77"))
    labels = [
        node["label"] for node in json.loads(re.search(r'id="drawing">(.*?)</script>', html, re.DOTALL)[1])["nodes"]
    ]
    assert labels[0] == "Firm 77"
    assert len(labels) == 10


# ---- the graph


@pytest.mark.parametrize("label", ["Wolkenbank", "Els de Wit", "Åke Öberg", "K7", "Ruritanian approval of K7 exports"])
def test_a_click_on_a_node_shows_its_evidence(visit, sample, label):
    """The marked words in an entity's details are the words of evidence, exactly."""
    visit.tab.mouse.click(*visit.spots()[visit.place(label)])
    assert visit.title() == label
    marked = visit.marked("#panel mark.evidence")
    assert marked
    assert set(marked) <= set(sample.evidence.values())


def test_a_click_on_an_edge_shows_its_evidence(visit, sample):
    """The middle of a line between two nodes opens the relation with the words that state it."""
    spots = visit.spots()
    (x1, y1), (x2, y2) = (
        spots[visit.place("Government of Ruritania")],
        spots[visit.place("Ruritanian approval of K7 exports")],
    )
    visit.tab.mouse.click((x1 + x2) / 2, (y1 + y2) / 2)
    assert visit.title() == "issues"
    expected = "De regering van Ruritanië keurde de uitvoer van de K7 naar Borduria goed."
    assert visit.marked("#panel mark.evidence") == [expected]


def test_every_statement_shows_its_words(visit, sample):
    """For each statement, the marked words are its evidence."""
    for iri, words in statements_of(sample).items():
        visit.go(address("statement", iri))
        assert words in visit.marked("#panel mark.evidence")


@pytest.mark.parametrize("typed", ["ake oberg", "ÖBERG", "de wit", "wolken"])
def test_search_finds_names_and_aliases_whatever_case_and_accents(visit, typed):
    """Typing a name folded, or an alias, and Enter opens the entity."""
    visit.tab.keyboard.press("/")
    visit.tab.keyboard.type(typed)
    visit.tab.keyboard.press("Enter")
    assert visit.title() in {"Åke Öberg", "Els de Wit", "Wolkenbank"}


def test_from_search_to_the_source_by_keyboard_alone(visit, sample):
    """Search, open, follow the evidence: the words marked in the source are those of the evidence."""
    visit.tab.keyboard.press("/")
    visit.tab.keyboard.type("Els")
    visit.tab.keyboard.press("ArrowDown")
    visit.tab.keyboard.press("Enter")
    visit.tab.wait_for_selector("#panel h2:focus")
    words = visit.marked("#panel .passage:first-of-type mark.evidence")[0]
    for _ in range(40):
        visit.tab.keyboard.press("Tab")
        if visit.tab.evaluate("document.activeElement.matches('.passage .jump')"):
            break
    visit.tab.keyboard.press("Enter")
    visit.tab.wait_for_selector(".m-target")
    assert "".join(visit.marked(".m-target")) == words


def test_arrow_keys_walk_the_graph(visit):
    """With the graph focused, arrows choose entities and Escape lets go."""
    visit.tab.focus("#canvas")
    visit.tab.keyboard.press("ArrowRight")
    first = visit.title()
    visit.tab.keyboard.press("ArrowLeft")
    visit.tab.keyboard.press("ArrowDown")
    assert visit.title()
    assert first
    visit.tab.keyboard.press("Escape")
    assert visit.tab.locator("#panel").is_hidden()


def test_filters_take_away_and_give_back(visit):
    """A class, a relation and a document that are switched off leave the graph, and come back."""
    everything = visit.tab.text_content("#count")
    visit.tab.get_by_role("button", name=re.compile("^Company")).click()
    fewer = visit.tab.text_content("#count")
    assert int(fewer.split()[0]) == int(everything.split()[0]) - 2
    visit.tab.get_by_role("button", name="Show everything again").click()
    assert visit.tab.text_content("#count") == everything
    visit.tab.locator("#filters .documents input").first.uncheck()
    assert visit.tab.text_content("#count") != everything


def test_the_address_keeps_the_filters(visit, browser, file):
    """Whoever opens a copied address finds the filters that were set, and links in the page keep them."""
    visit.tab.get_by_role("button", name=re.compile("^Company")).click()
    visit.tab.locator("#filters .documents input").first.uncheck()
    fewer = visit.tab.text_content("#count")
    visit.tab.click("#tab-claims")
    visit.tab.click("#sort-chance")
    visit.tab.select_option(".claim-tools select >> nth=1", "chance")
    shown = visit.marked("#claim-rows .words")
    other = Visit(browser, file, "#" + visit.tab.url.partition("#")[2])
    assert other.marked("#claim-rows .words") == shown
    other.tab.click("#tab-graph")
    assert other.tab.text_content("#count") == fewer
    assert other.complaints == []
    other.context.close()


def test_the_back_button_gives_filters_back(visit):
    """A step back in the browser's history shows what was filtered then."""
    everything = visit.tab.text_content("#count")
    visit.go("#entity=company/wolkenbank")
    visit.tab.get_by_role("button", name=re.compile("^Company")).click()
    assert visit.tab.text_content("#count") != everything
    visit.tab.go_back()
    visit.tab.wait_for_timeout(60)
    assert visit.tab.text_content("#count") == everything


@pytest.mark.parametrize(
    "where", ["#hide=Nothing&by=nobody&from=yesterday&sort=-x&mode=loud&mark=z", "#unread=~&unspoken="]
)
def test_filters_that_make_no_sense_are_none(browser, file, where):
    """What an address filters by that this graph has not is left out."""
    visit = Visit(browser, file, where)
    assert not visit.tab.get_by_role("button", name="Show everything again").count()
    assert visit.complaints == []
    visit.context.close()


def test_a_path_between_two_entities(visit):
    """The path's steps are drawn and told, each with its words."""
    visit.go("#entity=person/els-de-wit&to=country/borduria")
    assert visit.title() == "Els de Wit to Borduria"
    assert visit.tab.locator("#panel .card").count() == 3
    assert visit.tab.locator("#panel mark.evidence").count() >= 3


# ---- claims and sources


def test_the_table_shows_every_claim_in_its_own_language(visit, sample):
    """Each claim is a row with its exact words, tagged with their language."""
    visit.go("#view=claims")
    rows = visit.tab.locator("#claim-rows .words")
    assert sorted(rows.all_text_contents()) == sorted(" … ".join(pieces) for pieces in claims_of(sample).values())
    assert {rows.nth(i).get_attribute("lang") for i in range(rows.count())} == {"nl", "sv"}


def test_the_table_sorts_and_filters(visit):
    """A column's head sorts, unknown values last; the filter keeps what contains the words."""
    visit.go("#view=claims")
    visit.tab.click("#sort-chance")
    assert "at most 20%" in visit.marked("#claim-rows tr")[0]
    visit.tab.fill(".claim-tools input", "RISKANT")
    assert visit.tab.locator("#claim-rows tr").count() == 1


def test_a_claim_tells_its_chain(visit, sample):
    """The details of a claim have speaker, reporter and source, and its words marked piece by piece."""
    for iri, pieces in claims_of(sample).items():
        visit.go(address("claim", iri))
        passages = visit.tab.locator("#panel .part").filter(has_text="In the source’s words")
        assert passages.locator("mark.evidence").all_text_contents() == pieces
    visit.tab.goto(
        visit.url + address("claim", next(iri for iri, p in claims_of(sample).items() if "inte vinna" in p[0]))
    )
    assert "Dagens Ström" in visit.tab.locator("#panel .chain").text_content()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("de kans dat", "Wolkenbank: ahead of Noordstroom (“drie tot vijf jaar”)"),
        ("inte vinna", "Noordstroom: not ahead of"),
    ],
)
def test_a_claim_tells_who_is_ahead(visit, sample, words, line):
    """A comparison stands under its claim in the table, and with its own words in the claim's details."""
    iri = next(iri for iri, pieces in claims_of(sample).items() if words in pieces[0])
    visit.go("#view=claims")
    row = visit.tab.locator("#claim-rows tr").filter(has_text=words)
    assert row.locator(".compared").all_text_contents() == [line]
    visit.go(address("claim", iri))
    part = visit.tab.locator("#panel .part").filter(has_text="Who is ahead")
    assert part.locator(".thing").all_text_contents() == re.findall("Wolkenbank|Noordstroom", line)
    assert set(part.locator("mark.evidence").all_text_contents()) <= {"Noordstroom voorbijstreeft", "inte vinna"}
    assert part.locator(".card").count() == 1


def test_every_evidence_link_marks_its_words_in_the_source(visit, sample):
    """For every evidence node, behind an astral character too, the marked words equal its text."""
    for iri, words in sample.evidence.items():
        document, _, span = iri.partition("#char=")
        visit.go(address("source", document, char=span))
        assert "".join(visit.marked("#view-sources .m-target")) == words


def test_the_source_is_the_whole_text(visit, sample):
    """The article's text is the document's, character by character."""
    for document, text in sample.texts.items():
        visit.go(address("source", document))
        assert visit.tab.locator("#view-sources .text").text_content() == text


def test_a_page_without_texts_still_shows_the_evidence(browser, sample, tmp_path):
    """When the texts are left out, the quoted words remain."""
    path = tmp_path / "quotes.html"
    path.write_text(page(sample.quads, {}), encoding="utf-8")
    visit = Visit(browser, path, "#entity=person/els-de-wit")
    assert set(visit.marked("#panel mark.evidence")) <= set(sample.evidence.values())
    visit.go("#view=sources")
    assert "left out" in visit.tab.text_content("#view-sources")
    assert visit.complaints == []
    visit.context.close()


# ---- manners


@pytest.mark.parametrize(
    ("where", "title"),
    [
        ("#entity=company/wolkenbank", "Wolkenbank"),
        ("#view=claims&entity=company/wolkenbank", "Wolkenbank"),
        ("#talk=person/els-de-wit~chip/k7", "Els de Wit on K7"),
        ("#entity=company/nobody", "This graph has nothing of that name"),
        ("#entity=%3Cscript%3Ehack()%3C/script%3E", "This graph has nothing of that name"),
    ],
)
def test_permalinks_open_what_they_name(browser, file, where, title):
    """An address opens the page on its subject; an unknown one says so."""
    visit = Visit(browser, file, where)
    assert visit.title() == title
    assert visit.complaints == []
    visit.context.close()


def test_the_back_button_goes_back(visit):
    """Each choice is a step of the browser's history."""
    visit.go("#entity=company/wolkenbank")
    visit.go("#entity=chip/k7")
    visit.tab.go_back()
    visit.tab.wait_for_timeout(60)
    assert visit.title() == "Wolkenbank"


@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("where", ["", "#view=claims", "#view=sources", "#entity=company/wolkenbank"])
def test_nothing_is_wider_than_the_screen(browser, file, width, where):
    """At every width the page does not scroll sideways."""
    visit = Visit(browser, file, where, viewport={"width": width, "height": 800})
    assert visit.tab.evaluate("document.documentElement.scrollWidth") <= width
    assert visit.complaints == []
    visit.context.close()


def test_the_graph_can_be_taken_along(visit):
    """PNG and SVG are saved; the SVG is well-formed and holds the labels as text."""
    for ending, start in (("PNG", b"\x89PNG"), ("SVG", b"<svg")):
        visit.tab.click(".menu summary")
        with visit.tab.expect_download() as download:
            visit.tab.get_by_role("button", name=f"Save the graph as {ending}").click()
        assert Path(download.value.path()).read_bytes().startswith(start)


# ---- hostile sources


@pytest.fixture(scope="module")
def attack(browser, tmp_path_factory) -> Iterator[Visit]:
    """The page of the hostile dataset, opened once."""
    sample = hostile(PAYLOADS)
    path = tmp_path_factory.mktemp("attack") / "graph.html"
    path.write_text(page(sample.quads, sample.texts), encoding="utf-8", newline="")
    visit = Visit(browser, path)
    yield visit
    visit.context.close()


def test_there_are_enough_payloads():
    """The hostile corpus is not thinned out."""
    assert len(set(PAYLOADS)) >= 60


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_what_the_sources_hold_is_shown_and_never_runs(attack, number):
    """A payload as name, alias, title, file, speaker, role, rule and claim is text everywhere."""
    payload = PAYLOADS[number]
    attack.go(f"#entity=person/p{number}")
    assert attack.title() == payload
    assert payload in attack.marked("#panel mark.evidence")
    document = next(
        iter(re.findall(r"source=([^&]+)", attack.tab.locator("#panel .part:last-of-type .jump").get_attribute("href")))
    )
    attack.go(f"#source={document}")
    assert (
        attack.tab.locator("#view-sources .text").text_content() == f"Number {number} says: {payload} and that is all."
    )
    assert attack.tab.evaluate("window.hacked") == 0
    assert attack.tab.locator("script").count() == 4
    assert attack.foreign() == []
    assert attack.complaints == []


def test_hostile_claims_and_searches_are_text(attack):
    """The table of claims and the results of a search show payloads as they are written."""
    attack.go("#view=claims")
    assert set(PAYLOADS) <= set(attack.marked("#claim-rows .words"))
    attack.tab.fill("#q", "<script")
    assert attack.tab.locator("#hits .hit").count() > 5
    assert attack.tab.evaluate("window.hacked") == 0
    assert attack.complaints == []


# ---- large graphs


def test_a_large_graph_opens_on_an_overview(browser, tmp_path):
    """Of 3,000 entities at most 300 are drawn at first; search brings any other."""
    sample = big(3000)
    path = tmp_path / "big.html"
    path.write_text(page(sample.quads, sample.texts), encoding="utf-8")
    visit = Visit(browser, path)
    assert visit.tab.text_content("#count").startswith("300 of 3,000 entities")
    hidden = {f"Firm {n}" for n in range(3000)} - {
        n["label"] for n in json.loads(visit.tab.text_content("#drawing"))["nodes"]
    }
    label = min(hidden)
    visit.tab.fill("#q", label)
    visit.tab.keyboard.press("Enter")
    assert visit.title() == label
    assert int(visit.tab.text_content("#count").split()[0]) > 300
    assert visit.complaints == []
    visit.context.close()
