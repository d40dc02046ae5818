import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { read, readSample, sampleSidecar, sampleText } from '../support/stories/published-sample.js';
import { reWrapped } from '../support/random/re-wrapped.js';
import { modelOf } from '../support/stories/table-model.js';
import { cases } from '../support/random/cases.js';

const columns = sampleSidecar.columns ?? [];
const table = modelOf(readSample());
/** A space between two words of a goal; all others stand beside figures or in the head, as layout. */
const betweenWords = /(?<=室|部) (?=中|广)/gu;

describe('text broken into lines elsewhere', () => {
  it('says the same table, wherever lines end, also inside words and numbers', () => {
    fc.assert(
      fc.property(reWrapped(sampleText, betweenWords), (text) => {
        expect(modelOf(read(text, { columns }))).toEqual(table);
        expect(modelOf(read(text.trimEnd(), { columns }))).toEqual(table);
      }),
    );
  });

  it('says the same table with every character on a line of its own, and with all on one', () => {
    const joined = sampleText.split('\n').map((line) => line.trim());
    const parts = joined.join('').split(betweenWords);
    const single = parts.map((part) => [...part].join('\n')).join(' ');
    expect(modelOf(read(`${single}\n`, { columns }))).toEqual(table);
    expect(modelOf(read(`${joined.join('')}\n`, { columns }))).toEqual(table);
  });

  it('says the same table without its indents, and with every line indented', () => {
    expect(modelOf(read(sampleText.replaceAll(/^ +/gm, ''), { columns }))).toEqual(table);
    expect(modelOf(read(sampleText.replaceAll(/^/gm, '      '), { columns }))).toEqual(table);
    expect(modelOf(read(sampleText.replaceAll(/^/gm, '\u3000\u3000'), { columns }))).toEqual(table);
  });

  it('tells of every row a line that begins with it or goes into it', () => {
    fc.assert(
      fc.property(reWrapped(sampleText, betweenWords), (text) => {
        const lines = text.split(/\r\n|[\n\r]/);
        const shows = (line: number, first: string) => lines[line - 1]?.includes(first);
        for (const { name, line, projects } of read(text, { columns }).fundUsers) {
          expect(shows(line, name.slice(0, 1))).toBe(true);
          for (const project of projects) {
            expect(shows(project.line, project.name.slice(0, 1))).toBe(true);
            project.indicators.forEach((row, index) => expect(shows(row.line, String(index + 1))).toBe(true));
          }
        }
      }),
      { numRuns: cases(30) },
    );
  });
});
