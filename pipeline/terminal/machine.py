"""Commands about this machine: what it has, and how its shell completes the others."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from pipeline.terminal.options import Shell

COMPLETE = "_THAIPLAN_COMPLETE"
"""The variable by which a shell asks for completion."""


def doctor(
    processed: Annotated[Path, typer.Argument(help="Folder that a run would write to.")] = Path(
        "data/processed"
    ),
) -> None:
    """Look at what this machine has of what thaiplan can use."""
    from pipeline.catalogue import said, say, value
    from pipeline.doctor import examine
    from pipeline.terminal.output import padded

    examined = examine(processed)
    for one in examined:
        advice = f". {say('What to do')}: {said(one.advice)}" if one.advice else ""
        health = value(f"health_{one.health}").removeprefix("health_")
        print(f"{padded(health, 10)}{padded(said(one.name), 16)}{said(one.found)}{advice}")
    raise typer.Exit(any(one.health == "bad" for one in examined))


def completion(shell: Annotated[Shell, typer.Argument(help="Which shell.")]) -> None:
    """Print what completes commands and options: put it where the shell looks for it."""
    from typer._completion_shared import get_completion_script

    print(get_completion_script(prog_name="thaiplan", complete_var=COMPLETE, shell=shell.value))


def be_completed() -> None:
    """Lets the program answer what a shell asks it for completion, where one does."""
    if COMPLETE in os.environ:
        from typer._completion_classes import completion_init

        completion_init()
