"""Access levels that see the same plans share one catalog; others never do."""

from dataclasses import dataclass
from typing import cast

import pytest

from assistant.kpis.catalog import Catalog, Catalogs
from corpus.access import Access
from index.embedders.hashing import HashingEmbedder
from index.reader import IndexReader


@dataclass(frozen=True)
class _Manifest:
    id: str


@dataclass(frozen=True)
class _Plan:
    manifest: _Manifest


@dataclass(frozen=True)
class _Index:
    seen: dict[Access, tuple[str, ...]]

    def plans(self, *, access: Access) -> list[_Plan]:
        return [_Plan(_Manifest(one)) for one in self.seen[access]]

    def indicators(self, _plan_id: str, *, access: Access) -> tuple[()]:
        assert access in self.seen
        return ()

    def sections(self, _plan_id: str, *, access: Access) -> tuple[()]:
        assert access in self.seen
        return ()

    def kpis(self, *, access: Access) -> tuple[()]:
        assert access in self.seen
        return ()


def _made(public: tuple[str, ...], staff: tuple[str, ...]) -> tuple[Catalog, Catalog]:
    index = cast("IndexReader", _Index({Access.PUBLIC: public, Access.STAFF: staff}))
    catalogs = Catalogs(index, HashingEmbedder())
    return catalogs.of(Access.PUBLIC), catalogs.of(Access.STAFF)


@pytest.mark.parametrize(("staff", "shared"), [(("a", "b"), True), (("a", "b", "hidden"), False)])
def test_a_catalog_is_shared_by_levels_that_see_the_same_plans(staff: tuple[str, ...], *, shared: bool) -> None:
    public, other = _made(("a", "b"), staff)
    assert (public is other) is shared
