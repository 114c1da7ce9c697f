"""The console script `lantoa`: Django's management commands under the project's name, and the commands on documents,
which need no Django."""

import os
import sys


def main() -> None:
    """Run the command named on the command line."""
    from lantoa.documents import command_line

    if sys.argv[1:2] and sys.argv[1] in command_line.COMMANDS:
        sys.exit(command_line.main(sys.argv[1:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
