import type { Locator } from 'playwright-core';

/** Reads a text of a page, with plain spaces for those where no line may break. */
export async function readText(part: Locator): Promise<string> {
  return ((await part.textContent()) ?? '').replaceAll('\u2060', '').replaceAll(/\s+/g, ' ').trim();
}
