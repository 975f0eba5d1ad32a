"""Spreads work over processes. Results come back in the order of the work, whoever did it.

Workers are spawned, not forked (a forked copy of a process with running threads may hang), so each loads its own engine
once; a small batch is quicker in this process. A worker whose parent was killed ends itself.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, TypeVar

from rashomon.case.errors import CaseError

T = TypeVar("T")
R = TypeVar("R")

WORTH_A_CREW = 24
"""Documents from which a second process pays: loading the engine costs a worker some three seconds, about 15 articles."""

AHEAD = 4
"""Items that each worker may be ahead of the writer, so that a large batch is never held in memory as a whole."""

BROKEN = (
    "a process that reads ended by itself; what it had read is kept, read again with one process (workers=1), and let a script "
    'that asks for more keep its work under `if __name__ == "__main__":`'
)

_worker: Any = None


def size(workers: int, items: int) -> int:
    """How many processes to use: as asked, or (0) one a core once the batch is large enough."""
    if workers > 0:
        return min(workers, max(1, items))
    return min(os.cpu_count() or 1, items) if items >= WORTH_A_CREW else 1


def spread(make: Callable[[], Callable[[T], R]], items: Sequence[T], workers: int) -> Iterator[R]:
    """`make()(item)` for each item, in order. `make` is called once a process and must be picklable."""
    if workers <= 1:
        work = make()
        yield from map(work, items)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(make,)) as pool:
        rest = iter(items)
        waiting: list[Future[R]] = [pool.submit(_run, item) for item in islice(rest, workers * AHEAD)]
        while waiting:
            try:
                done = waiting.pop(0).result()
            except BrokenProcessPool as error:
                raise CaseError(BROKEN) from error
            yield done
            waiting.extend(pool.submit(_run, item) for item in islice(rest, 1))


def _start(make: Callable[[], Callable[[T], R]]) -> None:
    global _worker
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker = make()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run(item: T) -> Any:
    return _worker(item)
