"""The repairs that geometry makes, by name. `Document.repairs` counts them, `text --explain` shows them.

A repair that the text repair makes too, and geometry only with more certainty, goes by the same name.
"""

from __future__ import annotations

WINDOWS_GLYPHS = "map_windows_glyphs"
MAC_GLYPHS = "map_mac_glyphs"
SYMBOL_BULLETS = "map_symbol_bullets"
LATIN_TONE_MARKS = "map_latin_tone_marks"
LATIN_DIGITS = "map_latin_digits"
CODE_PAGE = "decode_thai_code_page"
UNMAPPED_MARKS = "name_unmapped_marks"
CORRECTED = "correct_glyphs_by_shape"
SHAPES = "read_font_by_shapes"
SARA_AM = "compose_sara_am"
DOUBLED_MARKS = "drop_doubled_marks"
DRAWN_TWICE = "drop_text_drawn_twice"
STRAY_MARKS = "drop_stray_marks"

EXPLANATIONS = {
    WINDOWS_GLYPHS: "private-use glyphs of Windows Thai fonts are the marks that they draw",
    MAC_GLYPHS: "alternate marks of Mac Thai fonts are the marks that they draw",
    SYMBOL_BULLETS: "private-use characters of the Symbol and Wingdings fonts are the bullets that they draw",
    LATIN_TONE_MARKS: "É Ê Ë Ì Í without advance over a letter are ่ ้ ๊ ๋ ์, whose glyph numbers they are",
    LATIN_DIGITS: "Ř to š in a font that draws Thai are digits: Arabic if they look so, else Thai",
    CODE_PAGE: "a font whose letters are nearly all from ¡ to û has Thai letters at these bytes",
    UNMAPPED_MARKS: "a mark that its font maps to nothing is the mark that its ink has the shape of",
    CORRECTED: "a glyph that looks nothing like what its font says is the character that it looks like",
    SHAPES: "a font whose glyphs do not look like what it says, or that says nothing, is read by shapes",
    SARA_AM: "the ring over a consonant and the sara aa behind it are one sara am",
    DOUBLED_MARKS: "a mark drawn, or given by a ligature, twice over the same letter counts once",
    DRAWN_TWICE: "a letter drawn again at the same place, to look bold, counts once",
    STRAY_MARKS: "a mark with no letter within an em of it belongs to nothing that is printed",
}
