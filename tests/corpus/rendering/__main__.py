"""``python -m tests.corpus.rendering OUT PLAN…`` writes plan folders in every format, to look at them."""

import sys
from pathlib import Path

from tests.corpus.rendering.document import document_of
from tests.corpus.rendering.folders import WRITERS, write_folder
from tests.corpus.rendering.pdf import CHROMIUM, NO_CHROMIUM


def main(arguments: list[str]) -> None:
    """Write ``OUT/<kind>/<plan folder>`` for each kind and plan folder."""
    if len(arguments) < 2:
        sys.exit("usage: python -m tests.corpus.rendering OUT_FOLDER PLAN_FOLDER…")
    out, *folders = map(Path, arguments)
    for folder in folders:
        document = document_of(folder)
        manifest = (folder / "plan.toml").read_text(encoding="utf-8")
        for kind in WRITERS:
            if kind == "pdf" and CHROMIUM is None:
                sys.stderr.write(f"{folder.name}: {NO_CHROMIUM}\n")
                continue
            sys.stdout.write(f"{write_folder(document, manifest, out / kind / folder.name, kind)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
