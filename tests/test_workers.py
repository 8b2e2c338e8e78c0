import os
import time
from concurrent.futures.process import BrokenProcessPool

from pipeline.workers import in_order


def double(number: int) -> int:
    time.sleep(0.01 * (number % 3))
    return 2 * number


def fail_on_odd(number: int) -> int:
    if number % 2:
        raise ValueError(f"{number} is odd")
    return number


def die_on_three(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number


def test_results_come_in_the_order_of_the_items() -> None:
    done = [(number, future.result()) for number, future in in_order(range(30), double, workers=2)]
    assert done == [(number, 2 * number) for number in range(30)]


def test_an_exception_stays_with_its_item() -> None:
    errors = {number: future.exception() for number, future in in_order(range(4), fail_on_odd, workers=2)}
    assert [str(error) for error in errors.values()] == ["None", "1 is odd", "None", "3 is odd"]


def test_a_worker_that_dies_takes_only_its_item_with_it() -> None:
    done = dict(in_order(range(12), die_on_three, workers=2))
    assert isinstance(done.pop(3).exception(), BrokenProcessPool)
    assert [future.result() for future in done.values()] == [number for number in range(12) if number != 3]


def test_items_are_taken_only_as_results_are_used() -> None:
    taken = []

    def items():
        for number in range(1000):
            taken.append(number)
            yield number

    results = in_order(items(), double, workers=1)
    next(results)
    assert len(taken) < 10
    results.close()
