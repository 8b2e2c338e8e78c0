"""What a table or a list stands under."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.drafts import MeasureDraft, StrategyDraft


@dataclass(frozen=True, slots=True)
class Context:
    """The strategic node, the section's fields, and the indicator that headings above have set.

    `project` is the project whose section this is, `measure` what labels under the heading tell of.

    `fields` are what the items of the section are, outermost first: (goal, indicator) under
    "เป้าประสงค์และตัวชี้วัด".
    """

    node: StrategyDraft | None = None
    measure: MeasureDraft | None = None
    project: MeasureDraft | None = None
    fields: tuple[str, ...] = ()
    indicator_number: str | None = None
