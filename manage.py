#!/usr/bin/env python3
"""Django's own entry point; `lantoa` (config/console.py) is the same under the project's name."""

from config.console import main

if __name__ == "__main__":
    main()
