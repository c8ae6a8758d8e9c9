from collections.abc import Sequence

class Renderable:
    def render(self, template: str = ...) -> str: ...

class LicenseSymbol(Renderable):
    key: str

class LicenseWithExceptionSymbol(Renderable):
    license_symbol: LicenseSymbol
    exception_symbol: LicenseSymbol

class AND(Renderable):
    args: Sequence[Renderable]

class OR(Renderable):
    args: Sequence[Renderable]

class ExpressionError(Exception): ...

class Licensing:
    def parse(self, expression: str, validate: bool = ..., strict: bool = ..., simple: bool = ...) -> Renderable: ...

def get_spdx_licensing() -> Licensing: ...
