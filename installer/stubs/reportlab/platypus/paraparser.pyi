from typing import Self

class ParaFrag:
    text: str
    def clone(self, **kwds: object) -> Self: ...
