"""Strategic nodes are kept once, however often and however they are printed."""

from __future__ import annotations

import pytest

from pipeline.model import Place
from pipeline.records.drafts import Fragment, Plan, StrategyDraft, outer_than
from pipeline.records.types import StrategyKind


class Printed:
    """Nodes of a plan as they are printed, one after the other."""

    def __init__(self) -> None:
        self.plan = Plan()

    def node(
        self, kind: StrategyKind, number: str | None, title: str, parent: StrategyDraft | None = None
    ) -> StrategyDraft:
        source = Fragment(title, title, Place())
        return self.plan.node(kind, number, title, parent, source, len(self.plan.nodes))


def test_paths_are_the_numbers_from_the_top() -> None:
    printed = Printed()
    strategy = printed.node("strategy", "1", "พัฒนาเมือง")
    goal = printed.node("goal", "2", "เมืองสะอาด", strategy)
    tactic = printed.node("tactic", "1.1", "จัดการขยะ", goal)

    assert [n.path for n in (strategy, goal, tactic)] == ["1", "1/G2", "1/1.1"]
    assert [printed.node(k, "3", "ก").path for k in ("dimension", "plan")] == ["D3", "P3"]


def test_a_tactic_stands_under_the_strategy_of_the_goal_it_serves() -> None:
    printed = Printed()
    strategy = printed.node("strategy", "1", "พัฒนาเมือง")
    goal = printed.node("goal", "1", "เมืองสะอาด", strategy)

    assert printed.node("tactic", "1.1", "จัดการขยะ", goal).parent is strategy


@pytest.mark.parametrize("again", ["พัฒนาเมืองให้น่าอยู่", "พัฒนาเมือง", "พัฒนา เมือง ให้น่าอยู่", "พัฒนาเมึองให้น่าอยู่", ""])
def test_a_number_printed_again_is_the_same_node(again: str) -> None:
    printed = Printed()
    first = printed.node("strategy", "1", "พัฒนาเมืองให้น่าอยู่")

    assert printed.node("strategy", "1", again) is first
    assert first.title == "พัฒนาเมืองให้น่าอยู่"


def test_a_node_first_printed_without_its_title_gets_it_later() -> None:
    printed = Printed()
    first = printed.node("strategy", "1", "")

    assert printed.node("strategy", "1", "พัฒนาเมือง") is first
    assert (first.title, first.source.text) == ("พัฒนาเมือง", "พัฒนาเมือง")


def test_another_title_under_the_same_number_is_another_node() -> None:
    printed = Printed()
    first = printed.node("strategy", "1", "พัฒนาเมืองให้น่าอยู่")

    assert printed.node("strategy", "1", "ยกระดับสวัสดิการผู้สูงอายุ") is not first


def test_the_same_number_under_another_node_is_another_node() -> None:
    printed = Printed()
    one, two = printed.node("strategy", "1", "พัฒนาเมือง"), printed.node("strategy", "2", "ยกระดับสวัสดิการ")

    assert printed.node("goal", "1", "เมืองสะอาด", one) is not printed.node("goal", "1", "ผู้สูงอายุมีสุข", two)


def test_nodes_without_numbers_are_told_by_their_titles() -> None:
    printed = Printed()
    first = printed.node("strategy", None, "พัฒนาเมืองให้น่าอยู่")

    assert printed.node("strategy", None, "พัฒนาเมืองให้ น่าอยู่") is first
    assert printed.node("strategy", None, "พัฒนาคนให้มีความรู้") is not first
    assert first.path == ""


def test_a_node_may_be_found_by_number() -> None:
    printed = Printed()
    first = printed.node("goal", "2", "เมืองสะอาด")

    assert printed.plan.find("goal", "2") is first
    assert printed.plan.find("strategy", "2") is None


def test_the_innermost_node_above_may_hold_a_kind() -> None:
    printed = Printed()
    strategy = printed.node("strategy", "1", "พัฒนาเมือง")
    tactic = printed.node("tactic", "1.1", "จัดการขยะ", strategy)

    assert outer_than(tactic, "tactic") is strategy
    assert outer_than(tactic, "strategy") is None
    assert outer_than(None, "tactic") is None


def test_a_node_may_be_printed_with_its_number_once_and_without_it_later() -> None:
    printed = Printed()
    first = printed.node("strategy", "1", "พัฒนาเมืองให้น่าอยู่")

    assert printed.node("strategy", None, "พัฒนาเมืองให้น่าอยู่") is first


def test_a_node_may_be_printed_without_its_number_first() -> None:
    printed = Printed()
    first = printed.node("strategy", None, "พัฒนาเมืองให้น่าอยู่")

    assert printed.node("strategy", "1", "พัฒนาเมืองให้น่าอยู่") is first


def test_a_list_printed_again_goes_on_over_a_misread_title() -> None:
    printed = Printed()
    titles = ("ด้านการบริหารงานบุคคล", "ด้านการเปิดเผยข้อมูล", "ด้านการเสริมสร้างองค์กรคุณธรรม")
    first = [printed.node("dimension", str(at), title) for at, title in enumerate(titles, 1)]
    misread = (*titles[:2], "ด้านการเสริมสร้างองค์กรชุมชน")
    again = [printed.node("dimension", str(at), title) for at, title in enumerate(misread, 1)]
    assert again == first
    assert printed.node("dimension", "3", "ด้านการเสริมสร้างองค์กรดิจิทัล") is not first[2]
