"""Papers for people and for those who help them: letters, forms, notices, plans, declarations, statements, own sheets.

Each is built in a file of its own as a pure function of what a copy may show; `kinds` lists them, and `print_papers`
looks, builds, prints and signs. Where somebody is safe, and how to reach them, stands on no paper but the letter to who
drives or receives them, and there alone (`material`).
"""
