"""How algebra is written in an Arabic school book: terms, polynomials, powers, a true minus."""

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def signed(value: int) -> str:
    """A whole number with a true minus sign.

    >>> signed(-3)
    '−3'
    """
    return str(value).replace("-", "−")


def polynomial(*terms: tuple[int, str]) -> str:
    """A sum of (coefficient, symbol) terms; a zero term is left out, and so is a factor of one.

    >>> polynomial((1, "س²"), (-5, "س"), (6, ""))
    'س² − 5س + 6'
    """
    written = ""
    for coefficient, symbol in terms:
        if coefficient == 0:
            continue
        size = "" if abs(coefficient) == 1 and symbol else str(abs(coefficient))
        if written:
            written += " − " if coefficient < 0 else " + "
        elif coefficient < 0:
            written = "−"
        written += size + symbol
    return written or "0"


def linear(factor: int, constant: int = 0, symbol: str = "س") -> str:
    """A linear expression.

    >>> linear(3, -2), linear(1, 5, "ص")
    ('3س − 2', 'ص + 5')
    """
    return polynomial((factor, symbol), (constant, ""))


def trinomial(square: int, factor: int, constant: int) -> str:
    """A quadratic expression.

    >>> trinomial(1, -5, 6)
    'س² − 5س + 6'
    """
    return polynomial((square, "س²"), (factor, "س"), (constant, ""))


def tail(value: int, symbol: str = "") -> str:
    """A term as it follows another one.

    >>> tail(3), tail(-1, "س")
    ('+ 3', '− س')
    """
    return f"{'−' if value < 0 else '+'} {polynomial((abs(value), symbol))}"


def power(base: int | str, exponent: int) -> str:
    """A power with a raised exponent.

    >>> power(2, 10)
    '2¹⁰'
    """
    return f"{base}{str(exponent).translate(_SUPERSCRIPTS)}"
