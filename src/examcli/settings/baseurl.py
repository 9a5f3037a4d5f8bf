"""The base URL of a server: where it really begins, and whether it leads to this machine."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit, urlunsplit

API_PATH = re.compile(r"/+(?:v1(?:/+messages)?/*)?$")
"""What other tools want to have in a base URL, and this one adds itself."""


def root(url: str) -> str:
    """The base URL up to where the path of a request begins, however far it was typed."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=API_PATH.sub("", parts.path)))


def is_loopback(url: str) -> bool:
    """Whether a server is on this machine: nothing that is sent to it leaves the machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
