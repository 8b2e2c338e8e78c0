"""Runs the notebooks and keeps what they show in them, so that they can be read without being run.

`python notebooks/execute.py` runs all of them on `data/processed`, which `make run` publishes.
"""

from __future__ import annotations

import ast
import base64
import contextlib
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import matplotlib

HERE = Path(__file__).parent
Notebook = dict[str, Any]


def execute(notebook: Notebook) -> Notebook:
    """The notebook with what each of its cells shows. Raises whatever a cell raises."""
    import matplotlib.pyplot as plt

    names: dict[str, Any] = {"__name__": "__main__"}
    cells = []
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            outputs = _run("".join(cell["source"]), f"cell {number}", names)
            for figure in plt.get_fignums():
                outputs.append(_picture(plt.figure(figure)))
            plt.close("all")
            cell = cell | {"outputs": outputs, "execution_count": None}
        cells.append(cell)
    return notebook | {"cells": cells}


def _run(source: str, name: str, names: dict[str, Any]) -> list[dict[str, Any]]:
    body = ast.parse(source, name).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(body, []), name, "exec"), names)
        value = eval(compile(ast.Expression(last.value), name, "eval"), names) if last else None
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append({"output_type": "stream", "name": "stdout", "text": _lines(printed.getvalue())})
    if value is not None and not source.rstrip().endswith(";"):
        data = {"text/plain": _lines(repr(value))}
        if hasattr(value, "_repr_html_"):
            data["text/html"] = _lines(value._repr_html_())
        outputs.append({"output_type": "display_data", "data": data, "metadata": {}})
    return outputs


def _picture(figure: Any) -> dict[str, Any]:
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    png = base64.b64encode(out.getvalue()).decode()
    return {"output_type": "display_data", "data": {"image/png": png}, "metadata": {}}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def main() -> None:
    """Executes all notebooks in place."""
    matplotlib.use("Agg")
    os.chdir(HERE)
    sys.path.insert(0, str(HERE))
    for file in sorted(HERE.glob("*.ipynb")):
        done = execute(json.loads(file.read_text("utf-8")))
        file.write_text(json.dumps(done, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
        print(file.name)


if __name__ == "__main__":
    main()
