"""A database that remembers what it was asked: the statements of real paths, for a look at their plans."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from storage.database import Database, Row, Rows, Transaction

Asked = dict[str, Mapping[str, object]]  # statement: the values of its first time


class RecordedRows:
    def __init__(self, inner: Rows, asked: Asked) -> None:
        self._inner = inner
        self.asked = asked

    async def rows(self, sql: str, **named: object) -> Sequence[Row]:
        self.asked.setdefault(sql, named)
        return await self._inner.rows(sql, **named)


class Recorded(RecordedRows):
    def __init__(self, inner: Transaction, asked: Asked) -> None:
        super().__init__(inner, asked)
        self._tx = inner

    async def run(self, sql: str, **named: object) -> int:
        self.asked.setdefault(sql, named)
        return await self._tx.run(sql, **named)

    async def many(self, sql: str, records: Sequence[Mapping[str, object]]) -> int:
        for record in records[:1]:
            self.asked.setdefault(sql, record)
        return await self._tx.many(sql, records)


class Recording:
    """Stands in front of a database."""

    def __init__(self, inner: Database) -> None:
        self.inner = inner
        self.engine = inner.engine
        self.statements = 0
        self.asked: Asked = {}

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        async with self.inner.write() as tx:
            yield Recorded(tx, self.asked)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Rows]:
        async with self.inner.read() as read:
            yield RecordedRows(read, self.asked)

    def misplaced(self) -> str:
        return self.inner.misplaced()

    def is_rescued(self) -> bool:
        return self.inner.is_rescued()

    async def close(self) -> None:
        await self.inner.close()
