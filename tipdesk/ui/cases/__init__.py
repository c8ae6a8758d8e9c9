"""The list of cases, finding among them, and a new case that looks before it is made.

`screen` is the page of the window. It brings to the front the list (`view`, `presenter`, `model`), an open case
(`ui/case`) or a new one (`new_case_page`, `new_casing`). Above the list stand its filters (`filter_bar`, in the words
of `filter_words`) and its `tools`, beside it the chosen case as far as a list may show it (`detail`). Deeds on several
cases are `bulk_deeds`, and what an officer keeps of the list is `habits`.
"""
