// @ts-check
/**
 * The ways to write an adapter that adapter.mjs knows, by store, in the order in which they are
 * measured and printed; the others are compared with `distinct`.
 *
 * @type {Record<string, Record<string, string>>}
 */
export const adapterWays = {
  postgres: {
    dates: 'rows as objects, `timestamptz` as `Date`: what `pg` does by itself',
    objects: 'the same, timestamps as text (`types`)',
    arrays: "rows as arrays as well (`rowMode: 'array'`)",
    distinct: '**the same, each distinct text read once**',
    unnamed: 'as in bold, without `name`: planned at each search',
    timeout: 'as in bold, with `query_timeout` on the pool',
    taken: "as in bold, with `query_timeout`, rows taken out of `pg`'s result (`rows.splice(0)`)",
    unindexed: 'as in bold, without an index',
  },
  sqlite: {
    objects: 'rows as objects',
    arrays: 'rows as arrays (`setReturnArrays`)',
    distinct: '**the same, each distinct text read once**',
    unprepared: 'as in bold, prepared at each search',
    unindexed: 'as in bold, without an index',
  },
};
