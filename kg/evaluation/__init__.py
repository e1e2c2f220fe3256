"""How much `kg` finds of what annotated articles say: precision, recall and F1 by language and kind.

Gold files have the form that `gold` reads; `names` and `matching.toml` say when two names are one, and the modules
`entities`, `relations` and `claims` when what was found is right.
"""

from __future__ import annotations

from kg.evaluation.figures import Difference, Figure, Score
from kg.evaluation.gold import Gold, read_gold
from kg.evaluation.running import Evaluation, evaluate

__all__ = ["Difference", "Evaluation", "Figure", "Gold", "Score", "evaluate", "read_gold"]
