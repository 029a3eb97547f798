import type { Clock } from '@sas-sos/core';
import type { Pool } from 'pg';
import { type RegulatorEventRow, toStoredEvent } from './regulator-event.js';
import type { RegulatorRegister } from './regulator-register.js';
import { type RegulatorRow, registerColumns, toStoredRegulator } from './regulator-row.js';

const listed = `FROM regulator_account
  WHERE ($1::boolean IS NULL OR active = $1)
    AND NOT EXISTS (
      SELECT 1 FROM unnest($2::text[]) AS word WHERE position(word IN search_text) = 0)`;

const recordTerms = `WITH accepted AS (
    UPDATE regulator_account SET terms_version = $2, terms_accepted_at = $3
    WHERE id = $1 AND terms_version IS DISTINCT FROM $2
    RETURNING id)
  INSERT INTO regulator_event (account_id, occurred_at, kind, changes)
  SELECT id, $3, 'terms-accepted', $4 FROM accepted`;

/** Creates the vendor's own view of regulators, in PostgreSQL. */
export function createPostgresRegister(
  pool: Pool,
  { clock }: { readonly clock: Clock },
): RegulatorRegister {
  return {
    async list({ words, active, offset, limit }) {
      const values = [active, words];
      const [count, page] = await Promise.all([
        pool.query<{ total: number }>(`SELECT count(*)::integer AS total ${listed}`, values),
        pool.query<RegulatorRow>(
          `SELECT ${registerColumns} ${listed} ORDER BY search_text COLLATE "C", id LIMIT $3 OFFSET $4`,
          [...values, limit, offset],
        ),
      ]);
      return { total: count.rows[0]?.total ?? 0, regulators: page.rows.map(toStoredRegulator) };
    },

    async find(id) {
      const { rows } = await pool.query<RegulatorRow>({
        name: 'find-regulator',
        text: `SELECT ${registerColumns} FROM regulator_account WHERE id = $1`,
        values: [id],
      });
      return rows[0] && toStoredRegulator(rows[0]);
    },

    async findAll(ids) {
      const { rows } = await pool.query<RegulatorRow>(
        `SELECT ${registerColumns} FROM regulator_account WHERE id = ANY($1)`,
        [ids],
      );
      return new Map(rows.map((row) => [row.id, toStoredRegulator(row)]));
    },

    async listEvents(id, limit) {
      const { rows } = await pool.query<RegulatorEventRow>(
        `SELECT occurred_at, kind, changes FROM regulator_event
         WHERE account_id = $1 ORDER BY id DESC LIMIT $2`,
        [id, limit],
      );
      return rows.map(toStoredEvent);
    },

    async acceptTerms(id, version) {
      const changes = JSON.stringify([{ field: 'termsVersion', after: version }]);
      await pool.query(recordTerms, [id, version, new Date(clock.now()), changes]);
    },
  };
}
