import { toSearchWords } from '../store/search-text.js';
import type { Store } from '../store/store.js';

/** Accounts that a search by name considers. */
const mostAccounts = 1000;

/** Returns the ids of the accounts that contain the words of a search; `null` for all. */
export async function findAccounts(
  { regulators }: Pick<Store, 'regulators'>,
  search: string,
): Promise<readonly string[] | null> {
  const words = toSearchWords(search);
  if (words.length === 0) return null;
  const found = await regulators.list({ words, active: null, offset: 0, limit: mostAccounts });
  return found.regulators.map(({ account }) => account.id);
}
