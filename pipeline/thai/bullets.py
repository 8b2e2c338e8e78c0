"""The signs that lead the items of a list."""

from __future__ import annotations

BULLETS = "•●▪◦○‣➢➤❖◆⁃\uf0b7\uf0a7\uf0d8\uf076"
"""Typographic list marks, with the private-use codes that Symbol and Wingdings bullets are copied as."""
