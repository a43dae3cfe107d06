"""Rows that are written once and never changed or deleted, one by one or many at a time.

`QuerySet.update` and `QuerySet.delete` do not call the model's `save` and `delete`, so both ways refuse.
Triggers in the database say the same once more, where the apps' first migrations make them.
"""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.db import models

Row = TypeVar("Row", bound="WrittenOnce", covariant=True)


class AppendOnlyRows(models.QuerySet[Row]):
    """Rows that can be added and read."""

    def update(self, **values: Any) -> int:
        """Refuse, but for columns the model leaves free."""
        if not values.keys() <= self.model.changeable:
            raise self.model.refusal("change")
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise self.model.refusal("delete")


class WrittenOnce(models.Model):
    """Base of models whose rows stay as they were written.

    `refusal` makes the error from the wish, "change" or "delete"; `changeable` names columns outside of what
    is kept for good, such as a name that a person may have erased.
    """

    refusal: ClassVar[type[Exception]]
    changeable: ClassVar[frozenset[str]] = frozenset()

    objects = AppendOnlyRows.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new row; raise `refusal` for one that is stored already."""
        if not self._state.adding:
            raise type(self).refusal("change")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise type(self).refusal("delete")
