import threading
import time
from concurrent.futures import ThreadPoolExecutor

from pipeline.work.workers import Room, as_finished


def double(number: int) -> int:
    time.sleep(0.01 * (number % 3))
    return 2 * number


def fail_on_odd(number: int) -> int:
    if number % 2:
        raise ValueError(f"{number} is odd")
    return number


def test_every_item_comes_back_once_with_its_result() -> None:
    with ThreadPoolExecutor(2) as executor:
        finished = as_finished(range(30), lambda number: executor.submit(double, number), in_flight=8)
        done = {number: future.result() for number, future in finished}
    assert done == {number: 2 * number for number in range(30)}


def test_an_exception_stays_with_its_item() -> None:
    with ThreadPoolExecutor(2) as executor:
        finished = as_finished(range(4), lambda number: executor.submit(fail_on_odd, number), in_flight=8)
        errors = {number: str(future.exception()) for number, future in finished}
    assert errors == {0: "None", 1: "1 is odd", 2: "None", 3: "3 is odd"}


def test_items_are_taken_only_as_results_are_used() -> None:
    taken = []

    def items():
        for number in range(1000):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(1) as executor:
        results = as_finished(items(), lambda number: executor.submit(double, number), in_flight=4)
        next(results)
        assert len(taken) < 10
        results.close()


def test_who_has_made_much_waits_until_some_is_taken() -> None:
    room, entered = Room(10), []

    def make(size: int) -> None:
        room.enter(size)
        entered.append(size)

    threads = [threading.Thread(target=make, args=(size,), daemon=True) for size in (25, 4, 5, 3)]
    for thread in threads:
        thread.start()
        thread.join(0.05)
    assert entered == [25]
    room.leave(25)
    for _ in range(500):
        if len(entered) == 3:
            break
        time.sleep(0.01)
    assert sum(entered[1:]) <= 10
    room.close()
    for thread in threads:
        thread.join(5)
    assert sorted(entered) == [3, 4, 5, 25]
