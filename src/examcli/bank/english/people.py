"""Who and where, in English, for a slot that names nobody."""

import random

PEOPLE = (
    "Anna", "Daniel", "Maya", "Omar", "Lucas", "Priya", "Hana", "Mateo", "Nora", "Kenji", "Sofia",
    "Amir",
)  # fmt: skip
CITIES = (
    "Lisbon", "Toronto", "Nairobi", "Oslo", "Lima", "Hanoi", "Dublin", "Osaka", "Auckland",
    "Vienna",
)  # fmt: skip


def named(seed: str, person: str, city: str) -> tuple[str, str]:
    """The person and the city, drawn where the slot leaves them open."""
    drawn = random.Random(f"{seed}/who")
    return person or drawn.choice(PEOPLE), city or drawn.choice(CITIES)
