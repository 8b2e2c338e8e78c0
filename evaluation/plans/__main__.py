"""Write random plans with gold into a folder.

python -m evaluation.plans OUT [--forms testing] [--count 60] [--seed 1] [--formats txt,html,docx,xlsx,pdf]
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evaluation.plans.make import FORMATS, write_folder


def main(
    out: Path,
    forms: Annotated[str, typer.Option(help="training or testing")] = "testing",
    count: Annotated[int, typer.Option(help="how many plans")] = 60,
    seed: Annotated[int, typer.Option(help="the same seed gives the same plans")] = 1,
    formats: Annotated[str, typer.Option(help="formats in turn, with commas")] = ",".join(FORMATS),
) -> None:
    """Write random plans with their gold."""
    write_folder(out, forms, count, seed, tuple(formats.split(",")))
    typer.echo(f"{out}: {count} plans")


if __name__ == "__main__":
    typer.run(main)
