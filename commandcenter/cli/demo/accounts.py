"""Accounts of the demo county; their password is shown on its sign-in page."""

from dataclasses import dataclass

# No secret: it is printed on the sign-in page and in the README.
PASSWORD = "qingxi-2026"  # noqa: S105 - as said above


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """Somebody who can sign in.

    Attributes:
        login: The name in pinyin.
        role: leader, chief, deputy, planner or admin.
    """

    login: str
    name: str
    role: str


def _account(login: str, name: str, role: str) -> DemoAccount:
    return DemoAccount(login=login, name=name, role=role)


ACCOUNTS = (
    _account("zhoumin", "周敏", "leader"),
    _account("heli", "何立", "chief"),
    _account("linxiao", "林晓", "deputy"),
    _account("chenhao", "陈昊", "deputy"),
    _account("zhenghai", "郑海", "chief"),
    _account("luomin", "罗敏", "deputy"),
    _account("chenguodong", "陈国栋", "chief"),
    _account("huayiming", "华一鸣", "planner"),
    _account("admin", "葛信", "admin"),
)
