import type { Fault } from './fault.js';
import type { RuleSource } from './rule-source.js';
import type { Text } from './text.js';

/**
 * Who asks for it: the official kit fails a vendor that breaks the rule, the official kit warns, the
 * guide asks for it, or experience does.
 */
export type Level = 'official-fails' | 'official-warns' | 'guide' | 'good-practice';

/** A rule of the certification, of the guide, or of good practice. One file each. */
export interface Rule<Subject> {
  /** Stable name: `slots.total`. Renaming one is a breaking change. */
  readonly id: string;
  readonly level: Level;
  readonly source: RuleSource;
  /** Number of the official kit's check, 1 to 34; absent if no check asks for it. */
  readonly check?: number | undefined;
  /** What it looks at: elements as FHIR paths, parts of an HTTP answer. */
  readonly looksAt: string;
  /** What is true of an answer that follows the rule: a sentence, with its full stop. */
  readonly title: Text;
  /** What is wrong with one that does not: without a full stop, elements are appended. */
  readonly wrong: Text;
  /** What to do about it: a sentence. */
  readonly remedy: Text;
  /** Whether the rule has something to say of this subject. @defaultValue always */
  readonly applies?: ((subject: Subject) => boolean) | undefined;
  /** Returns what is wrong; empty if nothing is. Never throws on a vendor's data. */
  readonly find: (subject: Subject) => readonly Fault[];
}

/** A rule without its functions: what reports say of it. */
export type RuleDescription = Omit<Rule<never>, 'applies' | 'find'>;
