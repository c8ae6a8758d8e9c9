"""The specimens that ICAO Doc 9303 prints, and an oracle of their check digits that shares nothing with the product."""

from datetime import date

UNSPECIFIED = "X" * 3
"""The code of a nationality that is not told."""
TODAY = date(2026, 11, 24)
TD1 = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
TD2 = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
TD3 = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
MRV_A = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", f"L8988901C4{UNSPECIFIED}4009078F96121096ZE184226B<<<<<<")
MRV_B = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", f"L8988901C4{UNSPECIFIED}4009078F9612109<<<<<<<<")
LONG_TD1 = ("I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<")
LONG_TD2 = ("I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<", "D23145890<UTO3407127M95071227349<<<8")
ALL = {"TD1": TD1, "TD2": TD2, "TD3": TD3, "MRV-A": MRV_A, "MRV-B": MRV_B, "long TD1": LONG_TD1, "long TD2": LONG_TD2}
SIGNS = "<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def age_of_anna(today: date) -> int:
    """Return how old the holder of the first specimens is, born on 12 August 1974."""
    return today.year - 1974 - ((today.month, today.day) < (8, 12))


def digit(text: str) -> str:
    """Return the check digit: values by place in the alphabet, weights 7, 3 and 1, the remainder by ten."""
    values = [0 if sign == "<" else int(sign, 36) for sign in text]
    return str(sum(value * (7, 3, 1)[at % 3] for at, value in enumerate(values)) % 10)


def right_checks(lines: tuple[str, ...]) -> dict[str, bool]:
    """Return which checks the arithmetic finds right."""
    if len(lines) == 3:
        upper, middle = lines[0], lines[1]
        number, further, born, ends = upper[5:15], upper[15:30], middle[0:7], middle[8:15]
        whole, total = upper[5:30] + middle[0:7] + middle[8:15] + middle[18:29], middle[29]
    else:
        lower = lines[1]
        number, further, born, ends = lower[0:10], lower[28:35], lower[13:20], lower[21:28]
        whole, total = lower[0:10] + lower[13:20] + lower[21:-1], lower[-1]
    checks = {"document_number": number[9] == digit(number[:9])}
    is_visa, is_passport = lines[0][0] == "V", len(lines[1]) == 44
    if number[9] == "<" and not is_visa and not is_passport:
        rest = further.partition("<")[0]
        both = {digit(number[:9] + rest[:-1]), digit(number + rest[:-1])}
        checks = {"document_number": bool(rest) and rest[-1] in both}
    checks |= {"birth_date": born[6] == digit(born[:6]), "expires": ends[6] == digit(ends[:6])}
    if is_passport and not is_visa:
        personal = lines[1][28:43]
        checks["optional_data"] = personal[14] == digit(personal[:14]) or personal == "<" * 15
    return checks if is_visa else checks | {"composite": total == digit(whole)}


def checked_places(lines: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return every place that a check digit covers, and those of the check digits."""
    if len(lines) == 3:
        return [
            *((0, at) for at in range(5, 30)),
            *((1, at) for at in range(30) if at != 7 and at not in range(15, 18)),
        ]
    end = 28 if lines[0][0] == "V" else len(lines[1])
    return [(1, at) for at in range(end) if at not in (10, 11, 12, 20)]


def changed(lines: tuple[str, ...], line: int, column: int, sign: str) -> tuple[str, ...]:
    """Return the lines with another sign at one place."""
    return tuple(one[:column] + sign + one[column + 1 :] if at == line else one for at, one in enumerate(lines))
