"""Source texts for the codes of drills and scripts, as windows, papers and sheets show them."""

from commandcenter.drills.model.drill import Content, Form, Part, Purpose, State, Who
from commandcenter.drills.model.plan import Tier
from commandcenter.drills.model.script import Medium, Visibility
from commandcenter.kernel.words import N_

CONTENT_WORDS: dict[Content, str] = {
    Content.COMPREHENSIVE: N_("Comprehensive drill"),
    Content.SINGLE: N_("Single-function drill"),
}
FORM_WORDS: dict[Form, str] = {
    Form.LIVE: N_("Live drill"),
    Form.TABLETOP: N_("Tabletop drill"),
}
PURPOSE_WORDS: dict[Purpose, str] = {
    Purpose.TEST: N_("To test"),
    Purpose.SHOW: N_("To show"),
    Purpose.STUDY: N_("To study"),
}
STATE_WORDS: dict[State, str] = {
    State.PLANNED: N_("Drill planned"),
    State.READY: N_("Drill ready"),
    State.RUNNING: N_("Drill running"),
    State.ENDED: N_("Drill ended"),
    State.CLOSED: N_("Drill archived"),
    State.CANCELLED: N_("Drill cancelled"),
}
TIER_WORDS: dict[Tier, str] = {
    Tier.COUNTY: N_("County level"),
    Tier.TOWN: N_("Township level"),
    Tier.VILLAGE: N_("Village level"),
    Tier.ENTERPRISE: N_("Enterprise"),
    Tier.WORKSHOP: N_("Workshop"),
    Tier.TEAM: N_("Work team"),
}
PART_WORDS: dict[Part, str] = {
    Part.PLAYER: N_("Player"),
    Part.CONTROLLER: N_("Controller"),
    Part.SIMULATOR: N_("Simulator"),
    Part.EVALUATOR: N_("Evaluator"),
    Part.OBSERVER: N_("Observer"),
}
WHO_WORDS: dict[Who, str] = {
    Who.ORGANISATION: N_("Unit"),
    Who.TEAM: N_("Team"),
    Who.PERSON: N_("Person"),
    Who.OTHER: N_("Others"),
}
MEDIUM_WORDS: dict[Medium, str] = {
    Medium.PHONE: N_("Phone"),
    Medium.RADIO: N_("Radio"),
    Medium.VIDEO: N_("Video call"),
    Medium.FAX: N_("Fax"),
    Medium.SMS: N_("Text message"),
    Medium.PAPER: N_("Paper slip"),
    Medium.IN_PERSON: N_("In person"),
    Medium.WARNING: N_("Warning message"),
    Medium.SYSTEM: N_("By the program"),
}
VISIBILITY_WORDS: dict[Visibility, str] = {
    Visibility.PLAYERS: N_("Players"),
    Visibility.CONTROLLERS: N_("Controllers alone"),
    Visibility.EVALUATORS: N_("Controllers and evaluators"),
}
