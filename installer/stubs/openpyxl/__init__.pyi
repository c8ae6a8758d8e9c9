from typing import IO

from openpyxl.workbook import Workbook as Workbook

def load_workbook(
    filename: IO[bytes],
    read_only: bool = False,
    keep_vba: bool = False,
    data_only: bool = False,
    keep_links: bool = True,
) -> Workbook: ...
