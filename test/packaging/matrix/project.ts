/** The lines of Node that are supported, and the next one. */
export const nodeLines = ['20', '22', '24', '26'] as const;
export type NodeLine = (typeof nodeLines)[number];

/** How a project loads the SDK. */
export type ModuleKind = 'ES modules' | 'CommonJS';

/** A new project in an empty folder: what it installs, writes and runs. */
export interface Project {
  readonly subject: 'hosts' | 'bundlers' | 'runners' | 'compilers';
  /** As the table names it; versions are added. */
  readonly title: string;
  readonly moduleKind: ModuleKind | 'both';
  /** What it installs beside the tarballs, by name. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Which of `dependencies` the table gives the version of. */
  readonly shown: readonly string[];
  /** Writes its files, and builds what has to be built, on the Node that runs this. */
  prepare(folder: string): Promise<void>;
  /** What it installs of the SDK; by default what a vendor does. */
  readonly packages?: 'all';
  /** Tries it on one line of Node. Rejects if it does not work there. */
  run(folder: string, node: string): Promise<void>;
  /** Whether it is one of those that CI tries. */
  readonly isQuick?: boolean;
}
