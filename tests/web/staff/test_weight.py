"""Pages for staff are as light as all others."""

import pytest

from tests.web.staff.test_pages import PAGES
from tests.web.test_weight import MOST, weight
from tests.web.visitor import Visitor


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_light(staff: Visitor, address: str) -> None:
    assert weight(staff, staff.get(address).text) < MOST
