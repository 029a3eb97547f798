import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds wrong with a page, as it is shown: WCAG 2.2 AA, and good practice. */
export async function findViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: run } = globalThis as unknown as { axe: typeof axe };
    const found = await run.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
    });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

/** The looks in which a page is tried: a laptop and a phone, by day and by night. */
export const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 360].map((width) => ({ name: `${colorScheme}, ${width} pixels`, colorScheme, width })),
);

/** Has a page look so. */
export async function setLook(
  page: Page,
  { colorScheme, width }: (typeof looks)[number],
): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: 900 });
}
