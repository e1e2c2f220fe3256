"""From facts to quads; the only room that writes terms into triples.

All that a document says, and nothing else, stands in one named graph with the document's IRI, so that dropping
the graph withdraws the document. There are no blank nodes.
"""

from __future__ import annotations

from kg.rdf.document import Run, document_quads

__all__ = ["Run", "document_quads"]
