import type { RegulatorRight } from '@sas-sos/core';

/** A page of the agenda; without a right, for the vendor's own staff. */
export declare function showAgenda(
  request: Request,
  right: RegulatorRight | undefined,
): Promise<Response>;

/** HTML of a whole page. */
export declare function layout(title: string, content: string): string;

/** HTML of a link. */
export declare function link(path: string): string;
