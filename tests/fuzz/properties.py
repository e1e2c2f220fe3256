"""What holds for any bytes under any name: they are read or refused, and the whole pipeline keeps its promises."""

from __future__ import annotations

from io import BytesIO

from kg.bounds import Bounds
from kg.documents import ReadOptions, read_text
from kg.documents.formats import extracts
from kg.documents.options import Found
from kg.documents.sources import documents
from kg.errors import SourceError
from kg.iris import DEFAULT_BASE_IRI
from kg.model import Document
from kg.rdf import document_quads
from kg.workers import analyser_of

ENDINGS = (".txt", ".md", ".html", ".pdf", ".docx", ".eml", ".jsonl", ".jsonl.gz", ".zip", ".txt.gz", ".html.gz")
_OPTIONS = ReadOptions(Bounds(max_bytes=2_000_000, max_seconds=20))
_ANCHOR = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
_MOST = 20_000  # characters of a text that is analysed


def read_any(data: bytes) -> list[Document]:
    """Read bytes whose first one chooses the ending of their name; check all that comes out."""
    name = f"a{ENDINGS[data[0] % len(ENDINGS)]}" if data else "a.txt"
    found = []
    for item in extracts(Found(name, name, BytesIO(data[1:])), _OPTIONS):
        for document in documents(item, DEFAULT_BASE_IRI, {}):
            if isinstance(document, SourceError):
                assert "\n" not in str(document)
            else:
                check_document(document)
                found.append(document)
    return found


def check_document(document: Document) -> None:
    """A document has a title, stands where it says, and can be written."""
    document.text.encode()
    assert document.title.strip()
    assert document.title_span is None or document.title_span.of(document.text) == document.title
    assert 0 <= document.body_start <= len(document.text)


def analyse_any(document: Document) -> None:
    """Read a document to the end; every stretch of evidence is what the text says there."""
    if len(document.text) > _MOST:
        return
    reading, facts = analyser_of(()).analyse(document)
    begins, ends, words = {}, {}, {}
    for quad in document_quads(reading, facts, DEFAULT_BASE_IRI):
        name = quad.predicate.value.removeprefix(_ANCHOR)
        if name == "beginIndex":
            begins[quad.subject] = int(quad.object.value)
        elif name == "endIndex":
            ends[quad.subject] = int(quad.object.value)
        elif name == "anchorOf":
            words[quad.subject] = quad.object.value
    for node, said in words.items():
        assert document.text[begins[node] : ends[node]] == said


def run_sources(data: bytes) -> None:
    """One input for the reading of sources."""
    read_any(data)


def run_text(data: bytes) -> None:
    """One input for everything after the reading of sources."""
    try:
        document = read_text(data.decode(errors="replace"), "a.txt", DEFAULT_BASE_IRI)
    except SourceError:
        return
    check_document(document)
    analyse_any(document)


def run_pipeline(data: bytes) -> None:
    """One input for everything."""
    for document in read_any(data):
        analyse_any(document)


RUNS = {"sources": run_sources, "text": run_text, "pipeline": run_pipeline}
"""What can be fuzzed, by name."""
