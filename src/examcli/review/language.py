"""What the questions of a file should be written in."""

from enum import StrEnum


class Language(StrEnum):
    """A language, or `auto`: whatever most of the questions are written in."""

    AUTO = "auto"
    ARABIC = "ar"
    ENGLISH = "en"
