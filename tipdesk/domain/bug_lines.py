"""Where the program itself is at fault, told without a single value.

Promises: names of exceptions, files, lines and functions; never a message, a value or a local, since any of these may
hold an answer or a key. Leaves to others: showing the lines (the crash page, the command line, standard error).
"""

from pathlib import PurePath


def bug_lines(error: BaseException) -> str:
    """Return the kind of the error and each place it came through, a line each."""
    lines = [type(error).__name__]
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{PurePath(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return "\n".join(lines)
