"""Which patterns are tried on a view: all that can match it, and few others."""

from __future__ import annotations

from itertools import chain

import pytest

from kg.analysis import Analyser
from kg.documents import read_text
from kg.fitting import Needs, PatternSet
from kg.languages import available, language
from kg.phrases import Phrases

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
    ],
)
def test_a_listed_word_counts_where_its_expression_would_match(source, text, fits):
    """At the beginning and the end of words, unless the entry has a tilde there."""
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
