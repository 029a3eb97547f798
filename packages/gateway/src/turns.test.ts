import { expect, it } from 'vitest';
import { createTurns, type Turns } from './turns.js';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** Starts named tasks that end when they are told, and lists those that run. */
function watch(turns: Turns) {
  const running = new Map<string, { resolve(name: string): void; reject(error: Error): void }>();
  return {
    async running() {
      await nextTurn();
      return [...running.keys()];
    },
    start: (name: string, signal?: AbortSignal) =>
      turns.run(
        () =>
          new Promise<string>((resolve, reject) => {
            running.set(name, { resolve, reject });
          }),
        signal,
      ),
    end(name: string) {
      running.get(name)?.resolve(name);
      running.delete(name);
    },
    fail(name: string, error: Error) {
      running.get(name)?.reject(error);
      running.delete(name);
    },
  };
}

it('runs so many at once, and the others in the order of their arrival', async () => {
  const tasks = watch(createTurns(2));
  const results = ['a', 'b', 'c', 'd', 'e'].map((name) => tasks.start(name));
  expect(await tasks.running()).toEqual(['a', 'b']);
  tasks.end('b');
  expect(await tasks.running()).toEqual(['a', 'c']);
  tasks.end('a');
  tasks.end('c');
  expect(await tasks.running()).toEqual(['d', 'e']);
  tasks.end('d');
  tasks.end('e');
  expect(await Promise.all(results)).toEqual(['a', 'b', 'c', 'd', 'e']);
  void tasks.start('f');
  void tasks.start('g');
  void tasks.start('h');
  expect(await tasks.running()).toEqual(['f', 'g']);
});

it('lets the next one run after a failure, whether it rejects or throws', async () => {
  const turns = createTurns(1);
  const tasks = watch(turns);
  const failed = tasks.start('a');
  const thrown = turns.run(() => {
    throw new Error('thrown');
  }, undefined);
  const last = tasks.start('c');
  tasks.fail('a', new Error('rejected'));
  await expect(failed).rejects.toThrow('rejected');
  await expect(thrown).rejects.toThrow('thrown');
  expect(await tasks.running()).toEqual(['c']);
  tasks.end('c');
  expect(await last).toBe('c');
});

it('lets one that waits leave, and never runs it', async () => {
  const tasks = watch(createTurns(1));
  const controller = new AbortController();
  void tasks.start('a');
  const left = tasks.start('b', controller.signal);
  void tasks.start('c');
  controller.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  tasks.end('a');
  expect(await tasks.running()).toEqual(['c']);
  // Its turn was not given to anybody twice.
  void tasks.start('d');
  expect(await tasks.running()).toEqual(['c']);
});

it('does not run one that has left before it came', async () => {
  const tasks = watch(createTurns(1));
  await expect(tasks.start('a', AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  expect(await tasks.running()).toEqual([]);
  void tasks.start('b');
  expect(await tasks.running()).toEqual(['b']);
});

// A turn is handed over in one microtask and taken up in another: one may leave in between.
it.each([0, 1, 2, 3, 4, 5, 6])(
  'loses no turn when one leaves %i microtasks after it was its turn',
  async (later) => {
    const tasks = watch(createTurns(1));
    const controller = new AbortController();
    void tasks.start('a');
    const left = tasks.start('b', controller.signal).catch((error: unknown) => error);
    const next = tasks.start('c');
    expect(await tasks.running()).toEqual(['a']);
    tasks.end('a');
    for (let n = 0; n < later; n += 1) await Promise.resolve();
    controller.abort(new Error('gone'));
    const running = await tasks.running();
    expect(running.at(-1)).toBe('c');
    if (running.length === 1) expect(await left).toEqual(new Error('gone'));
    else tasks.end('b');
    tasks.end('c');
    expect(await next).toBe('c');
    void tasks.start('d');
    void tasks.start('e');
    expect(await tasks.running()).toEqual(['d']);
  },
);

it('ends the turn of a task that does not stop when it is told, once', async () => {
  const tasks = watch(createTurns(1));
  const controller = new AbortController();
  const late = tasks.start('a', controller.signal);
  void tasks.start('b');
  void tasks.start('c');
  expect(await tasks.running()).toEqual(['a']);
  controller.abort(new Error('gone'));
  expect(await tasks.running()).toEqual(['a', 'b']);
  // Whoever waits for it all the same gets its answer.
  tasks.end('a');
  expect(await late).toBe('a');
  expect(await tasks.running()).toEqual(['b']);
});
