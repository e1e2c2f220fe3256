"""When two names are one."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources

__all__ = ["country_key", "normalised"]


@cache
def normalised(name: str) -> str:
    """The name without case, article, genitive, and the difference between hyphens and spaces."""
    text = unicodedata.normalize("NFKC", name).replace("’", "'").casefold().strip()
    for pattern in _patterns()[:2]:
        text = pattern.sub("", text)
    return re.sub(r"[\s\-\u2010-\u2015]+", " ", text).strip(" .,'\"“”")


@cache
def country_key(name: str) -> str:
    """What a country and its government have in common."""
    return _patterns()[2].sub("", normalised(name))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data = tomllib.loads(resources.files("kg.evaluation").joinpath("matching.toml").read_text("utf-8"))
    endings, articles = ("|".join(map(re.escape, data[key])) for key in ("endings", "articles"))
    return tuple(map(re.compile, (f"({endings})$", rf"^({articles})\s+", f"^{data['government']}")))
