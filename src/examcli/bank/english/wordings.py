"""The words of computed questions: for every form, templates that ask for the same thing."""

import tomllib
from collections.abc import Callable
from importlib.resources import files

from examcli.bank.draft import Draw

Ask = Callable[..., str]
"""From a draw, the name of a form and its gaps to a stem."""


def wordings(package: str) -> Ask:
    """What asks in the words of a package's `wordings.toml`.

    Every template may name `{person}` and `{city}`; a stem begins with a capital.
    """
    text = files(package).joinpath("wordings.toml").read_text(encoding="utf-8")
    forms: dict[str, list[str]] = tomllib.loads(text)

    def ask(draw: Draw, form: str, **gaps: object) -> str:
        stem = draw.pick(forms[form]).format(person=draw.person, city=draw.city, **gaps)
        return stem[:1].upper() + stem[1:]

    return ask
