"""Any number of distinct articles in six languages, made of the written ones by exchanging names, figures, paragraphs.

python benchmarks/articles.py FOLDER --number 1000

The same number gives the same articles everywhere: no clock, no other source of chance than the article's number.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from kg.mentions.lexicon import given_names, surnames

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "dev"
_FIGURE = re.compile(r"(?<![\w.,-])(?!(?:19|20)\d\d(?!\d))\d{2,}(?![\w-])")
_SYLLABLES = (
    "al bor cen dra el fin gal hov in jor kal lum mer nor os pra qui ral sol tor ul ven wel xan yor zen".split()
)
_TAILS = ["Systems", "Analytics", "Devices", "Robotics", "Capital", "Labs", "Semiconductors", "Technologies"]


@cache
def gold() -> dict[str, list[Mapping[str, object]]]:
    """The written articles by language."""
    found: dict[str, list[Mapping[str, object]]] = {}
    for file in sorted(GOLD.glob("*.json")):
        article = json.loads(file.read_text(encoding="utf-8"))
        found.setdefault(article["lang"], []).append(article)
    return found


@cache
def _names() -> tuple[list[str], list[str]]:
    plain = re.compile(r"[A-ZÅÄÖÉ][a-zåäöéü]{3,11}")
    return tuple([sorted(n for n in names if plain.fullmatch(n)) for names in (given_names(), surnames())])


def article(number: int) -> tuple[str, str]:
    """The language and the text of one article; 0, 1, 2 ... take turns through the languages and the written ones."""
    chance = random.Random(number)  # noqa: S311  # no secret hangs on it
    languages = sorted(gold())
    language = languages[number % len(languages)]
    written = gold()[language]
    first = written[number // len(languages) % len(written)]
    paragraphs = _exchanged(first, chance).split("\n\n")
    other = _exchanged(chance.choice(written), chance).split("\n\n")
    for _ in range(2):
        paragraphs[chance.randrange(1, len(paragraphs))] = chance.choice(other[1:])
    return language, "\n\n".join(paragraphs)


def _exchanged(written: Mapping[str, object], chance: random.Random) -> str:
    """The text with other persons, other unknown firms and other figures."""
    names: dict[str, str] = {}
    for entity in written["entities"]:
        if entity["type"] == "Person":
            _rename_person(entity["name"], names, chance)
        elif entity["type"] == "Company" and not entity["wikidata"]:
            names[entity["name"]] = _firm(chance)
    text = str(written["text"])
    if names:
        longest_first = sorted(names, key=lambda name: (-len(name), name))
        known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
        text = known.sub(lambda match: names[match.group()], text)
    return _FIGURE.sub(
        lambda match: str(chance.randrange(10 ** (len(match.group()) - 1), 10 ** len(match.group()))), text
    )


def _rename_person(name: str, names: dict[str, str], chance: random.Random) -> None:
    given, family = chance.choice(_names()[0]), chance.choice(_names()[1])
    names[name] = f"{given} {family}"
    if " " in name:
        names[name.rsplit(" ", 1)[1]] = family


def _firm(chance: random.Random) -> str:
    return "".join(chance.sample(_SYLLABLES, 3)).capitalize() + " " + chance.choice(_TAILS)


def articles(number: int) -> Iterator[tuple[str, str]]:
    """Language and text of the first articles; no two are equal."""
    return map(article, range(number))


def write(folder: Path, number: int) -> int:
    """Write the first articles, a thousand to a folder; how many bytes they are."""
    size = 0
    for at, (language, text) in enumerate(articles(number)):
        file = folder / f"{at // 1000:03}" / f"{at:06}-{language}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        size += file.write_bytes(text.encode())
    return size


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--number", type=int, default=1000)
    told = parser.parse_args()
    print(f"{write(told.folder, told.number)} bytes in {told.number} articles")  # noqa: T201
