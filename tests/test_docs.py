"""The documentation is run: what it shows is what a reader gets."""

import doctest
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperGroup as Group
from typer.main import get_command

from pipeline import schema
from pipeline.cli import app
from pipeline.publish.stored import DOCUMENT_FAILED, DOCUMENT_STALE, DUPLICATE_DOCUMENT
from pipeline.publish.validate import CONSTRAINT_BROKEN
from pipeline.run import run

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
READMES = [ROOT / "README.md", ROOT / "README.th.md"]

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
REVIEW_PORT = "8745"
ELLIPSIS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def blocks(language: str, pages: list[Path] = PAGES) -> list:
    return [
        pytest.param(
            found[2],
            id=f"{page.relative_to(ROOT)}:{page.read_text()[: found.start()].count(chr(10)) + 2}",
            # A reader goes from the top of a page to its end: one process runs all of it.
            marks=pytest.mark.xdist_group(str(page.relative_to(ROOT))),
        )
        for page in pages
        for found in BLOCK.finditer(page.read_text(encoding="utf-8"))
        if found[1] == language
    ]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader has after `make run`."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    run(folder / "data" / "raw", folder / "data" / "processed")
    return folder


@pytest.fixture
def in_checkout(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(checkout)
    # Where examples run anew, reading the scan over and over would be most of what this takes.
    scan = checkout / "data" / "raw" / "watershed-plan-scanned.pdf"
    scan = scan.rename(checkout / scan.name)
    yield checkout
    scan.rename(checkout / "data" / "raw" / scan.name)


@pytest.mark.parametrize("code", blocks("python"))
def test_python_examples_run_and_print_something(
    code: str, in_checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(compile(code, "example", "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("page", [ROOT / "docs" / "stages.md"], ids=lambda page: page.name)
def test_interactive_examples_print_what_they_show(page: Path, in_checkout: Path) -> None:
    session = "\n".join(block.values[0] for block in blocks("pycon", [page]))
    test = doctest.DocTestParser().get_doctest(session, {}, page.name, None, None)
    said: list[str] = []
    assert test.examples
    doctest.DocTestRunner(optionflags=ELLIPSIS).run(test, out=said.append)
    assert "".join(said) == ""


@pytest.mark.parametrize("file", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda file: file.stem)
def test_notebooks_run_and_can_be_read_without_running(
    file: Path, in_checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("matplotlib").use("Agg")
    shutil.copytree(ROOT / "notebooks", in_checkout / "notebooks", dirs_exist_ok=True)
    monkeypatch.chdir(in_checkout / "notebooks")
    monkeypatch.syspath_prepend(in_checkout / "notebooks")
    from execute import execute  # type: ignore[import-not-found]

    stored = json.loads(file.read_text(encoding="utf-8"))
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        done = execute(stored)
    assert _shows(stored) == _shows(done)
    assert "image/png" in str(_shows(stored))


def _shows(notebook: dict) -> list[list[str]]:
    """What kinds of output each cell of a notebook has."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return [[kind for out in cell["outputs"] for kind in sorted(out.get("data", ["text"]))] for cell in code]


def commands(session: str) -> list[tuple[str, str]]:
    """Each command of a console session with the output shown below it."""
    parts = re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.mark.parametrize("session", blocks("console"))
def test_console_examples_print_what_they_show(session: str, checkout: Path) -> None:
    # Whoever tests beside this may have the port that the page names.
    session = session.replace(REVIEW_PORT, str(free_port()))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command, shown in commands(session):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=checkout,
            env=os.environ | {"PATH": path, "COLUMNS": "100"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout
        assert "thaiplan: " not in done.stdout
        if shown:
            assert doctest.OutputChecker().check_output(shown, done.stdout, ELLIPSIS), done.stdout


def options() -> list[tuple[str, str]]:
    program = get_command(app)
    found = [("", option) for parameter in program.params for option in parameter.opts]
    own = dict(program.commands)
    for group in [one for one in own.values() if isinstance(one, Group)]:
        own |= {f"{group.name} {name}": command for name, command in group.commands.items()}
    for name, command in own.items():
        found.append((name, name))
        found += [
            (name, opt) for parameter in command.params for opt in parameter.opts if opt.startswith("--")
        ]
    return found


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
@pytest.mark.parametrize(("command", "option"), options())
def test_every_command_and_option_has_an_example(command: str, option: str, page: Path) -> None:
    # What needs a cluster, a server or somebody to tell is run by tests of its own.
    elsewhere = [ROOT / "docs" / name for name in ("cluster.md", "export.md", "nightly.md")]
    sessions = [*blocks("console", [page]), *blocks("session", elsewhere)]
    shown = [line for block in sessions for line, _ in commands(block.values[0])]
    wanted = re.compile(rf"thaiplan\b.*{re.escape(command)}\b.*(?<![\w-]){re.escape(option)}(?![\w-])")
    short = re.compile(rf"thaiplan {re.escape(option)}(?![\w-])")
    assert any(wanted.search(line) or short.search(line) for line in shown)


def test_both_readmes_show_the_same_code() -> None:
    english, thai = ([found[2] for found in BLOCK.finditer(page.read_text("utf-8"))] for page in READMES)
    assert english == thai


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_glossary_has_each_term_once() -> None:
    rows = re.findall(r"^\| ([^|]*[ก-๙][^|]*) \|", (ROOT / "docs" / "glossary.md").read_text("utf-8"), re.M)
    terms = [term.strip() for row in rows for term in row.split(",")]
    assert len(terms) > 50
    assert sorted(terms) == sorted(set(terms))


def test_every_finding_has_advice() -> None:
    source = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "pipeline").rglob("*.py"))
    codes = set(re.findall(r'"(?:info|warning|error)",\s*"([a-z]+(?:_[a-z]+)*)",', source))
    codes -= {*schema.load("documents").names, "warning"}
    codes |= {DOCUMENT_FAILED, DOCUMENT_STALE, DUPLICATE_DOCUMENT, CONSTRAINT_BROKEN}
    advice = (ROOT / "docs" / "nightly.md").read_text(encoding="utf-8").partition("about findings")[2]
    advised = re.findall(r"`([a-z_]+)`", " ".join(re.findall(r"^\|([^|]*)\|", advice, re.M)[2:]))
    assert sorted(advised) == sorted(codes)


def test_the_module_map_names_every_room() -> None:
    described = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = [
        f"pipeline/{entry.name}" + "/" * entry.is_dir()
        for entry in (ROOT / "pipeline").iterdir()
        if entry.name not in ("__init__.py", "__pycache__", "py.typed")
    ]
    assert [room for room in rooms if f"`{room}`" not in described] == []


def test_the_site_of_the_docs_is_built_without_a_network(tmp_path: Path) -> None:
    pytest.importorskip("material", reason="pip install 'thaiplan[docs]'")
    command = [sys.executable, str(ROOT / "docs" / "site.py"), str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//[^"' >]+\.(?:js|css|woff2?)""", page)
    assert (tmp_path / "site" / "2-money" / "index.html").exists()
