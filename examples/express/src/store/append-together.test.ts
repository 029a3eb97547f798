import { describe, expect, it } from 'vitest';
import { createAppendTogether } from './append-together.js';

/** A table whose statements end when they are let go of, and fail for some entries. */
function createTable(refused: readonly number[] = []) {
  const statements: (readonly number[])[] = [];
  const stored: number[] = [];
  let letGo = () => {};
  const { append, drain } = createAppendTogether<number>(async (entries) => {
    statements.push(entries);
    await new Promise<void>((resolve) => {
      letGo = resolve;
    });
    if (entries.some((entry) => refused.includes(entry))) throw new Error('refused');
    stored.push(...entries);
  });
  return {
    append,
    drain,
    statements,
    stored,
    async letGoOfAll() {
      for (let count = -1; count < statements.length; ) {
        count = statements.length;
        letGo();
        // Lets the next statement begin.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('createAppendTogether', () => {
  it('stores an entry at once, and those that come meanwhile together, in order', async () => {
    const table = createTable();
    const appended = Promise.all([1, 2, 3].map(table.append));
    expect(table.statements).toEqual([[1]]);
    await table.letGoOfAll();
    await appended;
    expect(table.statements).toEqual([[1], [2, 3]]);
    const last = table.append(4);
    await table.letGoOfAll();
    await last;
    expect(table.stored).toEqual([1, 2, 3, 4]);
  });

  it('stores at most 500 by one statement', async () => {
    const table = createTable();
    const appended = Promise.all(numbers(502).map(table.append));
    await table.letGoOfAll();
    await appended;
    expect(table.statements.map(({ length }) => length)).toEqual([1, 500, 1]);
    expect(table.stored).toEqual(numbers(502));
  });

  it('rejects for the entries of a statement that fails, and stores later ones', async () => {
    const table = createTable([2]);
    const appended = Promise.allSettled([1, 2, 3].map(table.append));
    await table.letGoOfAll();
    expect(await appended).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { message: 'refused' } },
      { status: 'rejected', reason: { message: 'refused' } },
    ]);
    const last = table.append(4);
    await table.letGoOfAll();
    await last;
    expect(table.stored).toEqual([1, 4]);
  });

  it('is drained once nothing waits', async () => {
    const table = createTable();
    await table.drain();
    const appended = Promise.all([1, 2, 3].map(table.append));
    const drained = table.drain().then(() => [...table.stored]);
    await table.letGoOfAll();
    expect(await drained).toEqual([1, 2, 3]);
    await appended;
  });

  it('refuses an entry when 10,000 wait', async () => {
    const table = createTable();
    const appended = Promise.all(numbers(10_001).map(table.append));
    await expect(table.append(10_001)).rejects.toThrow('10000 entries');
    await table.letGoOfAll();
    await appended;
    expect(table.stored).toHaveLength(10_001);
  });
});
