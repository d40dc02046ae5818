import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { getOperationAST, parse, validate } from 'graphql';
import { buildContract } from '../../schema/build.js';
import { comment, idsIn, namedQuery, tourOf, withIds } from '../../web/tour.js';

const steps = tourOf(readFileSync('docs/tour.md', 'utf8'));

describe('the tour', () => {
  it('is every query of docs/tour.md, in order, each under a name of its own', () => {
    const printed = readFileSync('docs/tour.md', 'utf8').match(/(?<=^```graphql\n)[^]*?(?=^```$)/gm) ?? [];
    expect(steps.map(({ query }) => query)).toEqual(printed);
    expect(steps.length).toBeGreaterThanOrEqual(9);
    const names = steps.map((step) => getOperationAST(parse(namedQuery(step)))?.name?.value);
    expect(new Set(names).size).toBe(steps.length);
    expect(names.slice(0, 3)).toEqual(['TheTable', 'OneIndicator', 'LowerItsTarget']);
  });

  it('asks only for what the contract has', () => {
    const schema = buildContract();
    for (const step of steps) expect(validate(schema, parse(namedQuery(step)))).toEqual([]);
  });

  it('reads title, prose, query and answer of a step, and leaves other blocks alone', () => {
    const markdown = [
      '# Tour',
      '',
      '```sh',
      'npm start',
      '```',
      '',
      '**Ask it.** It answers',
      'in **one** go.',
      '',
      '```graphql',
      'query($id: ID!) {',
      '  a(id: $id)',
      '}',
      '```',
      '',
      '```json',
      '{ "a": 1 }',
      '```',
      '',
      '**Watch it**, live.',
      '',
      '```graphql',
      'subscription { b }',
      '```',
      '',
      'Prose.',
      '',
      '```json',
      '{ "no": "answer" }',
      '```',
      '',
      'No step:',
      '',
      '```graphql',
      '{ c }',
      '```',
      '',
    ].join('\n');
    expect(tourOf(markdown)).toEqual([
      {
        title: 'Ask it',
        prose: 'Ask it. It answers in one go.',
        query: 'query($id: ID!) {\n  a(id: $id)\n}\n',
        answer: '{ "a": 1 }\n',
      },
      { title: 'Watch it', prose: 'Watch it, live.', query: 'subscription { b }\n', answer: null },
    ]);
    expect(tourOf(markdown).map(namedQuery)).toEqual([
      'query AskIt($id: ID!) {\n  a(id: $id)\n}\n',
      'subscription WatchIt { b }\n',
    ]);
  });

  it('puts the ids of its answers into the steps behind them, and nothing where none is known', () => {
    const answers = steps.map(({ answer }) => idsIn(answer === null ? null : JSON.parse(answer)));
    const ids = Object.assign({}, ...answers) as { ID: string; DRAFT: string };
    const printed = readFileSync('docs/tour.md', 'utf8');
    expect(printed).toContain(`"id": "${ids.ID}"`);
    expect(printed).toContain(`"id": "${ids.DRAFT}"`);
    let known = {};
    for (const [index, { query }] of steps.entries()) {
      expect(withIds(query, {})).toBe(query);
      expect(withIds(query, known)).not.toMatch(/"(ID|DRAFT)"/);
      known = { ...known, ...answers[index] };
    }
    expect([null, undefined, {}, { indicators: { nodes: [] } }, { openDraft: { draft: null } }].map(idsIn)).toEqual(
      Array.from({ length: 5 }, () => ({})),
    );
  });

  it('is told in lines of a bounded width, which together are the prose, in English and in Chinese', () => {
    for (const file of ['docs/tour.md', 'docs/tour.zh-CN.md']) {
      for (const { prose } of tourOf(readFileSync(file, 'utf8'))) {
        const lines = comment(prose).split('\n');
        for (const line of lines) {
          expect(line).toMatch(/^# \S/);
          const columns = [...line].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);
          const isOneWord = !/\s|\p{Script=Han}/u.test(line.slice(2));
          if (!isOneWord) expect(columns).toBeLessThanOrEqual(66);
        }
        const told = lines.map((line) => line.slice(2)).join('');
        expect(told.replaceAll(' ', '')).toBe(prose.replaceAll(/\s/g, ''));
      }
    }
  });
});
