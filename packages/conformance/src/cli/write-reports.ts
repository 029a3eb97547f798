import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { FailOn } from '../report/to-exit-code.js';
import { toHtmlReport } from '../report/to-html-report.js';
import { toJsonReport } from '../report/to-json-report.js';
import { toJunitReport } from '../report/to-junit-report.js';
import type { Language } from '../rule/text.js';
import type { Run } from '../run/run.js';

/** Files to write. */
export interface ReportFiles {
  readonly html: string | undefined;
  readonly junit: string | undefined;
  readonly json: string | undefined;
}

/**
 * Writes the reports that were asked for; folders that are missing are created.
 *
 * @throws Error with the name of a file that cannot be written
 */
export function writeReports(
  run: Run,
  { html, junit, json }: ReportFiles,
  {
    language,
    failOn,
    previous,
  }: { readonly language: Language; readonly failOn: FailOn; readonly previous: Run | undefined },
): void {
  write(html, () => toHtmlReport(run, { language, previous }));
  write(junit, () => toJunitReport(run, { language, failOn }));
  write(json, () => toJsonReport(run));
}

function write(file: string | undefined, toText: () => string): void {
  if (file === undefined) return;
  const text = toText();
  try {
    mkdirSync(dirname(resolve(file)), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new Error(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}
