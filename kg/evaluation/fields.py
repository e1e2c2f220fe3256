"""A JSON object whose fields are read with their types checked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from kg.errors import DataError

__all__ = ["Fields"]


class Fields:
    """The fields of a JSON object; `at` is its own place in `file` ("claims[3]"), "" for the outermost.

    All methods raise DataError, with file and field, where a value is not of their type or not among what it may be.
    """

    def __init__(self, data: object, file: str, at: str = "") -> None:
        self._file, self._at = file, at
        if not isinstance(data, Mapping):
            raise DataError(f"{at or 'the file'} is no object", file)
        self._data: Mapping[str, object] = data

    def __contains__(self, name: str) -> bool:
        return name in self._data

    def error(self, name: str, why: str) -> DataError:
        """The error that says what is wrong with a field."""
        return DataError(f"{self._path(name)}: {why}", self._file)

    def text(self, name: str, among: Collection[str] | None = None) -> str:
        """A text that is not empty."""
        value = self.optional(name, among)
        if not value:
            raise self.error(name, "it is missing" if name not in self._data else "a text is wanted")
        return value

    def optional(self, name: str, among: Collection[str] | None = None) -> str | None:
        """A text, or None where it is null or missing."""
        value = self._data.get(name)
        return None if value is None else self._checked(name, value, among)

    def texts(self, name: str, among: Collection[str] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self._checked(name, value, among) for value in self._list(name))

    def integer(self, name: str) -> int:
        """A whole number."""
        value = self._data.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(name, "a whole number is wanted")
        return value

    def share(self, name: str) -> float | None:
        """A number from 0 to 1, or None where it is null or missing."""
        value = self._data.get(name)
        if value is None:
            return None
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            raise self.error(name, "a number from 0 to 1 is wanted")
        return float(value)

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false; `default` where it is missing."""
        value = self._data.get(name, default)
        if not isinstance(value, bool):
            raise self.error(name, "true or false is wanted")
        return value

    def table(self, name: str) -> Fields | None:
        """An object, or None where it is null or missing."""
        value = self._data.get(name)
        return None if value is None else Fields(value, self._file, self._path(name))

    def tables(self, name: str) -> Iterator[Fields]:
        """A list of objects."""
        for number, value in enumerate(self._list(name)):
            yield Fields(value, self._file, f"{self._path(name)}[{number}]")

    def _list(self, name: str) -> list[object]:
        value = self._data.get(name)
        if not isinstance(value, list):
            raise self.error(name, "it is missing" if name not in self._data else "a list is wanted")
        return value

    def _checked(self, name: str, value: object, among: Collection[str] | None) -> str:
        if not isinstance(value, str):
            raise self.error(name, "a text is wanted")
        if among is not None and value not in among:
            known = ", ".join(among) if isinstance(among, tuple) else "the names of the entities"
            raise self.error(name, f"{value!r} is not among {known}")
        return value

    def _path(self, name: str) -> str:
        return f"{self._at}.{name}" if self._at else name
