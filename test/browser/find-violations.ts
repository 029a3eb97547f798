import axe from 'axe-core';
import type { Page } from 'playwright-core';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Runs axe on a page as displayed: WCAG 2.2 AA, and best practices. */
export async function findViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const runOnly = { type: 'tag' as const, values: standards };
  return page.evaluate(async (only) => {
    const { axe: run } = globalThis as unknown as { axe: typeof axe };
    const result = await run.run(document, { runOnly: only, resultTypes: ['violations'] });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  }, runOnly);
}

/** The looks that a page is tested in: laptop and phone, light and dark. */
export const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1366, 360].map((width) => ({ name: `${colorScheme}, ${width} pixels`, colorScheme, width })),
);

/** Applies a look to a page. */
export async function setLook(
  page: Page,
  { colorScheme, width }: (typeof looks)[number],
): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: 900 });
}
