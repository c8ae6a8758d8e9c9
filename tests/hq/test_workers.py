"""The turns: one device's bundles one after another, every other device's beside them."""

import asyncio

from tipdesk.hq.workers import Workers


async def _play(workers: Workers) -> list[str]:
    """Two visits of one device and one of another, the first held until the others had every chance."""
    seen: list[str] = []
    go_on = asyncio.Event()

    async def visit(device: bytes, name: str, *, holds: bool = False) -> None:
        async with workers.turn(device):
            seen.append(f"{name} in")
            if holds:
                await go_on.wait()
            seen.append(f"{name} out")

    visits = [
        asyncio.create_task(visit(b"one", "first", holds=True)),
        asyncio.create_task(visit(b"one", "second")),
        asyncio.create_task(visit(b"other", "stranger")),
    ]
    await visits[2]
    go_on.set()
    await asyncio.gather(*visits)
    return seen


def test_one_device_takes_turns() -> None:
    """The second bundle of a device waits for the first; another device does not; no turn is remembered after."""
    workers = Workers()
    seen = asyncio.run(_play(workers))
    workers.close()
    assert seen == ["first in", "stranger in", "stranger out", "first out", "second in", "second out"]
    assert workers._turns == {}
