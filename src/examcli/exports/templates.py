"""Pages from templates: every text is escaped and cleaned as it is written."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from examcli.exam.printable import printable


def rendered(package: str, filters: Mapping[str, Callable[..., Any]], **values: object) -> str:
    """The `page.html` of a package, with these values; what it asks for must be there.

    Only what the template itself calls `safe` is markup.
    """
    environment = Environment(
        loader=PackageLoader(package, ""),
        autoescape=True,
        finalize=_clean,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= filters
    return environment.get_template("page.html").render(values)


def _clean(value: object) -> object:
    """Whatever the template writes: plain text without control characters or half ones."""
    if type(value) is not str:
        return value
    return printable(value).encode(errors="replace").decode()
