import { describe, expect, it } from 'vitest';
import type { RuleDescription } from '../rule/rule.js';
import { documents } from '../rule/rule-source.js';
import { checkTitles } from '../run/check-titles.js';
import { groupNames } from '../run/groups.js';
import { steps } from './steps.js';

const ids = steps.map(({ id }) => id);
const rules = new Map<string, RuleDescription>(
  steps.flatMap((step) => step.rules.map((rule) => [rule.id, rule])),
);

describe('steps', () => {
  it('have different names, which begin with their group or its kind', () => {
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/);
  });

  it('are in the order of the groups', () => {
    const ranks = steps.map(({ group }) => groupNames.indexOf(group));
    expect(ranks).toEqual([...ranks].sort((one, other) => one - other));
  });

  it('only build on steps before them', () => {
    for (const [index, { after = [], uses = [] }] of steps.entries()) {
      for (const before of [...after, ...uses]) expect(ids.slice(0, index)).toContain(before);
    }
  });

  it('each have a rule, and a gate among their rules', () => {
    for (const { id, rules, gate } of steps) {
      expect(rules.length, id).toBeGreaterThan(0);
      const names = rules.map((rule) => rule.id);
      for (const name of gate) expect(names, id).toContain(name);
    }
  });
});

describe('rules', () => {
  it.each([...rules.values()])('$id says where it comes from, in both languages', (rule) => {
    expect(rule.id).toMatch(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/);
    expect(Object.keys(documents)).toContain(rule.source.document);
    expect(rule.source.section).not.toBe('');
    expect(rule.looksAt).not.toBe('');
    for (const language of ['fr', 'en'] as const) {
      expect(rule.title[language]).toMatch(/\.$/);
      expect(rule.remedy[language]).toMatch(/[.?]$/);
      expect(rule.wrong[language]).not.toMatch(/\.$/);
    }
    if (rule.check !== undefined) expect(checkTitles).toHaveProperty(String(rule.check));
  });

  it('are one object per name, wherever they are applied', () => {
    for (const { rules: list } of steps) {
      for (const { id, title, level } of list) {
        expect({ title, level }).toEqual({
          title: rules.get(id)?.title,
          level: rules.get(id)?.level,
        });
      }
    }
  });
});
