"""A number with its counted noun: Arabic changes the noun with the number."""


def counted(count: int, plural: str, singular: str) -> str:
    """`count` (3 or more) with its noun: plural for 3 to 10, accusative singular for 11 to 99.

    `singular` is given in the accusative, the form most numbers take.

    >>> [counted(n, "ريالات", "ريالًا") for n in (5, 40, 100)]
    ['5 ريالات', '40 ريالًا', '100 ريال']
    """
    last_two = count % 100
    if 3 <= last_two <= 10:
        return f"{count} {plural}"
    if last_two >= 11:
        return f"{count} {singular}"
    return f"{count} {singular.removesuffix('ًا')}"


def riyals(count: int) -> str:
    """An amount of money."""
    return counted(count, "ريالات", "ريالًا")


def years(count: int) -> str:
    """A number of years."""
    return counted(count, "سنوات", "سنة")
