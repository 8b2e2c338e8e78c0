"""What changed from one snapshot to another: documents, records, and the sums of budgets."""

from pipeline.publish.diff.compare import changes, diff
from pipeline.publish.diff.files import json_text, write_parquet
from pipeline.publish.diff.short import short_lines
from pipeline.publish.diff.snapshots import diff_snapshots
from pipeline.publish.diff.types import (
    BudgetChange,
    Changes,
    Diff,
    DocumentChange,
    DocumentState,
    FieldChange,
    FindingChange,
    RecordChange,
    Records,
    TableChange,
)
from pipeline.publish.stores.chosen import Chosen, choose_snapshots

__all__ = [
    "BudgetChange",
    "Changes",
    "Chosen",
    "Diff",
    "DocumentChange",
    "DocumentState",
    "FieldChange",
    "FindingChange",
    "RecordChange",
    "Records",
    "TableChange",
    "changes",
    "choose_snapshots",
    "diff",
    "diff_snapshots",
    "json_text",
    "short_lines",
    "write_parquet",
]
