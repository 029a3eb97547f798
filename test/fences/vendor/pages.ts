import type { RegulatorRight } from '@sas-sos/core';

/** Renders a page of the agenda; without a right, for the vendor's own staff. */
export declare function showAgenda(
  request: Request,
  right: RegulatorRight | undefined,
): Promise<Response>;

/** Renders a whole page as HTML. */
export declare function layout(title: string, content: string): string;

/** Renders a link as HTML. */
export declare function link(path: string): string;
