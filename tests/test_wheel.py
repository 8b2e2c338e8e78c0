"""The wheel on its own: an environment that has the dependencies, and nothing of the checkout."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from pipeline.version import pipeline_version

pytestmark = pytest.mark.xdist_group("wheel")

ROOT = Path(__file__).parent.parent


def call(*command: str | Path, cwd: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command, cwd=cwd, env=clean, capture_output=True, text=True, encoding="utf-8", timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of an environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv", symlinks=True)
    python = folder / "venv" / "bin" / "python"
    call(
        sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", wheel, cwd=folder
    )
    site = Path(
        call(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    )
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python.parent


def test_it_is_the_wheel_that_runs_and_it_is_the_same_pipeline(installed: Path, tmp_path: Path) -> None:
    module = call(installed / "python", "-c", "import pipeline; print(pipeline.__file__)", cwd=tmp_path)
    assert Path(module).is_relative_to(installed.parent)
    assert call(installed / "thaiplan", "--version", cwd=tmp_path).strip() == f"thaiplan {pipeline_version()}"


def test_it_runs_and_checks_as_the_checkout_does(installed: Path, tmp_path: Path) -> None:
    raw, ours, theirs = ROOT / "data" / "raw", tmp_path / "ours", tmp_path / "theirs"
    command = "import sys; from pipeline.cli import main; main()"
    call(sys.executable, "-c", command, "run", "--quiet", raw, ours, cwd=ROOT)
    call(installed / "thaiplan", "run", "--quiet", raw, theirs, cwd=tmp_path)
    report = json.loads(call(installed / "thaiplan", "check", "--json", theirs, cwd=tmp_path))
    assert report["ok"]
    for table in sorted((ours / "latest").glob("*.parquet")):
        if table.stem != "documents":
            assert table.read_bytes() == (theirs / "latest" / table.name).read_bytes()
