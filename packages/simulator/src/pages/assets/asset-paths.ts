/** Where the pages find what ships with them. */
export const assetPaths = {
  style: '/assets/style.css',
  icon: '/assets/icon.svg',
} as const;

/** Where the scripts are, each for one page. */
export const scriptPaths = {
  search: '/assets/search.js',
  appointments: '/assets/appointments.js',
  exchanges: '/assets/exchanges.js',
  exchange: '/assets/exchange.js',
} as const;

export type ScriptPath = (typeof scriptPaths)[keyof typeof scriptPaths];
