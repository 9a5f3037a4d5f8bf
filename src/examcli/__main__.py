"""`python -m examcli`, and the entry point of the `examcli` command."""

from examcli.cli import app
from examcli.cli.endings import end_as_by_ctrl_c
from examcli.cli.streams import prepare_streams


def main() -> None:
    """Run the command line."""
    prepare_streams()
    end_as_by_ctrl_c()
    app()


if __name__ == "__main__":
    main()
