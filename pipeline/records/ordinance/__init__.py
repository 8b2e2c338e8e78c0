"""Detailed budget ordinances of local administrations, and other lists of amounts in lines."""

from pipeline.records.ordinance.ledger import is_ledger, read_ledger
from pipeline.records.ordinance.reader import is_ordinance, read_ordinance

__all__ = ["is_ledger", "is_ordinance", "read_ledger", "read_ordinance"]
