"""Multiple-choice exams written with Claude: streamed, cached, stored, resumed."""

__version__ = "0.1.0"
