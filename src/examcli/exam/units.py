"""Units of measure as exams write them, and the words for small numbers, in Arabic and English.

Only what is the same quantity in every exam: a mile is not here, an hour is.
"""

from fractions import Fraction

UNITS = (
    ("time", 1, "ثانية ثواني ثوان ثواني s sec second seconds"),
    ("time", 60, "دقيقة دقائق د min minute minutes"),
    ("time", 3_600, "ساعة ساعات h hr hour hours"),
    ("time", 86_400, "يوم أيام يوما يومًا day days"),
    ("time", 604_800, "أسبوع أسابيع أسبوعا أسبوعًا week weeks"),
    ("length", Fraction(1, 1_000), "ملم مم mm"),
    ("length", Fraction(1, 100), "سم سنتيمتر سنتمتر cm centimeters centimetres"),
    ("length", 1, "م متر أمتار مترا مترًا m meter meters metre metres"),
    ("length", 1_000, "كم كيلومتر كلم km kilometers kilometres"),
    ("mass", Fraction(1, 1_000), "جم جرام غرام g gram grams"),
    ("mass", 1, "كجم كغم كيلوجرام كيلوغرام kg kilogram kilograms"),
    ("volume", Fraction(1, 1_000), "مل مليلتر ml"),
    ("volume", 1, "لتر لترا لترًا لترات l liter liters litre litres"),
)
"""Dimension, how many base units one is, and what it is called, abbreviated or inflected."""
_BY_NAME = {
    name: (dimension, Fraction(factor))
    for dimension, factor, names in UNITS
    for name in names.split()
}

NUMBER_WORDS: dict[str, Fraction] = {
    word: Fraction(value)
    for value, words in {
        "0": "صفر zero",
        "1": "واحد واحدة one",
        "2": "اثنان اثنين اثنتان اثنتين two",
        "3": "ثلاثة ثلاث three",
        "4": "أربعة أربع four",
        "5": "خمسة خمس five",
        "6": "ستة ست six",
        "7": "سبعة سبع seven",
        "8": "ثمانية ثماني ثمان eight",
        "9": "تسعة تسع nine",
        "10": "عشرة عشر ten",
        "20": "عشرون عشرين twenty",
        "100": "مئة مائة hundred",
        "1/2": "نصف النصف half",
        "1/3": "ثلث الثلث third",
        "1/4": "ربع الربع quarter",
    }.items()
    for word in words.split()
}
"""A choice that is one of these words is that number; `خمس` is five, for a fifth says `خُمس`."""


def in_base_units(number: Fraction, unit: str) -> tuple[Fraction, str]:
    """The quantity in the base unit of its dimension; an unknown unit stays as it is.

    >>> in_base_units(Fraction(30), "minutes") == in_base_units(Fraction(1, 2), "hours")
    True
    """
    dimension, factor = _BY_NAME.get(unit, (unit, Fraction(1)))
    return number * factor, dimension
