"""Precision and recall against gold: reading it, what counts as right, and the command."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable

import pytest
from commands import run_kg

from kg.errors import DataError
from kg.evaluation import Figure, Gold, Score, read_gold
from kg.evaluation.claims import score_claims
from kg.evaluation.entities import found_entities, score_entities
from kg.evaluation.figures import Aspect
from kg.evaluation.names import country_key, normalised
from kg.evaluation.relations import score_relations
from kg.lookup import ClaimRecord, Place, Thing
from kg.vocabulary import vocabulary

TEXT = "Nvidia wint. Jensen Huang van Nvidia zegt dat China misschien wint. Hij ziet 20 procent kans op EUV."


def _claim(words: str, **fields: object) -> dict[str, object]:
    start = TEXT.index(words)
    return {"speaker": "Jensen Huang", "speaker_surface": "Jensen Huang", "reporter": None, "kind": "indirect",
            "start": start, "end": start + len(words), "about": ["China"], "probability": None, "horizon": None,
            "hedged": False, "negated": False, **fields}  # fmt: skip


def _entity(name: str, kind: str, **fields: object) -> dict[str, object]:
    return {"name": name, "type": kind, "types_ok": [kind], "surfaces": [name], "must": True, **fields}


GOLD = {
    "id": "x",
    "lang": "nl",
    "text": TEXT,
    "entities": [
        _entity("Nvidia", "Company"),
        _entity("Jensen Huang", "Person"),
        _entity("China", "Country", types_ok=["Country", "GovernmentBody"]),
        _entity("EUV", "Technology"),
    ],
    "relations": [{"s": "Jensen Huang", "p": "affiliatedWith", "o": "Nvidia", "role": None, "evidence": "van Nvidia"}],
    "claims": [
        _claim("China misschien wint", hedged=True),
        _claim("20 procent kans op EUV", speaker_surface="Hij", about=["EUV"], probability={"min": 0.2, "max": 0.2}),
    ],
}

HUANG = Thing("Jensen Huang", "Person", "p/huang", ("Huang", "Jensen Huang"))
NVIDIA = Thing("Nvidia", "Company", "c/nvidia", ("Nvidia",))
CHINA = Thing("Government of China", "GovernmentBody", "g/china", ("China", "Government of China"))
INTEL = Thing("Intel", "Company", "c/intel", ("Intel",))
THINGS = (HUANG, NVIDIA, CHINA, INTEL)


@pytest.fixture
def gold(tmp_path) -> Callable[..., Gold]:
    """Reads the gold with some of its fields changed."""

    def read(**fields: object) -> Gold:
        file = tmp_path / "gold.json"
        file.write_text(json.dumps({**GOLD, **fields}), "utf-8")
        return read_gold(file)

    return read


def _found(*things: Thing) -> dict:
    return found_entities({thing.iri: thing for thing in things}, vocabulary().kinds)


def _said(words: str, *speakers: Thing, **fields) -> ClaimRecord:
    start = TEXT.index(words)
    place = Place("x.txt", 1, start, start + len(words), "d", "nl")
    return ClaimRecord(words, words, (place,), fields.pop("mode", "Indirect"), "rule", speakers, **fields)


def _scored(gold: Gold, *claims: ClaimRecord) -> Score:
    score = Score()
    score_claims(gold, _found(*THINGS), claims, score)
    return score


BROKEN = {
    "claims[1].start": lambda gold: gold["claims"][1].update(start=500),
    "claims[0].speaker": lambda gold: gold["claims"][0].update(speaker="Nobody"),
    "claims[0].about": lambda gold: gold["claims"][0].update(about=["Mars"]),
    "claims[0].kind": lambda gold: gold["claims"][0].update(kind="loud"),
    "claims[0].hedged": lambda gold: gold["claims"][0].update(hedged="yes"),
    "claims[1].probability.max": lambda gold: gold["claims"][1]["probability"].update(max=20),
    "claims[1].probability": lambda gold: gold["claims"][1].update(probability={}),
    "claims[0]": lambda gold: gold["claims"].insert(0, "said"),
    "claims": lambda gold: gold.update(claims=None),
    "entities[0].type": lambda gold: gold["entities"][0].update(type="Firm"),
    "entities[0].types_ok": lambda gold: gold["entities"][0].update(types_ok="Company"),
    "entities[2].surfaces": lambda gold: gold["entities"][2].update(surfaces=["Kina"]),
    "entities": lambda gold: gold["entities"].append(gold["entities"][0]),
    "relations[0].p": lambda gold: gold["relations"][0].update(p="owns"),
    "relations[0].o": lambda gold: gold["relations"][0].update(o="Intel"),
    "relations[0].evidence": lambda gold: gold["relations"][0].update(evidence="of Nvidia"),
    "text": lambda gold: gold.pop("text"),
    "annotated": lambda gold: gold.update(annotated=["names"]),
}


@pytest.mark.parametrize("field", BROKEN)
def test_gold_that_does_not_fit_is_refused(tmp_path, field):
    """A gold file with a wrong value is one line that names the file and the field."""
    data = copy.deepcopy(GOLD)
    BROKEN[field](data)
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(data), "utf-8")
    with pytest.raises(DataError) as caught:
        read_gold(file)
    assert caught.value.where == str(file)
    assert caught.value.what.startswith((f"{field}: ", f"{field} "))


@pytest.mark.parametrize(("text", "why"), [("{", "not valid JSON"), ("[]", "no object"), (None, "cannot be read")])
def test_a_file_that_is_no_gold(tmp_path, text, why):
    """What is no JSON object, or no file, is refused with the reason."""
    file = tmp_path / "none.json"
    if text is not None:
        file.write_text(text, "utf-8")
    with pytest.raises(DataError, match=why):
        read_gold(file)


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("the Qwen‑Team", "qwen team"),
        ("Kina:s", "kina"),
        ("Nvidia’s", "nvidia"),
        ("“EUV”", "euv"),
        ("Der Bund", "bund"),
    ],
)
def test_spellings_of_one_name(name, same):
    """Case, articles, genitives, hyphens and quotation marks make no other name."""
    assert normalised(name) == same


def test_a_government_stands_for_its_country():
    """In relations a country and its government are one."""
    assert country_key("Government of the United States") == country_key("United States") == "united states"


def test_entities_that_are_right_missed_and_spurious(gold):
    """An entity counts by name and class; technologies may be missing; what the gold has not is spurious."""
    score = Score()
    score_entities(gold(), _found(NVIDIA, CHINA, INTEL), score)
    assert score.figure(Aspect.ENTITIES) == Figure(right=2, spurious=1, missed=1)
    assert score.figure(Aspect.ENTITIES, "Company") == Figure(right=1, spurious=1)
    assert score.figure(Aspect.OPTIONAL) == Figure(missed=1)
    assert [(each.sign, each.words) for each in score.differences] == [
        ("-", "Person Jensen Huang"),
        ("+", "Company Intel"),
    ]


def test_an_entity_of_another_class_is_both_missed_and_spurious(gold):
    """A name under a class that no careful reader accepts does not count."""
    score = Score()
    score_entities(gold(), _found(Thing("Nvidia", "Person", "p/nvidia", ("Nvidia",)), HUANG, CHINA), score)
    assert score.figure(Aspect.ENTITIES) == Figure(right=2, spurious=1, missed=1)


def test_recall_only_forgives_what_the_gold_has_not(gold):
    """Where not all was annotated nothing is spurious."""
    score = Score()
    score_entities(gold(recall_only=True), _found(*THINGS), score)
    assert score.figure(Aspect.ENTITIES) == Figure(right=3)


@pytest.mark.parametrize(
    ("triples", "expected"),
    [
        ([("p/huang", "affiliatedWith", "c/nvidia")], Figure(right=1)),
        ([("p/huang", "affiliatedWith", "c/intel")], Figure(spurious=1, missed=1)),
        ([("c/nvidia", "affiliatedWith", "p/huang")], Figure(spurious=1, missed=1)),
        ([], Figure(missed=1)),
    ],
)
def test_relations(gold, triples, expected):
    """A relation counts when both ends and the direction are right."""
    score = Score()
    score_relations(gold(), _found(*THINGS), triples, score)
    assert score.figure(Aspect.RELATIONS) == expected


def test_a_founder_is_affiliated(gold):
    """An affiliation where the gold has a founder is no mistake, but does not count either."""
    founder = {"s": "Jensen Huang", "p": "founded", "o": "Nvidia", "evidence": None}
    score = Score()
    score_relations(gold(relations=[founder]), _found(*THINGS), [("p/huang", "affiliatedWith", "c/nvidia")], score)
    assert score.figure(Aspect.RELATIONS) == Figure(missed=1)


@pytest.mark.parametrize(("words", "span"), [("China misschien wint", Figure(1, 0, 1)), ("dat China", Figure(0, 1, 2))])
def test_a_claim_counts_by_half_of_its_characters(gold, words, span):
    """A claim is found when intersection over union of the characters is at least one half."""
    assert _scored(gold(), _said(words, HUANG)).figure(Aspect.CLAIMS) == span


def test_a_wrong_speaker_is_missed_and_spurious(gold):
    """A found claim of another speaker counts against precision and recall of attribution alone."""
    score = _scored(gold(), _said("China misschien wint", INTEL), _said("20 procent kans op EUV", HUANG))
    assert score.figure(Aspect.CLAIMS) == Figure(right=2)
    assert score.figure(Aspect.ATTRIBUTED) == Figure(right=1, spurious=1, missed=1)
    assert [each.sign for each in score.differences if each.aspect is Aspect.ATTRIBUTED] == ["~"]


def test_speakers_by_pronoun_are_counted_on_their_own(gold):
    """Claims whose speaker the text names by pronoun are counted, found or not."""
    assert _scored(gold(), _said("20 procent kans op EUV", HUANG)).figure(Aspect.SPEAKERS_UNNAMED) == Figure(right=1)
    assert _scored(gold()).figure(Aspect.SPEAKERS_UNNAMED) == Figure(missed=1)


def test_shades_of_claims(gold):
    """Probability, hedge and subjects count among the claims that were found."""
    hedged = _said("China misschien wint", HUANG, hedged=True, about=(CHINA, INTEL))
    vague = _said("20 procent kans op EUV", HUANG, negated=True, mode="Direct")
    score = _scored(gold(), hedged, vague)
    assert score.figure(Aspect.HEDGED) == Figure(right=1)
    assert score.figure(Aspect.NEGATED) == Figure(spurious=1)
    assert score.figure(Aspect.PROBABILITIES) == Figure(missed=1)
    assert score.figure(Aspect.ABOUT) == Figure(right=1, spurious=1, missed=1)
    assert score.figure(Aspect.QUOTATIONS) == Figure(right=1)


@pytest.mark.parametrize(("label", "right"), [("de heer Huang", 1), ("de man", 0)])
def test_a_speaker_by_words(gold, label, right):
    """With `speaker_by_words` a long word in common makes the speaker right."""
    claims = [_claim("China misschien wint", speaker=None, speaker_surface=label)]
    score = _scored(gold(claims=claims, speaker_by_words=True), _said("China misschien wint", HUANG))
    assert score.figure(Aspect.ATTRIBUTED).right == right


@pytest.mark.parametrize(
    ("figure", "shares"), [(Figure(3, 1, 2), (0.75, 0.6, 2 / 3)), (Figure(), (0, 0, 0)), (Figure(missed=1), (0, 0, 0))]
)
def test_shares(figure, shares):
    """Precision, recall and their harmonic mean; nothing found is zero."""
    assert (figure.precision, figure.recall, figure.f1) == pytest.approx(shares)


@pytest.fixture(scope="module")
def gold_folder(tmp_path_factory):
    """A folder of one gold file."""
    folder = tmp_path_factory.mktemp("gold")
    (folder / "x.json").write_text(json.dumps(GOLD), "utf-8")
    return folder


def test_evaluate_command_as_json(gold_folder):
    """`kg evaluate --json` has figures for each language and kind, and with `--show` the differences."""
    report = json.loads(run_kg("evaluate", gold_folder, "--json", "--show").stdout)
    assert report["documents"] == 1
    assert set(report["languages"]) == {"nl", "all"}
    entities = report["languages"]["nl"]["entities"]
    assert entities["right"] + entities["missed"] >= 3
    assert set(report["kinds"]) >= {"entities", "relations"}
    assert all({"document", "aspect", "sign", "words"} == set(each) for each in report["differences"])


def test_evaluate_command_for_people(gold_folder):
    """`kg evaluate` prints a row for each language, and with `--kinds` one for each class and relation."""
    shown = run_kg("evaluate", gold_folder, "--kinds").stdout
    for words in ("entities", "attributed claims", "nl ", "all ", "entities: Company", "right"):
        assert words in shown


@pytest.mark.parametrize("arguments", [["gone.json"], ["broken.json"], ["."]])
def test_evaluate_without_gold(tmp_path, arguments):
    """A file that is not there or does not fit, and a folder without gold, are one line and exit code 1."""
    if arguments == ["broken.json"]:
        (tmp_path / "broken.json").write_text("{}", "utf-8")
    run = run_kg("evaluate", *arguments, cwd=tmp_path)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)
    assert run.stderr.startswith(f"kg: {arguments[0]}: ")
