"""Which patterns are tried on a view: all that can match it, and few others."""

from __future__ import annotations

import re
from itertools import chain

import pytest

from kg.analysis import Analyser
from kg.compiling import LazyPattern, Lexicon
from kg.documents import read_text
from kg.errors import DataError
from kg.fitting import Needs, PatternSet
from kg.languages import available, language
from kg.phrases import Phrases
from kg.word_lists import WordIndex

QUOTE = "\ue042"
WORDS = {"say": ("says", "made clear"), "supply": ("~leveren", "lever~"), "maker": ("maker",)}


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        ("{say} that", [{"say"}, {"=that"}]),
        ("(?:{say}|{maker}) .+", [{"say", "maker"}]),
        ("(?:{say}|.+) that", [{"=that"}]),
        ("(?:{say} )?{maker}", [{"maker"}]),
        ("{say}{0,2} (?!{maker})(?<=x)the[ab]?", [{"=the"}]),
        (f"{QUOTE}, {{say}}+", [{QUOTE}, {"say"}]),
        (r"chips? (?P<object>\w+) [{say}]", [{"=chip"}]),
        ("<tail> {say}", [{"=behind"}, {"say"}]),
    ],
)
def test_a_pattern_needs_what_stands_outside_options_and_look_arounds(source, needed):
    """Lists, signs and words that every match has; alternatives are one clause."""
    assert list(map(set, Needs({"tail": "(?:behind)"}).of(source))) == needed


@pytest.mark.parametrize(
    ("source", "text", "fits"),
    [
        ("{say}", "Anna Says so", True),
        ("{say}", "an essay says: ", True),
        ("{say}", "gainsays", False),
        ("{say}", "it made clear", True),
        ("{supply}", "toeleveren", True),
        ("{supply}", "levering", True),
        ("{supply}", "alever", False),
        ("{maker}", "chipmaker", False),
        ("d’Anna", "chez d'Anna", True),
        ("{say} .*{maker}", "the maker says", False),
        ("{say} .*{maker}", "says the maker", True),
        ("{maker} {say}|{maker}", "says the maker", True),
        ("(?:{say}|{maker}) that {say}", "the maker that says", True),
        ("(?:{say}|{maker}) that {say}", "that says the maker", False),
        (f"{QUOTE}, {{say}}", f"Anna says: {QUOTE}", False),
        (f"{{say}}.* {QUOTE}", f"Anna, aus der Straße, says: {QUOTE}", True),
    ],
)
def test_a_listed_word_counts_where_its_expression_would_match(source, text, fits):
    """At the beginning and the end of words, unless the entry has a tilde there, and in the pattern's order."""
    patterns = PatternSet([source], Needs({}).of, WORDS)
    assert patterns.fitting(text) == ([source] if fits else [])


@pytest.mark.parametrize("code", available())
def test_a_pattern_that_is_left_out_matches_nothing(code):
    """On the examples of every pattern of the language, each other pattern is tried by force, too."""
    tongue, analyser = language(code), Analyser.load()
    examples = [p.example for p in chain(tongue.attribution, tongue.relations)][::7]
    for example in examples:
        reading = analyser.read(read_text(example, "e.txt", "https://example.org/kg/", language=code))
        phrases = Phrases.of(example, reading.links, reading.quotations, tongue)
        for sentence in reading.sentences:
            marked, plain = phrases.marked_view(sentence.span, tongue).text, phrases.view(sentence.span).text
            for patterns, view in ((tongue.attribution, marked), (tongue.relations, plain), (tongue.policies, plain)):
                fitting = patterns.fitting(view)
                left_out = [p for p in patterns if p not in fitting]
                assert [p.name for p in left_out if p.pattern.regex.search(view)] == []


@pytest.mark.parametrize("code", available())
def test_a_pattern_finds_the_same_whatever_words_it_is_compiled_for(code):
    """Compiled for the words of the first text it finds there, and then in another, what it finds with all words."""
    language.cache_clear()
    tongue, analyser = language(code), Analyser.load()
    examples = [p.example for p in chain(tongue.relations, tongue.attribution)]
    shorter = 0
    for text in ("\n\n".join(examples[::21]), "\n\n".join(examples[9::21])):
        reading = analyser.read(read_text(text, "e.txt", "https://example.org/kg/", language=code))
        phrases = Phrases.of(text, reading.links, reading.quotations, tongue)
        for sentence in reading.sentences:
            marked, plain = phrases.marked_view(sentence.span, tongue).text, phrases.view(sentence.span).text
            for patterns, view in ((tongue.attribution, marked), (tongue.relations, plain), (tongue.policies, plain)):
                for pattern in (fitting.pattern for fitting in patterns.fitting(view)):
                    matches = list(pattern.finditer(view))
                    assert list(map(told, matches)) == list(map(told, pattern.regex.finditer(view)))
                    shorter += any(match.re is not pattern.regex for match in matches)
    assert shorter > 5


def told(match: re.Match[str]) -> tuple[tuple[int, int], dict[str, str | None]]:
    """Where a match is and what is in its groups."""
    return match.span(), match.groupdict()


@pytest.mark.parametrize(
    ("source", "first", "then", "found"),
    [
        ("{say} that", "Anna says that", "Anna made clear that", "made clear that"),
        (r"(?<!\w)(?!{say})[a-z]+ that", "Anna hopes that", "Anna says that", None),
        ("{supply}", "toeleveren", "het leverde", "leverde"),
        ("{say}", "nobody", "Says Anna", "Says"),
    ],
)
def test_a_pattern_tried_on_another_text_has_the_words_of_that(source, first, then, found):
    """Words that the first text does not have are looked for when another has them, though nobody expected it."""
    lexicon = Lexicon(WORDS, lambda _: {})
    lexicon.expect(first)
    pattern = LazyPattern(source, lexicon)
    pattern.search(first)
    match = pattern.search(then)
    assert (match and match.group()) == found


def test_the_words_of_a_text_are_told_generously():
    """Any case, either apostrophe, and inside other words: an entry that is left out cannot match."""
    index = WordIndex({"some": ("d'ete", "~leiders", "in fact", "Straße")})
    present = index.among("Jour D’ETE, partijleiders IN FACT, strasse")
    assert index.only(present) == {"some": ("d'ete", "~leiders", "in fact", "Straße")}
    assert index.only(index.among("infact d ete")) == {"some": ()}
    with pytest.raises(DataError, match="empty entry"):
        WordIndex({"some": ("~",)}).among("x")
