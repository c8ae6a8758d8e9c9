"""What is noticed of a store, a log or a clock that is not as it should be, and how people are told.

Each thing that was noticed becomes an incident of the register, which travels to headquarters and stays open there
until somebody deals with it. The words of the shift register and the jumps of a clock are noted here too. The adapters
check the store.
"""
