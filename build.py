"""Build the site: `python build.py`. Everything it can do: `python build.py --help`."""

import sys

if __name__ == "__main__":
    try:
        from disclosure.commands.cli import main

        code: int | str = main()
    except ModuleNotFoundError as missing:
        code = (
            f"缺少 Python 包 {missing.name}。请先运行：make site，或 pip install --require-hashes -r requirements.txt\n"
            f"The Python package {missing.name} is missing. "
            "Run: make site, or pip install --require-hashes -r requirements.txt"
        )
    except KeyboardInterrupt:
        code = 130  # while still loading: nothing was touched, and there is nothing to tell
    import signal  # not before what may be broken off

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # there is nothing left to break off
    sys.exit(code)
