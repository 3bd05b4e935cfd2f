"""Accepts and rejects all changes in Word documents with LibreOffice, and writes what remains as text.

usage: /usr/bin/python3 office.py FOLDER

Run by the system's Python, which alone knows LibreOffice's interface (Debian's package `python3-uno`). For
each `x.docx` in the folder it writes `x.accepted.txt` and `x.rejected.txt`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

COMMANDS = {"accepted": ".uno:AcceptAllTrackedChanges", "rejected": ".uno:RejectAllTrackedChanges"}
PATIENCE = 60.0


def main() -> None:
    """Start an office of our own, settle every document, and end it."""
    folder = Path(sys.argv[1]).resolve()
    pipe = f"reftel{uuid4().hex}"
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            [
                "soffice", "--headless", "--norestore", "--nologo", "--nodefault",
                f"-env:UserInstallation=file://{profile}", f"--accept=pipe,name={pipe};urp;",
            ],
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            settle_all(connect(pipe), folder)
        finally:
            office.terminate()
            office.wait(PATIENCE)


def connect(pipe: str) -> Any:
    """The office behind a pipe, as soon as it listens."""
    import uno

    context = uno.getComponentContext()
    name = "com.sun.star.bridge.UnoUrlResolver"
    resolver = context.ServiceManager.createInstanceWithContext(name, context)
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def settle_all(context: Any, folder: Path) -> None:
    """Write the text of each document with its changes accepted, and with them rejected."""
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    helper = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    for path in sorted(folder.glob("*.docx")):
        for name, command in COMMANDS.items():
            document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (setting("Hidden", True),))
            helper.executeDispatch(document.CurrentController.Frame, command, "", 0, ())
            filters = (setting("FilterName", "Text (encoded)"), setting("FilterOptions", "UTF8,LF"))
            document.storeToURL(path.with_suffix(f".{name}.txt").as_uri(), filters)
            document.close(True)


def setting(name: str, value: object) -> Any:
    """A named value as the office takes it."""
    from com.sun.star.beans import PropertyValue

    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main()
