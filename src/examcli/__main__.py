"""`python -m examcli`, and the entry point of the `examcli` command."""

from examcli.cli import app
from examcli.cli.streams import prepare_streams


def main() -> None:
    """Run the command line."""
    prepare_streams()
    app()


if __name__ == "__main__":
    main()
