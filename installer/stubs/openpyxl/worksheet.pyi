from collections.abc import Iterable, Iterator

class Worksheet:
    title: str
    sheet_state: str
    freeze_panes: str | None
    _worksheet_path: str
    @property
    def max_row(self) -> int | None: ...
    def append(self, iterable: Iterable[object]) -> None: ...
    def reset_dimensions(self) -> None: ...
    def iter_rows(
        self, max_row: int | None = None, max_col: int | None = None, values_only: bool = False
    ) -> Iterator[tuple[object, ...]]: ...
