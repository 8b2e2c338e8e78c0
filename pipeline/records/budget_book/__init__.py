"""Budget books (เอกสารงบประมาณ) and integrated plans (แผนงานบูรณาการ): every printed amount, and what it
is for."""

from pipeline.records.budget_book.reader import is_budget_book, read_budget_book, titled_year
from pipeline.records.budget_book.sections import Section, section_headings
from pipeline.records.budget_book.sheets import with_lines

__all__ = ["Section", "is_budget_book", "read_budget_book", "section_headings", "titled_year", "with_lines"]
