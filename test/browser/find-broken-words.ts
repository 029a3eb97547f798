import type { Page } from 'playwright-core';

/** Finds words of a page as displayed that a column too narrow for them breaks in the middle. */
export function findBrokenWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const broken = new Set<string>();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const parent = node.parentElement;
      // Addresses and code have no words.
      if (!parent?.checkVisibility() || parent.closest('code, pre, script')) continue;
      for (const { index, 0: word } of (node.textContent ?? '').matchAll(/\S+/g)) {
        if (!/^\(?\p{L}+[,.;:)]*$/u.test(word)) continue;
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) broken.add(word);
      }
    }
    return [...broken];
  });
}
