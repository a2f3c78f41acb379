"""Draw the pictures that messengers show beside a shared page: templates/static/share-<kind>.png, 1200 × 630.

    .venv/bin/python -m tools.share_pictures

One for each kind of page, with the site's mark (templates/static/mark.svg) and the kind in words, in the colours of the
site. No name of a district stands on them: they are drawn once, with the browser of the tests, and a name in config.yaml
would not be followed. What stands in the middle is whole where a square is cut out of the picture.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image  # which WeasyPrint brings
from playwright.sync_api import sync_playwright

from tools import harness

STATIC = Path(__file__).resolve().parents[1] / "templates" / "static"
KINDS = {
    "site": ("政府信息公开", "Government information"),
    "policies": ("政策文件", "Policy document"),
    "interpretations": ("政策解读", "Policy interpretation"),
    "questions": ("问答", "Questions and answers"),
    "services": ("办事", "Services"),
    "events": ("活动", "Events"),
}
PAGE = """\
<!doctype html><meta charset="utf-8"><style>
body {{ display: grid; place-content: center; justify-items: center; block-size: 630px; margin: 0 }}
body {{ background: #f7f3e8; color: #163f3a }}
svg {{ inline-size: 132px; block-size: 132px }}
h1 {{ margin: 36px 0 12px; font: 700 84px/1.2 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif }}
h1 {{ letter-spacing: .08em; text-indent: .08em }}
p {{ margin: 0; color: #5b6663; font: 30px/1.4 "Noto Sans CJK SC", sans-serif }}
i {{ inline-size: 96px; block-size: 3px; margin: 0 0 20px; background: #b8863b }}
</style>{mark}<h1>{chinese}</h1><i></i><p lang="en">{english}</p>"""
COLOURS = 24  # as many as flat colours and smooth edges need: a quarter of the bytes


def main() -> None:
    """Draw all."""
    mark = (STATIC / "mark.svg").read_text(encoding="utf-8")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=harness.chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 630})
        for kind, (chinese, english) in KINDS.items():
            page.set_content(PAGE.format(mark=mark, chinese=chinese, english=english))
            drawn = Image.open(BytesIO(page.screenshot())).convert("RGB")
            drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(STATIC / f"share-{kind}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
