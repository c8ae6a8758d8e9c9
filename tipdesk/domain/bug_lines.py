"""Tells where the program itself is at fault, without a single value that it held at that moment.

The lines name exceptions, files, line numbers and functions. They never hold a message, a value or a local variable,
since any of these may be an answer or a key. The crash page, the command line and standard error show them.
"""

from pathlib import PurePath


def bug_lines(error: BaseException) -> str:
    """Return the name of the error's class and then each place that the error came through, one to a line."""
    lines = [type(error).__name__]
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{PurePath(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return "\n".join(lines)
