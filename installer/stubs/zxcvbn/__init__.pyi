from collections.abc import Iterable
from typing import Any

def zxcvbn(password: str, user_inputs: Iterable[str] | None = None, max_length: int = 72) -> dict[str, Any]: ...
