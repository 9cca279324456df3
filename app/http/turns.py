"""Turns: some views take long, so only a few of their readers may occupy a thread at once.

The others wait here, where it costs no thread: whoever asks for something else finds one.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.store.memory import PATIENCE

AT_ONCE = 8
"""How many may be answered at a time: most find what they want in memory, one makes it, some wait for that one."""


class Turns:
    """Who may be answered now."""

    def __init__(self, at_once: int = AT_ONCE, patience: float = PATIENCE) -> None:
        """Let this many be answered at a time, and nobody wait longer than `patience` seconds."""
        self._free = asyncio.Semaphore(at_once)
        self._patience = patience

    @asynccontextmanager
    async def take(self) -> AsyncIterator[bool]:
        """Wait for a turn, and tell whether it came in time. It ends with the block."""
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError:
            yield False
            return
        try:
            yield True
        finally:
            self._free.release()
