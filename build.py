"""Build the site: `python build.py`. Everything it can do: `python build.py --help`."""

import sys

from disclosure.cli import main

if __name__ == "__main__":
    sys.exit(main())
