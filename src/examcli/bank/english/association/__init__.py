"""Association of two quantities: lines that predict, and how far they are off."""

from examcli.bank.draft import Generator
from examcli.bank.english.association import predictions, residuals

GENERATORS: dict[str, Generator] = {
    "prediction-line": predictions.prediction_line,
    "residual": residuals.residual,
}
