"""Every tolerance of the PDF reader, named, in one place.

Lengths ending in `_em` are shares of the font size, the others are PDF points. They come from what type does,
not from one document: a word space is a fifth of an em or more in every Thai text font, kerning stays under a
twentieth.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class PdfSettings:
    """Tolerances and limits of the PDF reader.

    >>> PdfSettings(word_gap_em=0.15).word_gap_em
    0.15
    """

    word_gap_em: float = 0.10
    """A white gap this wide between two glyphs is a space; a narrower one is none, whatever was drawn."""
    stretched_gap_em: float = 0.14
    """In a line set with stretched letters a space is this much wider than the line's usual gap."""
    column_gap_em: float = 1.1
    """A white gap as wide as this parts two pieces of a line that belong to different columns."""
    row_em: float = 0.12
    """Glyphs whose baselines differ by less stand in the same row."""
    shifted_row_em: float = 0.42
    """Rows this close are one row when nothing of the one stands above the other: raised signs, amounts set
    lower.
    """
    twin_em: float = 0.12
    """The same glyph drawn again within this distance is text drawn twice for bold."""
    mark_reach_em: float = 0.35
    """How far a mark may stand from the consonant that it belongs to."""
    torn_mark_em: float = 4.0
    """How far a stretched line may tear a mark off the consonant that it follows."""
    side_bearing_em: float = 0.1
    """The white beside a letter that belongs to it, where only the box of its ink is known."""
    sara_aa_em: float = 0.27
    """The width of a sara aa that has no box of its own, where the font shows none on the page."""
    rule_thickness: float = 3.0
    """A drawn box thinner than this is a rule of a table."""
    rule_join: float = 2.5
    """Rules this close are drawn as one, and rules whose ends are this close meet."""
    rule_min_length: float = 3.0
    """Shorter strokes are dots and serifs, not rules."""
    dots_of_rule: int = 6
    """So many tiny boxes in a row are a dotted rule; fewer may be dots of a leader or of a drawing."""
    dot_gap: float = 2.5
    """The white between two dots of a rule is at most this many times their size."""
    dot_offset: float = 0.3
    """Dots of one rule stand level within this distance: half the thinnest rule that printers draw."""
    paper_white: int = 250
    """A colour whose red, green and blue are all as high as this (of 255) does not show on paper."""
    outside_page: float = 2.0
    """Glyphs this far outside the page box are not printed."""
    max_glyphs: int = 200_000
    """A page with more glyphs than this is read up to this glyph, with a finding."""
    max_objects: int = 200_000
    """A page with more drawn objects than this is searched for rules up to this object."""
    max_rules: int = 3_000
    """A page with more rules than this in one direction is a map or a picture: its rules make no table."""
    max_fields: int = 100_000
    """Rules that make more fields than this where they cross are graph paper, not a table."""
    max_pieces: int = 5_000
    """A page that gaps cut into more pieces than this has no columns, and no tables without rules: to look
    for them takes time with the square of their number.
    """
    max_form_depth: int = 6
    """Forms nested deeper than this are not searched for rules."""

    usual_type: float = 10.0
    """The size of type, in points, that the lengths in points are meant for."""
    least_type: float = 4.0
    """Nobody prints running text smaller than this: the page's unit is larger than a point (UserUnit)."""

    def for_type(self, em: float) -> PdfSettings:
        """These settings for a page whose type is `em` units high, its lengths in points made smaller where
        the page's unit must be larger than a point.

        >>> PdfSettings().for_type(1.0).rule_thickness, PdfSettings().for_type(12.0).rule_thickness
        (0.3, 3.0)
        """
        if em >= self.least_type or em <= 0.0:
            return self
        scale = em / self.usual_type
        lengths = ("rule_thickness", "rule_join", "rule_min_length", "outside_page", "dot_offset")
        scaled = {name: round(scale * getattr(self, name), 6) for name in lengths}
        return replace(self, **scaled)


DEFAULT = PdfSettings()
