cm: float
mm: float
inch: float
