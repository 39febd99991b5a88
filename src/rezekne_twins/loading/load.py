"""The steps of loading, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from rezekne_twins.errors import DataError, Finding
from rezekne_twins.loading.derive import derive
from rezekne_twins.loading.files import read
from rezekne_twins.loading.link import link
from rezekne_twins.loading.rows import Location, Parsed, Row
from rezekne_twins.loading.validate import validate, validate_export
from rezekne_twins.store import Store


def load_store(path: Location, *, compiled: bool = False) -> Store:
    """Return what a data folder, or a file that `to_json` wrote, holds.

    Args:
        path: Where it is.
        compiled: Take the tables of TOML files from `compiled.json` where it has them.

    Raises:
        DataError: It cannot be read; the findings have lines and columns.
    """
    if parsed := validate_export(path):
        with suppress(DataError):  # not as `to_json` writes it, such as with short ids
            return _link_and_derive(parsed)
    try:
        return _link_and_derive(validate(read(path, compiled=compiled)))
    except DataError as error:
        from rezekne_twins.loading.locate import located

        raise DataError(located(error.findings, path)) from None


def load_rows(rows: Iterable[Row | Finding]) -> Store:
    """Return what raw rows hold."""
    return _link_and_derive(validate(rows))


def _link_and_derive(parsed: Parsed) -> Store:
    return Store(parsed.about.record, derive(link(parsed)))
