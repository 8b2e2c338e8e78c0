"""The main job, and what it is made of: a folder of documents becomes one snapshot, night after night."""

from pipeline.run.job import RunSettings, RunSummary, run, utc_now

__all__ = ["RunSettings", "RunSummary", "run", "utc_now"]
