"""Reading what nobody vouches for in a process of its own, which is ended when it takes too much.

Whatever a file does to its reader, the program goes on.
"""

import json
import logging
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Any

import psutil

log = logging.getLogger(__name__)

_LOOK_S = 0.02


class OutOfTime(Exception):
    """It did not end in time and was ended."""


class OutOfMemory(Exception):
    """It took too much memory and was ended."""


class Died(Exception):
    """It ended without a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a process may take.

    Attributes:
        start_s: Until it is ready.
        wait_s: From then on, by the clock on the wall.
        time_s: From then on, of a processor; a busy machine does not count against a file.
        memory_bytes: In all.
        more_bytes: Above what it has when it is ready; where the system can see to it.
        message_bytes: One message to the program.
    """

    start_s: float
    wait_s: float
    time_s: float
    memory_bytes: int
    more_bytes: int
    message_bytes: int


def enter(pipe: Connection, bounds: Bounds) -> None:
    """Let this process, which is about to read, never take more; the first thing it does."""
    # What a dying parser cries out helps nobody at the desk; the program says its own sentence.
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)
    if sys.platform != "win32":  # elsewhere the program watches from outside
        import resource  # noqa: PLC0415 - not on Windows

        most = bounds.more_bytes + int(psutil.Process().memory_info().vms)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    tell(pipe, ready=True)


def tell(pipe: Connection, **message: object) -> None:
    """Send a message to the program."""
    # JSON, because unpickling would let a parser that was taken over run code in the program.
    pipe.send_bytes(json.dumps(message).encode())


@contextmanager
def told(
    serve: Callable[..., None],
    *arguments: object,
    bounds: Bounds,
    look: Callable[[], None] = lambda: None,
) -> Iterator[Iterator[Mapping[str, Any]]]:
    """Run `serve(pipe, *arguments)` in a process of its own and give what it tells.

    Args:
        look: Called many times a second; ends the reading by raising.

    Raises:
        OutOfTime, OutOfMemory, Died: While the messages are read.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=serve, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        yield _messages(process, ours, bounds, look)
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()


def _messages(
    process: BaseProcess, pipe: Connection, bounds: Bounds, look: Callable[[], None]
) -> Iterator[Mapping[str, Any]]:
    latest, most_s = monotonic() + bounds.start_s, inf
    while True:
        look()
        memory_bytes, used_s = taken_by(process)
        if monotonic() > latest or used_s > most_s:
            raise OutOfTime
        if memory_bytes > bounds.memory_bytes:
            raise OutOfMemory
        if not pipe.poll(_LOOK_S):
            continue
        try:
            message = json.loads(pipe.recv_bytes(bounds.message_bytes))
        except (EOFError, OSError, ValueError) as error:
            process.join(1)
            log.warning("the reader of a file ended with %s", process.exitcode)
            raise Died from error
        if "ready" in message:
            latest, most_s = monotonic() + bounds.wait_s, used_s + bounds.time_s
        else:
            yield message


def taken_by(process: BaseProcess) -> tuple[int, float]:
    """Return the memory in bytes and the processor time in seconds that a process has taken."""
    try:
        known = psutil.Process(process.pid)
        times = known.cpu_times()
        return int(known.memory_info().rss), float(times.user + times.system)
    except psutil.Error:  # it has just ended; the pipe says how
        return 0, 0.0
