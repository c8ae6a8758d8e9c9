"""Carriers: the two ways by which sealed bytes cross, a wire (`https`) and a stick or share (`folder`).

`https` imports httpx, which costs a tenth of a second: `homes` imports that module when a sync starts.
"""
