"""Sheets: what one document says, as JSON, made where it is read; the page is made of them."""

from kg.sheets.kept import SheetFile, row_of
from kg.sheets.model import JsonValue, Record, Sheet
from kg.sheets.reading import kind_rank, sheet_of

__all__ = ["JsonValue", "Record", "Sheet", "SheetFile", "kind_rank", "row_of", "sheet_of"]
