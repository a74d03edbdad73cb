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
    """

    values: Mapping[str, Any]
    before: Mapping[str, Any]
    drafts: Mapping[str, Any]
    disputed: frozenset[str] = frozenset()

    def touched(self) -> frozenset[str]:
        """Return the fields that were typed in here."""
        return frozenset(
            name for name, draft in self.drafts.items() if draft != self.before.get(name, self)
        )

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
