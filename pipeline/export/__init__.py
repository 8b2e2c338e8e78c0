"""Snapshots to take along: workbooks, CSV, databases, packages for a data portal."""

from pipeline.export.command import Exported, ExportSettings, export

__all__ = ["ExportSettings", "Exported", "export"]
