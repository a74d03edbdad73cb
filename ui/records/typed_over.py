"""What was typed for a record, and what it was typed over."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedOver:
    """What was typed for a record and is not saved, by the names of its fields.

    Attributes:
        values: Of the record that it was typed over.
        before: What stood in the fields before anything was typed.
        drafts: What stands there now.
        disputed: Fields that were typed in here and changed elsewhere meanwhile.
        is_wanted: It is to be saved as it stands, whether or not anybody typed.
    """

    values: Mapping[str, Any]
    before: Mapping[str, Any]
    drafts: Mapping[str, Any]
    disputed: frozenset[str] = frozenset()
    is_wanted: bool = False

    def touched(self) -> frozenset[str]:
        """Return the fields that were typed in here; a disputed one is until it is settled."""
        return self.disputed | {
            name for name, draft in self.drafts.items() if draft != self.before.get(name, self)
        }

    @property
    def is_anything(self) -> bool:
        """Whether there is anything to save."""
        return self.is_wanted or bool(self.touched())

    def typed(self, drafts: Mapping[str, Any]) -> "TypedOver":
        """Return the same after somebody typed; what both write alike is settled."""
        open_ = (name for name in self.disputed if drafts[name] != self.values.get(name))
        return replace(self, drafts=drafts, disputed=frozenset(open_))

    def kept(self) -> "TypedOver":
        """Return the same after it was decided that what was typed here holds."""
        theirs = {name: self.values.get(name) for name in self.disputed}
        return replace(self, before={**self.before, **theirs}, disputed=frozenset())

    def taken(self, shown: Mapping[str, Any]) -> "TypedOver":
        """Return the same after it was decided that what somebody else wrote holds.

        Args:
            shown: What the fields show now.
        """
        theirs = {name: shown[name] for name in self.disputed}
        before, drafts = {**self.before, **theirs}, {**self.drafts, **theirs}
        return replace(self, before=before, drafts=drafts, disputed=frozenset())

    def since(self, sent: "TypedOver") -> "TypedOver":
        """Return what was typed after something was sent, over what was sent."""
        touched = self.touched() | sent.touched()  # what was sent may have been put back
        later = {name for name in touched if self.drafts[name] != sent.drafts.get(name)}
        before = {**self.drafts, **{name: sent.drafts.get(name) for name in later}}
        return TypedOver(values=sent.values, before=before, drafts=self.drafts)

    def over(self, values: Mapping[str, Any], shown: Mapping[str, Any]) -> "TypedOver":
        """Return the same, typed over the record as somebody else changed it meanwhile.

        Fields that nobody typed in here follow the record.

        Args:
            values: Of the record now.
            shown: What the fields show of it.
        """
        touched = self.touched()
        changed = {name for name in touched if values[name] != self.values.get(name)}
        return replace(
            self,
            values=dict(values),
            before={**shown, **{name: self.before.get(name) for name in touched}},
            drafts={name: self.drafts[name] if name in touched else shown[name] for name in shown},
            disputed=frozenset(
                name
                for name in touched & (self.disputed | changed)
                if self.drafts[name] not in (shown[name], values[name])
            ),
        )
