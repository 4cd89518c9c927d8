"""What was read lately, kept to be given again: a bound on how much, the longest unused goes first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Keeps at most ``most`` values that never change, for any thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = Lock()

    def given(self, keys: Sequence[Key], read: Callable[[list[Key]], Mapping[Key, Value]]) -> list[Value]:
        """Return the value of each key, in the order asked; those not kept are read together, each key once.

        Raises:
            KeyError: ``read`` did not give the value of a key.

        """
        held = self._held(keys)
        missing = [key for key in dict.fromkeys(keys) if key not in held]
        if missing:
            told = read(missing)
            held.update((key, told[key]) for key in missing)
            self._keep((key, told[key]) for key in missing)
        return [held[key] for key in keys]

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._values)

    def _held(self, keys: Iterable[Key]) -> dict[Key, Value]:
        with self._lock:
            held = {key: self._values[key] for key in keys if key in self._values}
            for key in held:
                self._values.move_to_end(key)
        return held

    def _keep(self, pairs: Iterable[tuple[Key, Value]]) -> None:
        with self._lock:
            self._values.update(pairs)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
