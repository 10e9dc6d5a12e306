"""Where a function is mapped over batches: this process, a pool of processes on this machine, or a Dask cluster."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib import import_module
from typing import Any, Protocol, TypeAlias

from bot.errors import UserError

Batch: TypeAlias = tuple[Any, ...]
"""Items that go to a worker together."""

Work: TypeAlias = Callable[[Batch], Sequence[Any]]
"""A function of a module, which a worker can import; it gives one result for each item."""

BATCH = 50
"""Reports in a batch: one alone costs more to send than to read, and many let the last worker end late."""

PAYS_FROM = 200
"""Reports from which several processes are worth their start."""

_AHEAD = 3
"""Batches that wait for each worker, so that none is idle and memory stays flat."""


class Engine(Protocol):
    """Maps work over batches. Results come in the order of the batches, and batches are asked for as they are needed."""

    def map(self, work: Work, batches: Iterable[Batch]) -> Iterator[Sequence[Any]]:
        """Yield the results of each batch. A result is None where working on that item killed its process."""


class OneProcess:
    """This process."""

    def map(self, work: Work, batches: Iterable[Batch]) -> Iterator[Sequence[Any]]:
        """Yield the results of each batch."""
        yield from map(work, batches)


class Processes:
    """A pool of processes on this machine; `start` is `fork`, `forkserver` or `spawn`."""

    def __init__(self, count: int, start: str = "") -> None:
        from multiprocessing import get_context

        self.count = count
        self.context = get_context(start or ("fork" if sys.platform == "linux" else "spawn"))
        self.pool = self._new(count)

    def map(self, work: Work, batches: Iterable[Batch]) -> Iterator[Sequence[Any]]:
        """Yield the results of each batch. A worker that dies is replaced, and its batches are done again."""
        submit, result = partial(self._submitted, work), partial(self._result, work)
        try:
            yield from _in_order(batches, submit, result, self.count)
        finally:
            self.pool.shutdown(wait=True, cancel_futures=True)

    def _new(self, count: int) -> Any:
        from concurrent.futures import ProcessPoolExecutor

        return ProcessPoolExecutor(count, self.context, initializer=_leave_interrupts_to_the_parent)

    def _submitted(self, work: Work, batch: Batch) -> Any:
        from concurrent.futures.process import BrokenProcessPool

        try:
            return self.pool.submit(work, batch)
        except BrokenProcessPool:
            self.pool = self._new(self.count)
            return self.pool.submit(work, batch)

    def _result(self, work: Work, batch: Batch, future: Any) -> Sequence[Any]:
        from concurrent.futures.process import BrokenProcessPool

        try:
            result: Sequence[Any] = future.result()
        except BrokenProcessPool:
            return self._again(work, batch)
        return result

    def _again(self, work: Work, batch: Batch) -> Sequence[Any]:
        """Work on a batch whose process died: in a process of its own, and item by item where that dies as well."""
        from concurrent.futures.process import BrokenProcessPool

        with self._new(1) as alone:
            try:
                result: Sequence[Any] = alone.submit(work, batch).result()
            except BrokenProcessPool:
                return [None] if len(batch) == 1 else [one for item in batch for one in self._again(work, (item,))]
        return result


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class _Sealed:
    """A batch that Dask does not look into: it searches each list and tuple that it is given for results of other tasks."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch


def _opened(work: Work, sealed: _Sealed) -> Sequence[Any]:
    return work(sealed.batch)


class Dask:
    """The workers of a Dask scheduler at an address like `tcp://10.0.0.1:8786`; they need retro-bot of the same version."""

    def __init__(self, address: str) -> None:
        """Raise `UserError` where Dask is missing, no scheduler answers, or it has no worker."""
        try:
            distributed: Any = import_module("distributed")
        except ImportError as error:
            raise UserError("--scheduler needs Dask", fix="pip install 'retro-bot[dask]'") from error
        try:
            self.client: Any = distributed.Client(address, timeout="10s", set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise UserError(
                f"--scheduler {address}: no scheduler answers there", fix="start one with: dask scheduler"
            ) from error
        self.workers = len(self.client.scheduler_info(n_workers=-1)["workers"])
        if not self.workers:
            self.client.close()
            raise UserError(f"--scheduler {address}: it has no workers", fix=f"start one with: dask worker {address}")

    def map(self, work: Work, batches: Iterable[Batch]) -> Iterator[Sequence[Any]]:
        """Yield the results of each batch. What a worker that died had to do goes to another one."""
        killed: Any = import_module("distributed.scheduler").KilledWorker

        def result(batch: Batch, future: Any) -> Sequence[Any]:
            try:
                found: Sequence[Any] = future.result()
            except killed:
                return [None] if len(batch) == 1 else [one for item in batch for one in result((item,), submit((item,)))]
            return found

        def submit(batch: Batch) -> Any:
            return self.client.submit(_opened, work, _Sealed(batch), pure=False)

        try:
            yield from _in_order(batches, submit, result, self.workers)
        finally:
            self.client.close()


def _in_order(
    batches: Iterable[Batch], submit: Callable[[Batch], Any], result: Callable[[Batch, Any], Sequence[Any]], workers: int
) -> Iterator[Sequence[Any]]:
    """Yield the result of each submitted batch in turn, with as many submitted ahead as keep the workers busy."""
    waiting: deque[tuple[Batch, Any]] = deque()
    for batch in batches:
        waiting.append((batch, submit(batch)))
        if len(waiting) >= _AHEAD * workers:
            yield result(*waiting.popleft())
    while waiting:
        yield result(*waiting.popleft())


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def engine_for(items: int, jobs: int = 0, scheduler: str = "") -> Engine:
    """Return where to map over so many items: a scheduler if one is named, else `jobs` processes (0: as many as pay)."""
    if scheduler:
        return Dask(scheduler)
    count = jobs or (cores() if items >= PAYS_FROM else 1)
    return Processes(count) if count > 1 else OneProcess()


def batches_of(items: Iterable[Any], size: int = BATCH) -> Iterator[Batch]:
    """Yield items in batches."""
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)
