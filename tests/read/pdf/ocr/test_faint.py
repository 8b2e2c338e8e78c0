import numpy as np

from pipeline.read.pdf.ocr.faint import with_faint_rules
from pipeline.read.pdf.ocr.ink import Grey
from pipeline.read.pdf.ocr.rules import cell_insides, picture_rules
from pipeline.read.pdf.rule_scan import Rules

NONE = Rules(np.zeros((0, 4)), np.zeros((0, 4)))
LEFT, TOP, WIDTH, HEIGHT = 100, 100, 300, 120


def paper(noise: float) -> Grey:
    levels = np.random.default_rng(1).normal(235, noise, (700, 1200))
    return np.clip(levels, 0, 255).astype(np.uint8)


def grid(grey: Grey, darker: int, columns: int = 3, rows: int = 4) -> Grey:
    """The paper with a table whose rules are a little darker."""
    levels = grey.astype(np.int16)
    right, bottom = LEFT + columns * WIDTH, TOP + rows * HEIGHT
    for x in range(LEFT, right + 1, WIDTH):
        levels[TOP:bottom, x : x + 4] -= darker
    for y in range(TOP, bottom + 1, HEIGHT):
        levels[y : y + 4, LEFT:right] -= darker
    return np.clip(levels, 0, 255).astype(np.uint8)


def test_a_table_whose_rules_are_hardly_darker_than_the_noise_of_its_paper_has_its_cells() -> None:
    for noise, darker in ((0, 8), (8, 30), (16, 60)):
        grey = grid(paper(noise), darker)
        rules = with_faint_rules(grey, NONE)
        assert len(cell_insides(rules, grey.shape)) == 12, (noise, darker)


def test_a_faint_line_that_meets_no_other_is_no_rule() -> None:
    grey = paper(4)
    grey[300:304, 100:1000] -= 30
    assert not len(with_faint_rules(grey, NONE).horizontal)


def test_letters_that_fill_the_cells_of_a_table_are_no_rules() -> None:
    grey = grid(paper(2), 200)
    for y in range(TOP + 40, TOP + 4 * HEIGHT, HEIGHT):
        for x in range(LEFT + 10, LEFT + 3 * WIDTH, 14):
            grey[y : y + 6, x : x + 8] = 30
            grey[y : y + 40, x : x + 3] = 30
    known = picture_rules(grey < 128)
    found = with_faint_rules(grey, known)
    assert len(cell_insides(found, grey.shape)) == len(cell_insides(known, grey.shape)) == 12
