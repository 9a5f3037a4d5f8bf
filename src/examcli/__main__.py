"""`python -m examcli`, and the entry point of the `examcli` command."""

from examcli.cli import app


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
