"""One thing after the other: what goes wrong with one of them stops no other."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


def each_by_itself(items: Iterable[Item], work: Callable[[Item], Made]) -> list[Made]:
    """Return what *work* makes of each of *items*, in their order.

    What it raises stops no other one. All of it is raised at the end as one group.
    """
    done, wrong = list[Made](), list[BaseException]()
    for item in items:
        with ThreadPoolExecutor(1, "round") as beside:
            made = beside.submit(copy_context().run, work, item)
        if error := made.exception():
            wrong.append(error)
        else:
            done.append(made.result())
    if wrong:
        raise BaseExceptionGroup("not all of it could be done", wrong)
    return done
