"""Products of whole numbers, as counting writes them."""


def falling(top: int, count: int) -> str:
    """`count` factors that fall by one, for a check.

    >>> falling(7, 3)
    '7*6*5'
    """
    return "*".join(map(str, range(top, top - count, -1)))


def spoken(product: str) -> str:
    """A product as an explanation writes it.

    >>> spoken("7*6*5")
    '7 × 6 × 5'
    """
    return product.replace("*", " × ")
