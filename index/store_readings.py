"""What reading the folders of plans told, in one generation."""

import json
from dataclasses import dataclass

from corpus.access import Access
from corpus.health import Reading
from corpus.notice import Notice, NoticeCode
from corpus.plan import Rejection, SourceFile
from index.store_database import Database, visible


@dataclass(frozen=True, slots=True)
class Readings:
    """Looks up what came of reading a plan. Every look-up takes the asker's access."""

    database: Database

    def rejections(self, plan_id: str, access: Access) -> tuple[Rejection, ...]:
        """Return what of a plan's source was not taken, and why."""
        rows = self.database.query(f"SELECT rejections FROM plan WHERE id = ? AND {visible(access)}", [plan_id])
        return tuple(Rejection(**one) for row in rows for one in json.loads(row["rejections"]))

    def notices(self, plan_id: str, access: Access) -> tuple[Notice, ...]:
        """Return what the readers noticed in a plan's files."""
        rows = self.database.query(f"SELECT notices FROM plan WHERE id = ? AND {visible(access)}", [plan_id])
        return tuple(_notice_of(one) for row in rows for one in json.loads(row["notices"]))

    def reading(self, plan_id: str, access: Access) -> Reading | None:
        """Return what reading a plan's folder told, None where there is no such plan for this asker."""
        rows = self.database.query(
            f"SELECT files, pages, tables, chunk_start, chunk_end FROM plan WHERE id = ? AND {visible(access)}",
            [plan_id],
        )
        if not rows:
            return None
        files = tuple(SourceFile(**file) for file in json.loads(rows[0]["files"]))
        file_pages = tuple(self._pages_in(file, range(rows[0]["chunk_start"], rows[0]["chunk_end"])) for file in files)
        notes = self.rejections(plan_id, access), self.notices(plan_id, access)
        return Reading(files, file_pages, rows[0]["pages"], rows[0]["tables"], *notes)

    def _pages_in(self, file: SourceFile, chunks: range) -> int:
        rows = self.database.query(
            'SELECT count(DISTINCT page) FROM chunk WHERE ordinal >= ? AND ordinal < ? AND start >= ? AND "end" <= ?',
            [chunks.start, chunks.stop, file.start, file.end],
        )
        pages: int = rows[0][0]
        return pages


def _notice_of(one: dict[str, str]) -> Notice:
    return Notice(one["file"], one["place"], NoticeCode(one["code"]), one["message"])
