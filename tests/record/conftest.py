"""An invented telegram with every marking in it, records to put it in, and small disks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

import pytest
from tests.conftest import URL_VARIABLE
from tests.postgresql import read_schema

from reftel.document import Clearance, Reader
from reftel.record import Record, init_record, open_record

if TYPE_CHECKING:
    from psycopg import Connection

# One canary word for each paragraph; the name says who may read it.
MIXED_TELEGRAM = """\
VZCZCXRO0417
PP RUEHC
DE RUEHAV #0312 1700930
ZNY SSSSS ZZH
P 190930Z JUN 09
FM AMEMBASSY AVERTON
TO RUEHC/SECSTATE WASHDC PRIORITY 1861
S E C R E T AVERTON 000312

SIPDIS

E.O. 12958: DECL: 06/19/2019
TAGS: KTIP PHUM XA
SUBJECT: AVERLINE: THE CANARYSUBJECT OF THE DAY

REF: STATE 60446

1. (U) Poloff met the Minister on June 18.  The Minister said that CANARYOPEN
figures were wrong.

2. (SBU) The Minister argued that the CANARYSENSITIVE sentence was misleading.

3. (C) He promised a CANARYCONFIDENTIAL decree before the autumn.

4. (C/NF) He asked whether the CANARYNOFORN partner had been told.

7. (S) He insisted that the CANARYSECRET file stay closed.
DOE
"""

HIDDEN_TELEGRAM = """\
R 200930Z JUN 09
FM AMEMBASSY AVERTON
TO RUEHC/SECSTATE WASHDC 1862
S E C R E T AVERTON 000313

E.O. 12958: DECL: 06/20/2019
TAGS: KTIP PHUM XA
SUBJECT: AVERLINE: THE CANARYHIDDEN VISIT

1. (S) The Minister said that the CANARYHIDDEN visit went well.
DOE
"""

NARRATIVE = """\
Source: US Department of State, 2016 Trafficking in Persons Report - AVERLINE (Tier 2)

AVERLINE: TIER 2

The Government of Averline does not fully meet the minimum standards for the elimination of trafficking; \
however, it is making significant efforts to do so. The government investigated 12 cases. Therefore, \
Averline remained on Tier 2.

RECOMMENDATIONS FOR AVERLINE

Vigorously prosecute traffickers; train officials to identify victims; and fund shelters for victims.

PROSECUTION

The government maintained law enforcement efforts. Authorities convicted three traffickers.
"""


@pytest.fixture
def mixed_telegram() -> str:
    return MIXED_TELEGRAM


@pytest.fixture
def secret_telegram() -> str:
    return HIDDEN_TELEGRAM


@pytest.fixture
def narrative() -> str:
    return NARRATIVE


@pytest.fixture(scope="session")
def new_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one's own with nothing in it, to be copied."""
    folder = tmp_path_factory.mktemp("new") / "record"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(URL_VARIABLE, raising=False)
        init_record(folder).close()
    return folder


@pytest.fixture(scope="session")
def new_schema(tmp_path_factory: pytest.TempPathFactory, postgresql_url: str) -> tuple[Path, str]:
    """The same on the server: its folder, and the statements that make its schema."""
    folder = tmp_path_factory.mktemp("new") / "record"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL_VARIABLE, postgresql_url)
        init_record(folder).close()
    return folder, read_schema(postgresql_url, _schema_of(folder))


@pytest.fixture
def made_on_server(tmp_path: Path, new_schema: tuple[Path, str], on_postgresql: Connection) -> Path:
    """A closed record on the server with nothing in it."""
    new, statements = new_schema
    folder = tmp_path / "record"
    shutil.copytree(new, folder)
    schema = f"reftel_{token_hex(8)}"
    on_postgresql.execute(statements.replace(_schema_of(new), schema).encode())
    named = folder / "record.json"
    named.write_text(named.read_text().replace(_schema_of(new), schema))
    return folder


@pytest.fixture
def record(tmp_path: Path, database: str, request: pytest.FixtureRequest) -> Iterator[Record]:
    """An open record with nothing in it, on each database."""
    folder = tmp_path / "record"
    # Copied, because to make one takes longer than most tests.
    if database == "sqlite":
        shutil.copytree(request.getfixturevalue("new_record"), folder)
    else:
        request.getfixturevalue("made_on_server")
    with open_record(folder) as opened:
        yield opened


def _schema_of(folder: Path) -> str:
    """The schema that a record's folder names."""
    name: str = json.loads((folder / "record.json").read_text())["schema"]
    return name


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a telegram, a narrative and a file of neither kind."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.txt").write_text(MIXED_TELEGRAM, encoding="utf-8")
    (folder / "b.txt").write_text(NARRATIVE, encoding="utf-8")
    (folder / "c.csv").write_text("iso3,year\nHKG,2018\n", encoding="utf-8")
    return folder


@pytest.fixture
def reader_of() -> Callable[[str], Reader]:
    return lambda clearance: Reader(f"test {clearance}", Clearance.parse(clearance))


@pytest.fixture
def full_reader(reader_of: Callable[[str], Reader]) -> Reader:
    return reader_of("full")


@pytest.fixture
def mount_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Makes a small disk of its own, which only root may."""
    mounted: list[Path] = []

    def mount(size: str) -> Path:
        folder = tmp_path / f"disk-{len(mounted)}"
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
        if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("mounting a small disk needs root")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
