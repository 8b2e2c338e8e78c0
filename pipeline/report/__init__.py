"""A report of a snapshot, or of one of its documents, as one HTML file to send."""

from pipeline.report.page import report

__all__ = ["report"]
