"""Who may do what: one table for services, menus and the server's roles."""

from enum import StrEnum
from uuid import UUID

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_, Translate


class Right(StrEnum):
    """Something that not everybody may do."""

    RECORD = "record"  # write into the duty log
    HAND_OVER = "hand_over"  # sign a handover as outgoing or incoming officer
    CONFIRM = "confirm"  # sign as leader in charge
    EXPORT = "export"  # take documents out of the program
    SEE_PHONES = "see_phones"  # see personal phone numbers unmasked
    PLAN_DUTY = "plan_duty"  # change shifts and who is in them
    MANAGE_PEOPLE = "manage_people"
    MANAGE_TEAMS = "manage_teams"  # change the roster of teams and supplies
    DISPATCH = "dispatch"  # send teams, and say what they are doing
    REPORT = "report"  # open incidents, keep their figures, write reports
    SIGN_OFF = "sign_off"  # sign a report before it is sent
    RESPOND = "respond"  # activate, change and end an emergency response
    WARN = "warn"  # take in warnings, call those who have to answer
    ACKNOWLEDGE = "acknowledge"  # acknowledge alarms and clocks
    SHELVE = "shelve"  # put an alarm aside for a time
    SEE_PERSONS = "see_persons"  # see names and homes of people who are moved
    PLAN_DRILLS = "plan_drills"  # change plans, the annual plan, scripts
    RUN_DRILLS = "run_drills"  # start a drill, deliver its lines, end it
    EVALUATE = "evaluate"  # fill in evaluation forms, note what was seen
    PLAY = "play"  # in a drill: write its log, send its teams, keep its incidents
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_RULES = "manage_rules"


class Role(StrEnum):
    """What an account is for."""

    LEADER = "leader"  # 带班领导
    CHIEF = "chief"  # 值班长
    DEPUTY = "deputy"  # 副班
    PLANNER = "planner"  # 业务科室
    VIEWER = "viewer"  # 只看
    ADMIN = "admin"  # 管理员


_ON_WATCH = frozenset(
    {
        Right.RECORD,
        Right.HAND_OVER,
        Right.EXPORT,
        Right.SEE_PHONES,
        Right.DISPATCH,
        Right.REPORT,
        Right.WARN,
        Right.ACKNOWLEDGE,
        Right.SEE_PERSONS,
        Right.EVALUATE,
        Right.PLAY,
    }
)

# What may be done within a drill by whoever takes part in it.
PLAYED = frozenset({Right.RECORD, Right.DISPATCH, Right.REPORT})

# Whoever takes real alarms may let drills stand still for them; one of these is enough.
PAUSING = frozenset({Right.ACKNOWLEDGE, Right.RUN_DRILLS})

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.LEADER: _ON_WATCH
    | {
        Right.CONFIRM,
        Right.PLAN_DUTY,
        Right.MANAGE_TEAMS,
        Right.SIGN_OFF,
        Right.RESPOND,
        Right.SHELVE,
        Right.PLAN_DRILLS,
        Right.RUN_DRILLS,
    },
    Role.CHIEF: _ON_WATCH
    | {
        Right.PLAN_DUTY,
        Right.MANAGE_PEOPLE,
        Right.MANAGE_TEAMS,
        Right.RESPOND,
        Right.SHELVE,
        Right.PLAN_DRILLS,
        Right.RUN_DRILLS,
    },
    Role.DEPUTY: _ON_WATCH,
    Role.PLANNER: frozenset(
        {
            Right.EXPORT,
            Right.SEE_PHONES,
            Right.MANAGE_PEOPLE,
            Right.MANAGE_TEAMS,
            Right.PLAN_DRILLS,
            Right.RUN_DRILLS,
            Right.EVALUATE,
            Right.PLAY,
        }
    ),
    Role.VIEWER: frozenset(),
    # Runs the program but does not keep watch: whoever may change accounts must not
    # be able to write the log in the same breath.
    Role.ADMIN: frozenset(
        {
            Right.EXPORT,
            Right.SEE_PHONES,
            Right.PLAN_DUTY,
            Right.MANAGE_PEOPLE,
            Right.MANAGE_TEAMS,
            Right.MANAGE_ACCOUNTS,
            Right.MANAGE_RULES,
        }
    ),
}

