"""The documentation as a site: `python docs/site.py OUT`. Nothing is fetched, and the pages fetch nothing.

The pages are those of this folder and the ones beside README.md; notebooks become pages with what they show.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
BESIDE = {
    "README.md": "index.md",
    "README.th.md": "th.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)((?:#[^)\s]*)?)\)")
_SETTINGS: dict[str, Any] = {
    "site_name": "thaiplan",
    "theme": {
        "name": "material",
        "font": False,
        "language": "en",
        "features": ["navigation.indexes", "content.code.copy"],
        "palette": {"primary": "indigo"},
    },
    "plugins": [{"search": {"lang": ["en", "th"]}}],
    "markdown_extensions": ["tables", "admonition", "pymdownx.superfences", "md_in_html", "toc"],
    "nav": [
        {"Start": [{"thaiplan": "index.md"}, {"ภาษาไทย": "th.md"}, {"Questions": "faq.md"}]},
        {
            "Use": [
                {"Review and correct": "review.md"},
                {"Take it along": "export.md"},
                {"As a library": "library.md"},
                {"What changed": "changes.md"},
                {"Data dictionary": "data-dictionary.md"},
                {"Glossary": "glossary.md"},
            ]
        },
        {
            "Notebooks": [
                {"Start here": "1-start-here.md"},
                {"Money": "2-money.md"},
                {"Indicators": "3-indicators.md"},
                {"Quality": "4-quality.md"},
                {"Two years": "5-two-years.md"},
            ]
        },
        {
            "Run": [
                {"Every night": "nightly.md"},
                {"Upgrade": "upgrade.md"},
                {"Clusters": "cluster.md"},
                {"Hostile documents": "limits.md"},
                {"Reliability": "reliability.md"},
            ]
        },
        {
            "How it works": [
                {"Accuracy": "accuracy.md"},
                {"Stages": "stages.md"},
                {"Architecture": "architecture.md"},
                {"Budget books": "budget-books.md"},
                {"Office files": "office.md"},
                {"Scanned pages": "ocr.md"},
                {"Fonts of PDFs": "fonts.md"},
                {"Contributing": "contributing.md"},
                {"Changelog": "changelog.md"},
            ]
        },
    ],
}


def gather(pages: Path) -> None:
    """Puts all pages into one folder, with links that hold there."""
    sources = {page.name: page for page in (ROOT / "docs").glob("*.md")}
    names = {page: page.name for page in sources.values()}
    names |= {ROOT / name: new for name, new in BESIDE.items()}
    names |= {page: f"{page.stem}.md" for page in (ROOT / "notebooks").glob("*.ipynb")}
    for page, name in names.items():
        text = _notebook(page) if page.suffix == ".ipynb" else page.read_text("utf-8")
        (pages / name).write_text(_relinked(text, page, names), "utf-8")
    if (ROOT / "docs" / "pictures").is_dir():
        shutil.copytree(ROOT / "docs" / "pictures", pages / "pictures")


def _relinked(text: str, page: Path, names: dict[Path, str]) -> str:
    """A page whose links lead to pages of the site; a link to code becomes its words."""

    def link(found: re.Match[str]) -> str:
        target = (page.parent / found[1]).resolve()
        if target in names:
            return f"]({names[target]}{found[2]})"
        if target.is_relative_to(ROOT / "docs" / "pictures"):
            return f"](pictures/{target.name})"
        return f"]<!-- {found[1]} -->"

    text = _LINK.sub(link, text)
    return re.sub(r"\[([^\[\]]*)\]<!-- [^>]* -->", r"\1", text)


def _notebook(page: Path) -> str:
    parts = []
    for cell in json.loads(page.read_text("utf-8"))["cells"]:
        source = "".join(cell["source"])
        parts.append(source if cell["cell_type"] == "markdown" else f"```python\n{source}\n```")
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "image/png" in data:
                parts.append(f'<img alt="" src="data:image/png;base64,{data["image/png"]}">')
            elif "text/html" in data:
                html = "".join(data["text/html"]).replace("\n", " ")
                parts.append(f'<div style="overflow-x:auto">{re.sub("<style.*?</style>", "", html)}</div>')
            else:
                plain = "".join(data.get("text/plain", output.get("text", "")))
                parts.append(f"```text\n{plain}\n```")
    return "\n\n".join(parts) + "\n"


def main() -> int:
    """Builds the site into the folder that is named."""
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "site").resolve()
    with tempfile.TemporaryDirectory() as scratch:
        pages = Path(scratch) / "docs"
        pages.mkdir()
        gather(pages)
        settings = Path(scratch) / "mkdocs.yml"
        settings.write_text(json.dumps(_SETTINGS | {"docs_dir": str(pages), "site_dir": str(out)}), "utf-8")
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "--quiet",
            "--config-file",
            str(settings),
        ]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
