"""What the words around a name say of it: roles, head nouns, appositions, titles, verbs of saying, prepositions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.mentions.candidate import Candidate, is_common_noun
from kg.mentions.capitals import Capital
from kg.mentions.designations import VARIANT_KINDS, is_designation
from kg.mentions.doings import Clause, belongs, does, held, is_done_to
from kg.mentions.ground import Ground
from kg.mentions.lexicon import cities, name_shapes
from kg.mentions.nouns import Noun, noun_ending, noun_of
from kg.mentions.shapes import DEFINITE, FAIR, STRONG, is_given_name
from kg.mentions.tokens import Token

__all__ = ["NAME", "Context", "Points"]

Points = Iterator[tuple[str, int]]
NAME = "?"
"""Points for being a name of whatever class."""
_TIES = ("subsidiary", "parent", "supplier", "customer", "rival", "backer")
_APPOSES = re.compile(r"(?:.*\))?(?:, | [–—] )(?:\w{1,2}['’])?")
_STOPS = set(',.;:("“„')


class Context:
    """The words around one occurrence of a name."""

    def __init__(self, ground: Ground, candidate: Candidate) -> None:
        self._text = ground.text
        self._language = ground.language
        self._candidate = candidate
        words = candidate.where.words
        self._before = words[max(0, candidate.first - 6) : candidate.first]
        self._after = words[candidate.last : candidate.last + 9]
        self._several = len(candidate.words) > 1
        self._capital = Capital(ground.text, ground.language, candidate, self._before, self._after)

    def points(self) -> Points:
        """What the words before and after say, and the capital itself."""
        yield from self._cue()
        yield from self._front()
        yield from self._back()
        candidate = self._candidate
        if is_designation(candidate.words[-1]) or candidate.words[-1].isdigit():
            yield from self._designated()
        elif points := self._capital.points():
            yield NAME, points

    @property
    def is_no_place(self) -> bool:
        """Whether an article, or an adjective without a preposition of place, stands before the name."""
        if not self._before or self._text[self._before[-1].end : self._candidate.span.start] != " ":
            return False
        last = self._before[-1].text
        if last.casefold() in self._language.words["det"]:
            return True
        return last in self._language.demonyms and not self._is_placed()

    def _is_placed(self) -> bool:
        """Whether a preposition of place stands some words before: "im hessischen Wetzlar"."""
        return any(word.text.casefold() in self._language.words["in"] for word in self._before[-3:-1])

    def _designated(self) -> Points:
        """A designation is what the words around it are about: a chip, a model."""
        for token in self._candidate.where.words:
            noun = noun_of(token.text, self._language)
            if noun is not None and noun.kind in VARIANT_KINDS - {"Product"}:
                yield noun.kind, FAIR

    def _cue(self) -> Points:
        """The noun that was stripped from the front of the run; after a role and "of" its name is no person's."""
        cue = self._candidate.cue
        noun = noun_of(cue.text, self._language) if cue is not None else None
        if cue is None or noun is None:
            return
        gap = self._text[cue.end : self._candidate.span.start].split()
        if noun.kind != "Person" or not gap:
            yield noun.kind, STRONG
        else:
            yield "Company", FAIR

    def _front(self) -> Points:
        if not self._before:
            return
        last = self._before[-1].text
        gap = self._text[self._before[-1].end : self._candidate.span.start]
        if self._several and gap == ", " and any(self._is_role(w) for w in self._before[-4:]):
            yield "Person", FAIR
        if gap == ", " and self._ties(last):
            yield "Company", STRONG
        titles = self._language.titles
        titled = last.rstrip(".") in titles or f"{last}." in titles
        if gap.strip(" \u00a0’'\"“„«" + ("." if titled else "")):
            return
        if titled or " ".join(w.text for w in self._before[-2:]) in titles:
            yield "Person", DEFINITE
        else:
            yield from self._word_before()

    def _word_before(self) -> Points:
        words = self._language.words
        last = self._before[-1].text.casefold()
        if last.rpartition("-")[2] in words.get("based_tail", ()) or is_done_to(self._before, self._language):
            yield "Company", FAIR
        if self._several and last in words["det"] and self._candidate.words[-1] in name_shapes().papers:
            yield "MediaOutlet", DEFINITE + FAIR  # "the Ashby Mercury"
        noun = self._noun_before()
        if noun is not None:
            yield from self._by_noun(noun)
        elif self._before[-1].text in self._language.demonyms:
            yield ("Place", FAIR) if self._is_placed() and not self._several else ("Company", STRONG)
        elif last in words["of"] and self._is_tied():
            yield "Company", STRONG
        elif last in words["in"] or last in words["from"]:
            holds = held(self._before, self._language) or self._is_staff(last)
            firm = holds and not self._is_city
            yield ("Company", STRONG) if firm else ("Place", STRONG if self._is_city else FAIR)
        elif last in words["at"]:
            sure = STRONG if any(self._is_role(w) for w in self._before) else FAIR
            yield ("Place", FAIR) if self._is_city else ("Company", sure)
        elif last in words["say"] and self._several:
            yield "Person", FAIR
        elif last in words["of"] and any(self._is_role(w) for w in self._before[-4:]):
            yield "Place" if self._is_city else "Company", FAIR

    def _by_noun(self, noun: Noun) -> Points:
        """By the noun before; of one that persons and firms share ("the brewer X") two words may be either."""
        shared = self._language.heads.get(noun.form) == "Company" or self._ties(noun.form)
        both = noun.kind == "Person" and shared
        if noun.kind != "Person":
            yield noun.kind, STRONG
        elif not both or is_given_name(self._candidate.words[0], self._language):
            yield "Person", STRONG if self._several else FAIR
        else:
            yield "Company", STRONG

    @property
    def _is_city(self) -> bool:
        return self._candidate.text in cities()

    def _is_staff(self, preposition: str) -> bool:
        """As in "engineers from Datumcore": a role before a preposition of origin."""
        from_ = preposition in self._language.words["from"] and preposition not in self._language.words["in"]
        return from_ and len(self._before) > 1 and self._is_role(self._before[-2])

    def _is_tied(self) -> bool:
        """As in "filial de X", "supplier of X": a noun that ties firms."""
        return len(self._before) > 1 and self._ties(self._before[-2].text)

    def _ties(self, word: str) -> bool:
        return any(word.casefold() in self._language.words.get(ties, ()) for ties in _TIES)

    def _noun_before(self) -> Noun | None:
        """The role or head noun before the name, also over adjectives, "of" and a noun ("éditeur de logiciels X")."""
        language = self._language
        names = [w.text for w in self._before]
        while names and (names[-1] in language.demonyms or names[-1].casefold() in language.words["modifiers"]):
            names.pop()
        found = noun_ending(names, language)
        if found is None:
            return self._before_adjective(names)
        noun, length = found
        rest = names[: len(names) - length]
        if noun.kind != "Person" and rest and rest[-1].casefold() in language.words["of"]:
            outer = noun_ending(rest[:-1], language)
            if outer is not None and outer[0].kind != "Person":
                return outer[0]
        return noun

    def _before_adjective(self, names: Sequence[str]) -> Noun | None:
        """As in "la firma barcelonesa X": the noun before an adjective, where adjectives follow nouns."""
        language = self._language
        if not language.adjectives_follow or len(names) < 2 or not names[-1].islower() or len(names[-1]) < 4:
            return None
        small = (language.words[name] for name in ("det", "of", "in", "at", "from", "and", "say"))
        if any(names[-1] in entries for entries in small):
            return None
        found = noun_ending(names[:-1], language)
        return found[0] if found is not None and found[0].kind != "Person" else None

    def _back(self) -> Points:
        if not self._after:
            return
        language, first = self._language, self._after[0]
        gap = self._text[self._candidate.span.end : first.start]
        folded = first.text.casefold()
        if gap.startswith(" (") and first.text.isdigit() and len(first.text) == 2 and self._several:
            yield "Person", DEFINITE
        noun = noun_of(first.text, language)
        if noun is not None and gap.startswith(("-", "‑")):
            yield ("Company", STRONG) if noun.kind == "Person" else (noun.kind, FAIR)
        if noun is not None and gap == " " and self._is_city and first.text.islower() and self._before:
            yield "Place", STRONG
        if _APPOSES.fullmatch(gap):
            yield from self._apposed()
        if self._several and gap.strip(" ,") == "":
            if folded in language.words["say"] or folded in language.words.get("person_verbs", ()):
                yield "Person", FAIR
            if folded in language.words.get("person_relative", ()):
                yield "Person", STRONG
        if gap in {" ", ", "} and not self._is_city and self._is_from():
            yield "Company", FAIR
        clause = Clause(self._text, self._candidate.span.end, self._after)
        if self._capital.is_everyday:
            return
        if does(clause, language) or belongs(clause, language):
            yield "Company", FAIR

    def _is_from(self) -> bool:
        """As in "Rowan Tech, headquartered in Cork": where a firm is."""
        words = [token.text for token in self._after[:4]]
        sources = {*self._language.words["from"], *self._language.words["in"], *self._language.words["of"]}
        ends = (n for n in (2, 1) if " ".join(words[:n]).casefold() in sources)
        return any(word in cities() for n in ends for word in words[n : n + 1])

    def _apposed(self) -> Points:
        candidate, language = self._candidate, self._language
        words = candidate.where.words
        if candidate.first > 0 and words[candidate.first - 1].text.casefold() in language.words["in"]:
            return
        if language.nouns_capitalised and not self._several and is_common_noun(candidate.text, language):
            return
        noun = self._apposition()
        if noun is not None:
            yield noun.kind, STRONG if noun.kind != "Person" or self._several else FAIR
        elif any(self._ties(token.text) for token in self._after[:2]):
            yield "Company", STRONG

    def _apposition(self) -> Noun | None:
        """The noun of what stands after the name and a comma."""
        language, after = self._language, self._after
        articles = {*language.words["det"], *language.words["indefinite"]}
        articled = after[0].text.casefold() in articles
        for position, token in enumerate(after[: 5 if articled or not language.words["det"] else 3]):
            if position and token.text.casefold() in language.words["det"]:
                return None
            if position and set(self._text[after[position - 1].end : token.start]) & _STOPS:
                return None
            found = noun_ending([w.text for w in after[: position + 1]], language)
            if found is not None and (token.text[0].islower() or language.nouns_capitalised):
                return found[0]
        return None

    def _is_role(self, token: Token) -> bool:
        noun = noun_of(token.text, self._language)
        return noun is not None and noun.kind == "Person"