ROLE_WORDS: dict[Role, str] = {
    Role.LEADER: N_("Duty leader"),
    Role.CHIEF: N_("Watch chief"),
    Role.DEPUTY: N_("Watch deputy"),
    Role.PLANNER: N_("Planner"),
    Role.VIEWER: N_("Viewer"),
    Role.ADMIN: N_("Administrator"),
}


RIGHT_WORDS: dict[Right, str] = {
    Right.RECORD: N_("Write the log"),
    Right.HAND_OVER: N_("Hand over and take over"),
    Right.CONFIRM: N_("Confirm as leader"),
    Right.EXPORT: N_("Save and print papers"),
    Right.SEE_PHONES: N_("See phone numbers"),
    Right.PLAN_DUTY: N_("Plan shifts"),
    Right.MANAGE_PEOPLE: N_("Manage people"),
    Right.MANAGE_TEAMS: N_("Manage teams"),
    Right.DISPATCH: N_("Dispatch teams"),
    Right.REPORT: N_("Open incidents and write reports"),
    Right.SIGN_OFF: N_("Sign reports"),
    Right.RESPOND: N_("Activate a response"),
    Right.WARN: N_("Take in warnings"),
    Right.ACKNOWLEDGE: N_("Acknowledge alarms"),
    Right.SHELVE: N_("Shelve alarms"),
    Right.SEE_PERSONS: N_("See people who are moved"),
    Right.PLAN_DRILLS: N_("Plan drills"),
    Right.RUN_DRILLS: N_("Run drills"),
    Right.EVALUATE: N_("Evaluate drills"),
    Right.PLAY: N_("Take part in drills"),
    Right.MANAGE_ACCOUNTS: N_("Manage accounts"),
    Right.MANAGE_RULES: N_("Manage rules"),
}


class NotAllowed(Rejected):
    """The officer's role does not include this."""

    sentence = N_("Your account may not do this. Ask {who}.")

    def said(self, translate: Translate) -> str:
        """Return the sentence with the roles in the language of *translate*."""
        who = " / ".join(map(translate, str(self.facts["who"]).split(" / ")))
        return translate(self.sentence).format(who=who)


def may(officer: Officer, right: Right, *, drill_id: UUID | None = None) -> bool:
    """Say whether an officer has a right.

    Args:
        drill_id: The drill in which it is to be used; None for reality.
    """
    is_played = drill_id is not None and right in PLAYED and Right.PLAY in officer.rights
    return is_played or right in officer.rights


def who_may(right: Right) -> list[Role]:
    """Return the roles that have a right, for the sentence that says whom to ask."""
    return [role for role, rights in RIGHTS.items() if right in rights]


def require(officer: Officer, right: Right, *, drill_id: UUID | None = None) -> None:
    """Refuse an officer who lacks a right; the first line of each service that needs one.

    Args:
        drill_id: The drill in which it is to be used; None for reality.

    Raises:
        NotAllowed: The officer's role does not include it.
    """
    if not may(officer, right, drill_id=drill_id):
        raise NotAllowed(who=" / ".join(_role_name(role) for role in who_may(right)))


def require_at_all(officer: Officer, right: Right) -> None:
    """Refuse an officer who lacks a right in reality and in drills.

    The first line of a service that learns within its transaction whether what it changes
    belongs to a drill; then it asks `require`.

    Raises:
        NotAllowed: The officer's role does not include it.
    """
    if not (right in PLAYED and may(officer, Right.PLAY)):
        require(officer, right)


def _role_name(role: Role) -> str:
    return ROLE_WORDS[role]
