"""Source texts of what open matters note in the duty log."""

from commandcenter.kernel.words import N_

# Heading and sentence of each kind of automatic line; names in braces come from its body.
LINES: dict[str, tuple[str, str]] = {
    "matters.assigned": (N_("Open matter"), N_("Reassigned: {title}")),
}
