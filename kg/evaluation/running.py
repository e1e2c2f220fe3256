"""Gold files -> scores, each article built on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from kg.analysis import Analyser
from kg.documents import read_text
from kg.evaluation.claims import score_claims
from kg.evaluation.entities import found_entities, score_entities
from kg.evaluation.figures import Score
from kg.evaluation.gold import Gold, gold_files, read_gold
from kg.evaluation.relations import score_relations
from kg.iris import DEFAULT_BASE_IRI
from kg.lookup import find_claims, things
from kg.rdf import document_quads
from kg.store import Dataset
from kg.vocabulary import term, vocabulary

__all__ = ["Evaluation", "evaluate"]

Track = Callable[[Sequence[Gold]], Iterable[Gold]]
"""Hands the articles on one by one, and may show how far it is."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The score of all articles, and by language."""

    documents: int
    languages: dict[str, Score]
    total: Score


def evaluate(paths: Sequence[Path], world: Sequence[Path] = (), track: Track = iter) -> Evaluation:
    """Score the graphs of the articles of gold files, and of folders of them.

    The articles' languages are found in their texts, as in a build, not taken from the gold.

    Raises:
        DataError: a gold, world or language file does not fit.
        SourceError: the text of a gold file is none that could be built.
    """
    golds = [read_gold(file) for file in gold_files(paths)]
    analyser = Analyser.load(world)
    languages: dict[str, Score] = {}
    total = Score()
    for gold in track(golds):
        score = _score(gold, analyser)
        languages.setdefault(gold.language, Score()).add(score)
        total.add(score)
    return Evaluation(len(golds), dict(sorted(languages.items())), total)


def _score(gold: Gold, analyser: Analyser) -> Score:
    document = read_text(gold.text, f"{gold.id}.txt", DEFAULT_BASE_IRI)
    reading, facts = analyser.analyse(document)
    dataset = Dataset()
    dataset.replace(document.iri, document_quads(reading, facts, DEFAULT_BASE_IRI), document.text)
    found = found_entities(things(dataset), vocabulary().kinds)
    score = Score()
    if "entities" in gold.annotated:
        score_entities(gold, found, score)
        if "relations" in gold.annotated:
            score_relations(gold, found, _relations(dataset), score)
    if "claims" in gold.annotated:
        score_claims(gold, found, find_claims(dataset), score)
    return score


def _relations(dataset: Dataset) -> set[tuple[str, str, str]]:
    """The direct triples of relations: subject IRI, name of the property, object IRI."""
    names = {term(name): name for name in vocabulary().relations}
    return {
        (subject.value, names[predicate], target.value)
        for subject, predicate, target in dataset.triples()
        if predicate in names and isinstance(subject, NamedNode) and isinstance(target, NamedNode)
    }
