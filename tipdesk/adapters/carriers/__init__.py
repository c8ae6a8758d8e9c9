"""Carriers: the two ways by which sealed bytes travel, a wire (`https`) and a stick or share (`folder`).

`https` imports httpx, which takes a tenth of a second, so `homes` imports that module only when a sync starts.
"""
