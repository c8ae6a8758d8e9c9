A4: tuple[float, float]
LETTER: tuple[float, float]

def landscape(pagesize: tuple[float, float]) -> tuple[float, float]: ...
