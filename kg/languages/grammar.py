"""The slots that every language's patterns share, built from its word lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.patterns import DEMONYM, GENITIVE, QUOTE, signs, words_regex

__all__ = ["builtins"]


def builtins(
    words: Mapping[str, Sequence[str]], pronouns: Mapping[str, Sequence[str]], compounds: bool
) -> dict[str, str]:
    """Slot or macro name -> regular expression over views; see `kg.patterns` for what each stands for."""
    actor = signs("Person|Organization|Country|Place")
    organization = signs("Organization|Country")
    conjunction, of = words_regex(words["and"]), words_regex(words["of"])
    rest = "~" if compounds else ""
    group = _group(words, rest)
    spokesperson = words_regex(words["spokesperson"])
    tail = rf"(?:,?\s(?:{words_regex(words['at'])}|{of}|{words_regex(words['in'])})\s?{signs('Organization|Place')})?"
    named = rf"(?P<actor>{actor}(?:\s{conjunction}\s{actor})?){tail}{tail}"
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
        "role": rf"(?P<role>(?:[\w’'-]+\s){{0,4}}?{words_regex([rest + w for w in words.get('role', ())])}(?:[\s,/-]+(?!{words_regex(words['at'])}(?!\w))[\w’'-]+){{0,6}}?)",
        "app": r"(?P<apposition>,\s[^;:.\n]{2,160}?,|\s[–—-]\s[^;:.\n–—]{2,160}?\s[–—-])?",
        "gen": GENITIVE,
        "fill": r"(?:\s[^,;:.“”„»«\"" + QUOTE + r"]{1,60}?)?",
        "number": r"(?:\d+(?:[.,]\d+)?|(?:[\w-]+))",
    }


def _group(words: Mapping[str, Sequence[str]], rest: str) -> str:
    nouns = words_regex([rest + noun for noun in words["group"]])
    conjunction = words_regex(words["and"])
    indefinite = words_regex(words["indefinite"])
    roles = words_regex([rest + role for role in words.get("role", ())])
    tail = rf"(?:\s(?:{words_regex(words['of'])}|{words_regex(words['in'])}|{words_regex(words['at'])})\s?[^,.;:]{{1,60}}?(?!\w))?"
    return rf"(?:(?:[\w-]+\s|[{DEMONYM}]\s){{0,3}}?{nouns}(?:\s{conjunction}\s{nouns})?{tail}|{indefinite}\s(?:[\w-]+\s|[{DEMONYM}]\s){{0,2}}?{roles}{tail})"
