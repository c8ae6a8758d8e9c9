"""The list of cases, finding among them, and a new case that looks before it is made.

`screen` is the page of the window. It brings to the front the list (`view`, `presenter`, `model`), an open case
(`ui/case`) or a new one (`new_case_page`, `new_casing`).
"""
