"""A workstation that does nothing but its heartbeat, until it is killed."""

import os
import sys
import time

from commandcenter.alarms.service.heartbeat import escalate_due
from commandcenter.database.engine import Database
from commandcenter.kernel.errors import Unavailable

PAUSE_S = 0.2


def say(text: str) -> None:
    """Write a line in one piece."""
    os.write(1, text.encode() + b"\n")


def once(address: str) -> None:
    """Beat once when told to, and say how many levels this workstation told."""
    db = Database(address)
    say("ready")
    sys.stdin.readline()
    say(str(len(escalate_due(db).escalated)))
    db.close()


def on_and_on(address: str) -> None:
    """Beat as long as there is a process, also while the server is away."""
    db = None
    while True:
        try:
            if db is None:
                db = Database(address)
                say("ready")
            escalate_due(db)
        except Unavailable:
            pass
        time.sleep(PAUSE_S)


if __name__ == "__main__":
    once(sys.argv[1]) if "--once" in sys.argv else on_and_on(sys.argv[1])
