"""The tables in the README that are made of measurements and of the language files.

python tests/figures.py           writes them into the README anew
python tests/figures.py floors    prints the floors for tests/test_gold.py: what is measured, less 0.02
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

from commands import ROOT

from kg.evaluation import Evaluation, Figure, evaluate
from kg.evaluation.figures import Aspect
from kg.evaluation.report import MAIN_ASPECTS, RECALL_ASPECTS
from kg.languages import available, language
from kg.languages.measures import ACTS
from kg.vocabulary import vocabulary

README = ROOT / "README.md"
GOLD = ROOT / "tests" / "gold"
_FORMS = ("active", "participle")
_TABLE = re.compile(r"(<!-- table: (?P<name>[a-z]+)[^\n]*-->\n).*?(<!-- end of table -->)", re.DOTALL)


@cache
def measured(part: str) -> Evaluation:
    """The evaluation of a part of the gold: "dev", "seeds", or a language of "dev"."""
    files = [GOLD / part] if (GOLD / part).is_dir() else sorted((GOLD / "dev").glob(f"{part}-*.json"))
    return evaluate(files)


def accuracy() -> str:
    """Precision, recall and F1 by language, then of the further aspects and the kinds."""
    parts = {code: measured("dev").languages[code] for code in measured("dev").languages}
    named = {language(code).name: score for code, score in parts.items()}
    scores = {**named, "**all six**": measured("dev").total, "the two articles of `seeds/`": measured("seeds").total}
    rows = [[name, *(_shares(score.figure(aspect)) for aspect in MAIN_ASPECTS)] for name, score in scores.items()]
    main = _table(["P / R / **F1**", *(aspect.value for aspect in MAIN_ASPECTS)], rows)
    total = measured("dev").total
    further = [
        [aspect.value, _one_sided(figure) if aspect in RECALL_ASPECTS else _shares(figure)]
        for aspect in Aspect
        if aspect not in MAIN_ASPECTS and (figure := total.figure(aspect)).counted
    ]
    kinds = [
        [f"{aspect.value}: {_label(kind)}", _shares(total.figure(aspect, kind))]
        for aspect in (Aspect.ENTITIES, Aspect.RELATIONS)
        for kind in total.kinds(aspect)
    ]
    details = _table(["all six", "P / R / **F1**"], [*further, *kinds])
    return f"\n{main}\n<details><summary>By kind</summary>\n\n{details}\n</details>\n\n"


def floors() -> str:
    """A line for each part of the gold, with F1 of the main aspects less 0.02."""
    parts = {**measured("dev").languages, "seeds": measured("seeds").total}
    values = {
        part: ", ".join(f"{max(0, score.figure(aspect).f1 - 0.02):.3f}" for aspect in MAIN_ASPECTS)
        for part, score in parts.items()
    }
    return "".join(f'    "{part}": ({line}),\n' for part, line in values.items())


def coverage() -> str:
    """How much the language files hold, by language."""
    codes = available()
    counts = {code: _counts(code) for code in codes}
    names = dict.fromkeys(name for code in codes for name in counts[code])
    rows = [[name, *(str(counts[code].get(name, 0)) for code in codes)] for name in names]
    return f"\n{_table(['', *(language(code).name for code in codes)], rows)}\n"


def shown(name: str) -> str:
    """The table of that name as it stands in the README."""
    return next(match[0].split("-->\n", 1)[1].rsplit("<!--", 1)[0] for match in _tables() if match["name"] == name)


def _tables() -> Iterable[re.Match[str]]:
    return _TABLE.finditer(README.read_text("utf-8"))


def _file(*path: str) -> dict[str, dict]:
    return tomllib.loads(resources.files("kg.languages").joinpath(*path).read_text("utf-8"))


def _counts(code: str) -> dict[str, int]:
    """What is counted -> how many of it a language's files have."""
    file = _file(f"{code}.toml")
    words, measures = file["words"], _file("measures", f"{code}.toml")
    nouns = {**measures.get("nouns", {}), **{f"general {kind}": each for kind, each in measures["general"].items()}}
    acts = [measures.get(act, {}) for act in ACTS]
    relations = [entry["predicate"] for entry in file.get("relation", ())]
    return {
        "constructions that credit a speaker": len(file["attribution"]),
        "verbs of saying and believing": len(words["say"]),
        "nouns for unnamed speakers": len(words["group"]),
        **{
            f"constructions for *{vocabulary().label(name)}*": relations.count(name)
            for name in vocabulary().relations
            if name != "reverses"
        },
        "frames: verbs with their arguments": len(_file("frames", f"{code}.toml")["frame"]) + len(measures["frame"]),
        "constructions for comparisons": len(_file("comparisons", f"{code}.toml")["comparison"]),
        "constructions for measures": len(file.get("policy", ())),
        "nouns for measures": sum(map(len, [*file.get("policies", {}).values(), *nouns.values()])),
        "verbs for what is done with measures": sum(len(act.get(form, ())) for act in acts for form in _FORMS),
        "roles of people": sum(map(len, file["roles"].values())),
        "nouns for things (company, ministry, chip)": sum(map(len, file["heads"].values())),
        "pronouns": sum(map(len, file["pronouns"].values())),
        "words for likelihood": sum(map(len, file["likelihood"].values())),
        "forms of probabilities": len(file["measures"].get("probability", ())),
        "forms of time horizons": len(file["measures"].get("horizon", ())),
        "words that hedge": len(words["hedge"]),
        "words that negate": len(words["negation"]),
    }


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [names, ["---", *["---:"] * (len(names) - 1)], *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _shares(figure: Figure) -> str:
    return f"{figure.precision:.2f} / {figure.recall:.2f} / **{figure.f1:.2f}**" if figure.counted else ""


def _one_sided(figure: Figure) -> str:
    return f"{figure.right} of {figure.right + figure.missed} right ({figure.recall:.2f})"


def _label(kind: str) -> str:
    return vocabulary().label(kind)


def _renew() -> None:
    made = {"accuracy": accuracy, "coverage": coverage}
    text = README.read_text("utf-8")
    README.write_text(_TABLE.sub(lambda match: f"{match[1]}{made[match['name']]()}{match[3]}", text), "utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["floors"]:
        sys.stdout.write(floors())
    else:
        _renew()
