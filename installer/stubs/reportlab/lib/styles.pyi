from reportlab.lib.colors import Color

class ParagraphStyle:
    name: str
    fontName: str
    fontSize: float
    leading: float
    textColor: Color
    def __init__(self, name: str, parent: ParagraphStyle | None = ..., **kw: object) -> None: ...
