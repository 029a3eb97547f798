import type { Page } from 'playwright-core';

/** Finds texts of a page where a line may break before a sign of French, inside « », or in 09:00–09:30. */
export function findPlainSpaces(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = node.textContent ?? '';
      // Code and headers of messages are shown as they are.
      if (!/ [:;?!»]|(?:«|nº) |\d\d:\d\d–\d/.test(text)) continue;
      if (!node.parentElement?.closest('code, pre, script, textarea, dl.headers')) found.push(text);
    }
    return found;
  });
}
