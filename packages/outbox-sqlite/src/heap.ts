/** Values of which the least can be taken, at a cost that grows with the logarithm of their number. */
export interface Heap<Value> {
  push(value: Value): void;
  /** Returns the least value; `undefined` if there is none. */
  peek(): Value | undefined;
  /** Removes the least value, and returns it. */
  pop(): Value | undefined;
}

/** Creates an empty binary heap. */
export function createHeap<Value>(compare: (a: Value, b: Value) => number): Heap<Value> {
  const values: Value[] = [];
  const at = (index: number) => values[index] as Value;

  function swap(a: number, b: number): void {
    [values[a], values[b]] = [at(b), at(a)];
  }

  function rise(index: number): void {
    for (let child = index; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (compare(at(child), at(parent)) >= 0) return;
      swap(child, parent);
      child = parent;
    }
  }

  function sink(): void {
    for (let parent = 0; ; ) {
      let least = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < values.length && compare(at(child), at(least)) < 0) least = child;
      }
      if (least === parent) return;
      swap(parent, least);
      parent = least;
    }
  }

  return {
    push(value) {
      values.push(value);
      rise(values.length - 1);
    },
    peek: () => values[0],
    pop() {
      if (values.length <= 1) return values.pop();
      swap(0, values.length - 1);
      const least = values.pop();
      sink();
      return least;
    },
  };
}
