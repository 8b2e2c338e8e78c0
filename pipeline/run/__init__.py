"""The main job, and what it is made of: a folder of documents becomes one snapshot, night after night."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.run.job import RunSettings, RunSummary, run, utc_now

__all__ = ["RunSettings", "RunSummary", "run", "utc_now"]


def __getattr__(name: str) -> Any:
    """The job, imported when it is asked for: the processes that read documents do without what publishes."""
    if name in __all__:
        from pipeline.run import job

        return getattr(job, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
