"""How many tokens a text is: a deterministic estimate that stands in for the real tokenizer.

No public measurement of Sonnet 4.5 on Arabic was found. The nearest is its predecessor's tokenizer
on real exam items: 1.1 to 1.9 Arabic characters a token. The default takes the middle, 1.5, so 0.67
tokens a character; ten questions then are some 1,400 tokens, the low end of what was seen of real
ones (1,400 to 2,700). ASCII at 0.27 is the usual "four characters a token" with a margin for JSON
punctuation. A longer text never has fewer tokens than its beginning, which truncation relies on.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tokenizer:
    """Tokens per hundred characters, by kind of character; whole numbers, so counts are exact."""

    tokens_per_100_ascii: int = 27
    """Latin letters, digits, JSON punctuation."""
    tokens_per_100_others: int = 67
    """Arabic, and every other script."""

    def count(self, text: str) -> int:
        """Estimated tokens of `text`; 0 only for the empty text.

        >>> Tokenizer().count("القدرات العامة"), Tokenizer().count("general aptitude")
        (9, 5)
        """
        ascii_characters = len(text.encode("ascii", "ignore"))
        other_characters = len(text) - ascii_characters
        hundredths = (
            ascii_characters * self.tokens_per_100_ascii
            + other_characters * self.tokens_per_100_others
        )
        return -(-hundredths // 100)

    def scaled(self, factor: float) -> "Tokenizer":
        """The tokenizer that makes `factor` times as many tokens of the same text."""
        return Tokenizer(
            round(self.tokens_per_100_ascii * factor), round(self.tokens_per_100_others * factor)
        )

    def truncate(self, text: str, max_tokens: int) -> str:
        """The longest beginning of `text` that has at most `max_tokens` tokens."""
        shortest, longest = 0, len(text)
        while shortest < longest:
            middle = (shortest + longest + 1) // 2
            if self.count(text[:middle]) <= max_tokens:
                shortest = middle
            else:
                longest = middle - 1
        return text[:shortest]
