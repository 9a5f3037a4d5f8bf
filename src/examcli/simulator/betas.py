"""What a body may say only under a beta header, turned into what everybody may say."""

from collections.abc import Mapping

from examcli.simulator.errors import invalid
from examcli.simulator.json_fields import JsonFields
from examcli.simulator.threads import THREADS_BETA

STRUCTURED_OUTPUTS_BETA = "structured-outputs-2025-11-13"
"""The beta of the time when `output_config.format` was called `output_format`."""
BETA_FIELDS = {"thread": THREADS_BETA, "output_format": STRUCTURED_OUTPUTS_BETA}
"""The fields, each with the beta that it needs."""


def admitted(body: JsonFields, headers: Mapping[str, str]) -> JsonFields:
    """`body` with `output_format`, as it was once called, in its place in `output_config`.

    Raises:
        ApiError: a field is there whose beta is not.
    """
    betas = {name.strip() for name in headers.get("anthropic-beta", "").split(",")}
    for name, beta in BETA_FIELDS.items():
        if body.has(name) and beta not in betas:
            raise invalid(f"{name}: Extra inputs are not permitted")
    if not body.has("output_format"):
        return body
    config = body.child("output_config")
    if config.has("format"):
        raise invalid("output_format: not allowed together with output_config.format")
    rest = {name: value for name, value in body.values.items() if name != "output_format"}
    format_ = body.child("output_format").values
    return JsonFields({**rest, "output_config": {**config.values, "format": format_}})
