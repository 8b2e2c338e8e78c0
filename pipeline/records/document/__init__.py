"""What a document is: its title, type, issuer and years, from its cover or from the letter it came with."""

from pipeline.records.document.describe import DocumentDescription, describe, describe_by

__all__ = ["DocumentDescription", "describe", "describe_by"]
