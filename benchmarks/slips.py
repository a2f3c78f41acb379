"""How long it takes to tell what is wrong with a site of which everything is: `slips.py [PROGRAM …]`.

A made-up district of 3,000 documents with nine slips each: references to documents, agencies, themes and tags that do not
exist, each slip another one, misspelt keys and values. `check` is run by each program (the root of a checkout; the one that
this file belongs to where none is named), in turn, in one run; told are the processor time of whole processes, and whether
they told the same.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parents[1]
WORDS = (
    "yiliao",
    "jiuzhu",
    "yanglao",
    "tudi",
    "keji",
    "zijin",
    "nongye",
    "fangwu",
    "jiaoyu",
    "jiuye",
    "shuiwu",
    "huanbao",
)
CONFIG = (
    "site:\n  name: 青禾区\n  short_name: 青禾\n  address: https://qinghe.example/\n  id_code: '0000000000'\n"
    "  organiser: 青禾区人民政府\n  description: 测试\n"
)


def slip(word: str, chance: random.Random) -> str:
    """The word with a letter too many, too few, or another."""
    at = chance.randrange(len(word))
    return word[:at] + chance.choice(("", "x", word[at] * 2)) + word[at + 1 :]


def write(root: Path, documents: int) -> None:
    """The district, the same every time."""
    chance = random.Random(14)
    ids = [f"qh-{chance.randint(2015, 2026)}-{'-'.join(chance.sample(WORDS, 3))}-{n}" for n in range(documents)]
    names = [f"{one}-{other}" for one in WORDS for other in WORDS[:5]]
    data = root / "content/data"
    data.mkdir(parents=True)
    (root / "config.yaml").write_text(CONFIG, encoding="utf-8")
    levels = "".join(f"  - {{id: {n}, name: 青禾区{n}局, short: {n}局, level: department}}\n" for n in names)
    (data / "agencies.yaml").write_text(f"agencies:\n{levels}", encoding="utf-8")
    for kind, more in (("themes", ""), ("tags", ", group: who")):
        rows = "".join(f"  - {{id: {n}, name: {kind}{n}{more}}}\n" for n in names)
        (data / f"{kind}.yaml").write_text(f"{kind}:\n{rows}", encoding="utf-8")
    folder = root / "content/policies"
    folder.mkdir()
    for key in ids:
        wrong = [slip(chance.choice(ids), chance) for _ in range(4)]
        agency, theme, tag = (slip(chance.choice(names), chance) for _ in range(3))
        (folder / f"{key}.md").write_text(
            f"---\ntitle: 关于{key}的办法\npublished_on: 2024-01-02\nissuers: [{agency}]\nthemes: [{theme}]\ntags: [{tag}]\n"
            f"category: {slip('normative', chance)}\n{slip('keywords', chance)}: [甲]\n"
            f"based_on: [{', '.join(wrong[:3])}]\nimplements: [{wrong[3]}]\n---\n第一条　正文。\n",
            encoding="utf-8",
        )


def check(program: Path, root: Path) -> tuple[float, int, str]:
    """Processor time of one `check` in seconds, how many lines it told, and a digest of them."""
    before = os.times()
    words = [
        sys.executable,
        str(program / "build.py"),
        "check",
        "--root",
        str(root),
        "--jobs",
        "1",
        "--as-of",
        "2026-03-01",
    ]
    said = subprocess.run(words, capture_output=True, check=False)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    told = re.sub(rb"[^\n]*\xe7\xa7\x92[^\n]*", b"", said.stdout + said.stderr)  # how many seconds it took
    return spent, told.count(b"content/"), hashlib.sha256(told).hexdigest()[:12]


def main() -> None:
    """Write the district, run the programs in turn, say the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("programs", nargs="*", type=Path, default=[HERE])
    parser.add_argument("--documents", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, options.documents)
        shutil.copytree(HERE / "templates", root / "templates")
        runs = [[check(program.resolve(), root) for program in options.programs] for _ in range(options.rounds)]
    for number, program in enumerate(options.programs):
        times = [one[number][0] for one in runs]
        print(
            f"{program}: median {statistics.median(times):.2f} s ({min(times):.2f} – {max(times):.2f}), {runs[0][number][1:]}"
        )


if __name__ == "__main__":
    main()
