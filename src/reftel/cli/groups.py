"""A command with subcommands that also does something of its own: `reftel tiers HKG`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typer.core import TyperGroup

if TYPE_CHECKING:
    from typer._click.core import Context

DEFAULT = "show"


class DefaultGroup(TyperGroup):
    """A group that runs its command `show` when the first argument names no subcommand."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Put the default command before arguments that begin with none."""
        own = {option for parameter in self.get_params(ctx) for option in parameter.opts}
        if args and args[0] not in self.commands and args[0] not in own:
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)
