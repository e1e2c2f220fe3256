"""The slots that every language's patterns share, built from its word lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.patterns import DEMONYM, GENITIVE, MARKS, QUOTE, marks, signs
from kg.word_lists import words_regex

__all__ = ["builtins", "mark_regexes", "marked"]


def builtins(
    words: Mapping[str, Sequence[str]], pronouns: Mapping[str, Sequence[str]], compounds: bool
) -> dict[str, str]:
    """Slot or macro name -> regular expression over views; see `kg.patterns` for what each stands for."""
    actor = signs("Person|Organization|Country|Place")
    organization = signs("Organization|Country")
    conjunction, of = words_regex(words["and"]), words_regex(words["of"])
    rest = "~" if compounds else ""
    tail = rf"(?:,?\s(?:{words_regex(words['at'])}|{of}|{words_regex(words['in'])})\s?{signs('Organization|Place')})?"
    examples = rf"(?:(?:[\w-]+\s){{1,3}}?{words_regex(words['such_as'])}\s)?" if words.get("such_as") else ""
    named = rf"{examples}(?P<actor>{actor}(?:(?:,\s{actor}){{0,3}}\s{conjunction}\s{actor})?){tail}{tail}"
    group, spokesperson = _group(words), marks("spokesperson")
    body = (
        rf"(?:(?:[\w-]+\s){{0,2}}?{spokesperson}(?:\s[\w-]+){{0,2}}?\s(?:{of}\s?)(?:[\w-]+\s){{0,2}}?{organization}"
        rf"|{organization}{GENITIVE}\s(?:[\w-]+\s){{0,1}}{spokesperson})"
    )
    free = words_regex([form for forms in pronouns.values() for form in forms]) + r"(?!\w)"
    return {
        "quote": f"(?P<quote>{QUOTE})",
        "claim": "(?P<claim>.+?)",
        "speaker": rf"(?P<speaker>{body}|{named}|{group}|{free})",
        "person": rf"(?P<speaker>{body}|{named}|{free})",
        "reporter": f"(?P<reporter>{signs('MediaOutlet')})",
        "source": rf"(?P<source>{group})",
        "role": _role(words, rest),
        "app": r"(?P<apposition>,\s[^;:.\n]{1,160}?,|\s[–—-]\s[^;:.\n–—]{1,160}?\s[–—-])?",
        "gen": GENITIVE,
        "fill": r"(?:\s[^,;:.“”„»«\"" + QUOTE + r"]{1,60}?)?",
        "number": r"(?:\d+(?:[.,]\d+)?|(?:[\w-]+))",
    }


def _role(words: Mapping[str, Sequence[str]], rest: str) -> str:
    """The words of a role: up to four words, a role noun, up to six more until a preposition of belonging."""
    nouns = words_regex([rest + word for word in words.get("role", ())])
    before = r"(?:[\w’'-]+\s){0,4}?"
    after = rf"(?:[\s,/-]+(?!{words_regex(words['at'])}(?!\w))[\w’'-]+){{0,6}}?"
    return rf"(?P<role>{before}{nouns}{after})"


def marked(slots: Mapping[str, str]) -> dict[str, str]:
    """The slots for patterns over marked views, where {group}, {role} and {spokesperson} are single characters."""
    return {**slots, **{name: marks(name) for name in MARKS}, "marked": "yes"}


def mark_regexes(words: Mapping[str, Sequence[str]], compounds: bool) -> dict[str, str]:
    """For each list of `MARKS` the expression that finds its words in a text."""
    rest = "~" if compounds else ""
    lists = {name: [rest + word for word in words.get(name, ())] for name in MARKS}
    lists["spokesperson"] = list(words["spokesperson"])
    return {name: words_regex(entries) for name, entries in lists.items()}


def _group(words: Mapping[str, Sequence[str]]) -> str:
    nouns, roles = marks("group"), marks("role")
    conjunction = words_regex(words["and"])
    indefinite = words_regex(words["indefinite"])
    prepositions = rf"{words_regex(words['of'])}|{words_regex(words['in'])}|{words_regex(words['at'])}"
    tail = rf"(?:\s(?:{prepositions})\s?[^,.;:]{{1,60}}?(?!\w))?"
    before = rf"(?:[\w-]+\s|[{DEMONYM}]\s)"
    return (
        rf"(?:{before}{{0,3}}?{nouns}(?:\s{conjunction}\s{nouns})?{tail}|{indefinite}\s{before}{{0,2}}?{roles}{tail})"
    )
