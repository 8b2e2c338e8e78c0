"""The examples of docs/cluster.md print what they show, on S3 and on a cluster."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cluster.conftest import PLANS, ROOT, SECONDS, Cluster

pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("s3")]
SESSION = re.compile(r"^```session\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_examples_print_what_they_show(s3, cluster: Cluster, plans: Path) -> None:
    for name in PLANS:
        s3.put_file(str(plans / name), f"plans/raw/{name}")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    page = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")
    lines = "".join(SESSION.findall(page)).replace("tcp://scheduler:8786", cluster.address)
    examples = re.split(r"^\$ ", lines, flags=re.MULTILINE)[1:]
    assert examples
    for example in examples:
        command, _, shown = example.partition("\n")
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=plans.parent,
            env=os.environ | {"PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=3 * SECONDS,
        )
        assert done.returncode == 0, done.stdout
        flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        assert doctest.OutputChecker().check_output(shown, done.stdout, flags), done.stdout
