class Color:
    def __init__(self, red: float = ..., green: float = ..., blue: float = ..., alpha: float = ...) -> None: ...

black: Color
white: Color
grey: Color
lightgrey: Color

def HexColor(val: str | int, htmlOnly: bool = ..., hasAlpha: bool = ...) -> Color: ...
