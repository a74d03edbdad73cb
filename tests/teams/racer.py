"""A workstation of its own process that orders teams the moment it is told to."""

import os
import sys
import time
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.teams.model.dispatch import Order
from commandcenter.teams.model.ladder import TeamCommitted
from commandcenter.teams.service import ordering


def say(text: str) -> None:
    """Write a line in one piece."""
    os.write(1, text.encode() + b"\n")


def main(address: str, login: str) -> None:
    """Answer each line `time team` with `sent number` or `refused number`."""
    db = Database(address)
    officer = Officer(
        account_id=new_id(), login=login, name=login, rights=RIGHTS[Role.CHIEF], station=login
    )
    say("ready")
    for told in sys.stdin:
        start, team = told.split()
        order = Order(id=new_id(), order_id=new_id(), team_id=UUID(team), place=login, task="抢险")
        while time.time() < float(start):
            pass
        try:
            [sent] = ordering.order(db, [order], officer=officer)
            say(f"sent {sent.number}")
        except TeamCommitted as refused:
            say(f"refused {refused.facts['number']}")


if __name__ == "__main__":
    main(*sys.argv[1:])
