"""Reading local budget ordinances (ข้อบัญญัติ, เทศบัญญัติงบประมาณ) as the e-LAAS system prints them."""

from pipeline.records.ordinance.reader import is_ordinance, read_ordinance

__all__ = ["is_ordinance", "read_ordinance"]
