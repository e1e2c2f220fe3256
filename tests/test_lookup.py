"""What a dataset knows, as `kg claims` and `kg explain` show it."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from commands import run_kg
from pyoxigraph import Literal, RdfFormat
from readings import CLAIM, FACTS, STATEMENT, TEXT, at, document, reading

from kg.errors import UsageError
from kg.iris import DEFAULT_BASE_IRI
from kg.lookup import ClaimFilter, explain, find_claims, resolve, things
from kg.lookup.names import fold
from kg.model import Claim, Mode
from kg.rdf import document_quads
from kg.store import Dataset

CRITICS = Claim(
    evidence=(at("regering beperkt de H200"),),
    mode=Mode.INDIRECT,
    rule="group",
    speaker_label=at("De Chipwet"),
    negated=True,
)


@pytest.fixture(scope="module")
def dataset():
    """The hand-made reading and a claim of an unnamed speaker."""
    made = Dataset()
    made.replace(document().iri, document_quads(reading(), [*FACTS, CRITICS], DEFAULT_BASE_IRI), TEXT)
    return made


@pytest.fixture(scope="module")
def output(dataset, tmp_path_factory):
    """The same on disk, where commands look for it."""
    folder = tmp_path_factory.mktemp("output")
    (folder / "graph.nq").write_bytes(dataset.dump(RdfFormat.N_QUADS))
    return folder


@pytest.mark.parametrize(
    ("name", "folded"),
    [("España", "espana"), ("Qwen-team", "qwen team"), ("L’Oréal", "l'oreal"), ("  Lin\u00a0Junyang ", "lin junyang")],
)
def test_names_are_compared_without_case_accents_and_hyphens(name, folded):
    """Case, accents, hyphens and kinds of spaces make no other name."""
    assert fold(name) == folded


@pytest.mark.parametrize("name", ["Alibaba Group", "alibaba", "ÁLIBABA", f"{DEFAULT_BASE_IRI}company/alibaba-group"])
def test_a_name_resolves_by_label_alias_and_iri(dataset, name):
    """A thing is found by its canonical name, a form in a text, and its IRI."""
    [thing] = resolve(dataset, name)
    assert (thing.label, thing.kind, thing.wikidata) == ("Alibaba Group", "Company", "Q1359568")


def test_an_unknown_name_gets_names_that_look_alike(dataset):
    """What nothing is called is wrong usage, with advice."""
    with pytest.raises(UsageError, match=r"nothing in the graph is called 'Alibba' \(did you mean Alibaba"):
        resolve(dataset, "Alibba")


def test_only_entities_are_things(dataset):
    """Activities and extractors have labels too, but are nothing that texts name."""
    assert {thing.kind for thing in things(dataset).values()} == {"Chip", "Company", "MediaOutlet", "Person", "Policy"}


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (ClaimFilter(), 2),
        (ClaimFilter(about="alibaba"), 1),
        (ClaimFilter(about="Tencent"), 0),
        (ClaimFilter(by="lin junyang"), 1),
        (ClaimFilter(by="de chipwet"), 1),
        (ClaimFilter(by="Bloomberg"), 0),
        (ClaimFilter(reported_by="bloomberg"), 1),
        (ClaimFilter(by="Lin Junyang", about="Tencent"), 0),
        (ClaimFilter(language="NL"), 2),
        (ClaimFilter(language="n"), 0),
    ],
)
def test_claims_are_narrowed_down(dataset, wanted, number):
    """Claims are found by speaker (named or not), subject, outlet and language; several conditions hold together."""
    assert len(find_claims(dataset, wanted)) == number


def test_a_claim_has_all_that_the_graph_says(dataset):
    """Words, speaker, shades and places of a claim come back as they went in."""
    [claim] = find_claims(dataset, ClaimFilter(by="Lin Junyang"))
    assert claim.text == "schat de kans onder de 20 procent"
    assert [(place.start, place.end) for place in claim.places] == [(s.start, s.end) for s in CLAIM.evidence]
    assert (str(claim.place), claim.place.language) == ("qwen.txt:3", "nl")
    assert (claim.probability, claim.horizon) == ((None, Decimal("0.2")), ("P3Y", "P5Y"))
    assert (claim.likelihood, claim.due, claim.hedged, claim.negated) == ("Unlikely", "2028", True, False)
    assert [thing.label for thing in claim.reporters] == ["Bloomberg News"]
    assert claim.speaker_label == "Lin Junyang, technisch leider van Qwen"


def test_an_explanation_has_every_form_with_its_rule(dataset):
    """Each form of a thing, descriptions too, has its rule, confidence and place."""
    [thing] = resolve(dataset, "Alibaba Group")
    forms = {(form.text, form.rule, form.confidence, str(form.places[0])) for form in explain(dataset, thing).forms}
    assert forms == {("Alibaba", "known", 1, "qwen.txt:3"), ("de regering", "anaphora", 1, "qwen.txt:4")}


def test_an_explanation_has_every_relation_with_its_words(dataset):
    """Each relation, whichever end the thing is, has the words that state it, its rule and its confidence."""
    [thing] = resolve(dataset, "Alibaba Group")
    explanation = explain(dataset, thing)
    found = {stated.predicate: stated for stated in explanation.relations}
    assert set(found) == {"affiliatedWith", "competesWith"}
    stated = found["affiliatedWith"]
    [(place, words)] = stated.evidence
    assert (str(place), words) == ("qwen.txt:3", STATEMENT.evidence[0].of(TEXT))
    assert (stated.rules, stated.confidence) == (("role",), Decimal("0.9"))
    assert (explanation.said, explanation.spoken_of) == (0, 1)


def test_a_document_with_two_sources_is_named_by_the_first(dataset):
    """A text in two files is cited by the one whose name comes first."""
    twice = Dataset()
    quads = document_quads(reading(), FACTS, DEFAULT_BASE_IRI)
    [source] = [quad for quad in quads if quad.predicate.value.endswith("terms/source")]
    other = type(source)(source.subject, source.predicate, Literal("a.txt"), source.graph_name)
    twice.replace(document().iri, [*quads, other], TEXT)
    assert str(find_claims(twice)[0].place) == "a.txt:3"


def test_claims_command(output):
    """`kg claims` prints place, speaker, shades and words, and how many there are."""
    shown = run_kg("claims", "--about", "alibaba", "--output-dir", output).stdout.splitlines()
    assert shown[0].startswith("qwen.txt:3: Lin Junyang (“Lin Junyang, technisch leider van Qwen”); mixed")
    for words in ("reported by Bloomberg News", "probability at most 0.2", "horizon P3Y to P5Y", "hedged", "by 2028"):
        assert words in shown[0]
    assert shown[1:] == [
        "    “schat de kans onder de 20 procent”",
        "    Alibaba Group: behind Tencent (“20 procent”)",
        "1 claim",
    ]


def test_claims_command_stops_at_the_limit(output):
    """`--limit` prints so many and says how many there are."""
    shown = run_kg("claims", "--limit", "1", "--output-dir", output).stdout.splitlines()
    assert shown[-1] == "2 claims, of which 1 are shown"


def test_claims_as_json(output):
    """`--json` has every claim with names, numbers and spans for other programs."""
    [claim] = json.loads(run_kg("claims", "--by", "LIN JUNYANG", "--json", "--output-dir", output).stdout)
    assert claim["said_by"] == ["Lin Junyang"]
    assert claim["probability"] == {"min": None, "max": 0.2}
    assert (claim["source"], claim["line"]) == ("qwen.txt", 3)
    assert [TEXT[start:end] for start, end in claim["spans"]] == ["schat de kans", "onder de 20 procent"]
    [comparison] = claim["comparisons"]
    assert (comparison["compared"], comparison["direction"]) == (["Alibaba Group"], "Behind")
    assert (comparison["compared_to"], comparison["margin_bounds"]) == (["Tencent"], {"min": "0.2", "max": "P2Y"})


def test_explain_command(output):
    """`kg explain` prints forms with rule, confidence and place, and relations with their words."""
    shown = run_kg("explain", "ALIBABA", "--output-dir", output).stdout
    assert shown.startswith(f"Alibaba Group  Company  {DEFAULT_BASE_IRI}company/alibaba-group  wd:Q1359568\n")
    assert "  “de regering”  anaphora 1\n    qwen.txt:4\n" in shown
    assert "  Lin Junyang is affiliated with Alibaba Group\n    qwen.txt:3  role 0.9\n" in shown
    assert "      Alibaba concurreert met Tencent\n" in shown


def test_explanation_as_json(output):
    """`--json` has the same for other programs."""
    [thing] = json.loads(run_kg("explain", "h200", "--json", "--output-dir", output).stdout)
    [form] = thing["forms"]
    assert (thing["name"], form["text"], form["rule"]) == ("H200", "H200", "known")
    assert TEXT[form["places"][0]["start"] : form["places"][0]["end"]] == "H200"
    assert [relation["predicate"] for relation in thing["relations"]] == ["restricts"]


@pytest.mark.parametrize("arguments", [["explain", "Alibba"], ["claims", "--by", "x"], ["claims", "--limit", "0"]])
def test_what_cannot_be_looked_up(output, arguments):
    """A name of nothing, and a limit that is none, are one line and exit code 2."""
    run = run_kg(*arguments, "--output-dir", output)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
