"""Looking through a whole record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.record import orm
from reftel.record.failures import record_failures
from reftel.record.verifying.report import Findings, Verification

if TYPE_CHECKING:
    from reftel.record.audit.trail import Head
    from reftel.record.moving.dumping import OnProgress
    from reftel.record.store import Record


def verify(
    record: Record, *, head: Head | None = None, on_progress: OnProgress | None = None
) -> Verification:
    """See whether a record is sound, and whether anything in it was changed other than through Reftel.

    The database itself, the originals against their digests, the texts, where citations land, every
    statement against its last decision, the trail link by link, and every row against the last entry about
    it. All as it is at one moment, while others go on; one document is held in memory at a time.

    Somebody who can write to the database and knows Reftel can make a whole new trail. An end of the trail
    that was kept outside (``head``) shows that too.

    Args:
        record: An open record.
        head: An end of the trail that was kept outside.
        on_progress: Called every few hundred rows; the last number is 0 where it is not known.

    Raises:
        RecordError: The database cannot be read at all.
    """
    from reftel.record.moment import snapshot
    from reftel.record.verifying.chain import check_chain
    from reftel.record.verifying.contents import check_rows
    from reftel.record.verifying.files import check_files
    from reftel.record.verifying.words import check_words

    findings = Findings()

    def tell(what: str, done: int) -> None:
        if on_progress is not None:
            on_progress(what, done, 0)

    with record_failures(record.path), snapshot(record) as alias:
        tell("database", 0)
        for clause in orm.database_of(alias).check(alias):
            findings.problem("database", "database", clause)
        end = check_chain(alias, findings, head, lambda done: tell("trail", done))
        check_rows(alias, findings, tell)
        check_words(alias, findings, tell)
        check_files(record.path, alias, record.alias, findings, tell)
    return findings.sum_up(end)
