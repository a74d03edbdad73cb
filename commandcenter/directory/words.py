"""Source texts of what the directory notes in the duty log."""

from commandcenter.kernel.words import N_

# Heading and sentence of each kind of automatic line; names in braces come from its body.
LINES: dict[str, tuple[str, str]] = {
    "directory.signed_in": (N_("Sign-in"), N_("{name} signed in")),
}
