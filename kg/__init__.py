"""News articles in, a knowledge graph out: who says what about whom, with the words that say so."""

__version__ = "0.1.0"
