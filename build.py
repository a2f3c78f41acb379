"""Build the site: `python build.py`. Everything it can do: `python build.py --help`."""

import sys

try:
    from disclosure.cli import main
except ModuleNotFoundError as missing:
    sys.exit(
        f"缺少 Python 包 {missing.name}。请先运行：make site，或 pip install --require-hashes -r requirements.txt\n"
        f"The Python package {missing.name} is missing. Run: make site, or pip install --require-hashes -r requirements.txt"
    )
except KeyboardInterrupt:
    sys.exit(130)  # while still loading: nothing was touched, and there is nothing to tell

if __name__ == "__main__":
    sys.exit(main())
