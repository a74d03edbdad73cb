"""The script of a drill: what is put in when, by whom, and what has to follow (MSEL)."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Medium(StrEnum):
    """How an inject reaches the players."""

    PHONE = "phone"
    RADIO = "radio"
    VIDEO = "video"
    FAX = "fax"
    SMS = "sms"
    PAPER = "paper"
    IN_PERSON = "in_person"
    WARNING = "warning"  # as a warning of the weather or water service
    SYSTEM = "system"


class Visibility(StrEnum):
    """Who sees an inject while the drill is not over; players only once it was delivered."""

    PLAYERS = "players"
    CONTROLLERS = "controllers"
    EVALUATORS = "evaluators"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inject:
    """One line of the script.

    Attributes:
        number: Of the line; unique within the drill. Lines stand in order of offset and number.
        offset_s: When it is due, in seconds of the drill's clock after the start.
        title: In a few words.
        text: What the players are told.
        sender: Who is played, such as 龙潭镇 模拟组.
        receiver: Who is told.
        expected: What the players should do, one action a line.
        within_s: Within how many seconds they should have done it; None for no limit.
        objective_id: The objective it serves.
        owner: Who delivers it.
        branch: Name of the branch it belongs to; empty for the main line. Lines of a branch
            are due only after a controller has opened the branch.
        decided_by: The line after which the branch is opened or not.
        condition: When the branch is opened, in words.
        scene: 场景; with the three that follow only on the paper of a scripted drill.
        dialogue: 对白.
        narration: 解说词.
        picture: 画面.
    """

    id: UUID
    drill: UUID
    number: int
    offset_s: int
    title: str
    text: str = ""
    sender: str = ""
    receiver: str = ""
    medium: Medium = Medium.PHONE
    expected: str = ""
    within_s: int | None = None
    objective_id: UUID | None = None
    owner: str = ""
    visibility: Visibility = Visibility.PLAYERS
    branch: str = ""
    decided_by: UUID | None = None
    condition: str = ""
    scene: str = ""
    dialogue: str = ""
    narration: str = ""
    picture: str = ""
    version: int = 1
