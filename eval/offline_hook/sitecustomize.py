"""Notes each attempt of this process to reach another host; Python imports it at its start, by its name.

A line an attempt goes to the file that ``OFFLINE_ATTEMPTS`` names: the event and the host. Nothing is refused here.
"""

import os
import sys
from ipaddress import ip_address

_EVENTS = {
    "socket.connect": 1,  # the position of the address, or of the host's name, among the event's arguments
    "socket.sendto": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}
_HERE = ("localhost", "", "0.0.0.0", "::")  # noqa: S104  (names of this machine, to listen on)


def _is_here(host: str) -> bool:
    try:
        return host in _HERE or ip_address(host).is_loopback
    except ValueError:
        return False


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _EVENTS:
        return
    given = arguments[_EVENTS[event]]
    host = given[0] if isinstance(given, tuple) and given else given
    host = host.decode() if isinstance(host, bytes) else host
    is_path = event in ("socket.connect", "socket.sendto") and not isinstance(given, tuple)  # a socket in a folder
    if is_path or not isinstance(host, str) or _is_here(host):
        return
    with open(_FILE, "a", encoding="utf-8") as file:  # noqa: PTH123  (pathlib is not imported at the start)
        file.write(f"{event} {host}\n")


_FILE = os.environ.get("OFFLINE_ATTEMPTS", "")
if _FILE:
    sys.addaudithook(_note)
