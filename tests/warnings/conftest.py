"""Reading without a process of its own, for what is about the content."""

from collections.abc import Callable

import pytest

from commandcenter.kernel.errors import Rejected
from commandcenter.warnings.reading import shipped
from commandcenter.warnings.reading.child import opened, read_one
from commandcenter.warnings.reading.reader import Reading


def read_here(data: bytes, name: str = "预警.xml", certificates: tuple[bytes, ...] = ()) -> Reading:
    """Do what the reading process does, in this one."""
    envelope, differs = opened(data, name)
    messages = []
    for one in envelope.alerts:
        try:
            messages.append(read_one(one, name, shipped.codes(), certificates, differs=differs))
        except Rejected as error:
            messages.append(error)
    return Reading(
        name=name,
        data=data,
        shape=envelope.shape,
        messages=tuple(messages),
        links=envelope.links,
    )


@pytest.fixture(scope="session")
def reading() -> Callable[..., Reading]:
    """Read bytes in this process."""
    return read_here
