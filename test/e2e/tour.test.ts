import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { variablesOf } from '../../src/config.js';
import type { TourIds } from '../../web/tour.js';
import { idsIn, withIds } from '../../web/tour.js';
import { eventStore } from '../support/ledgers/pair.js';
import { budgetLedger } from '../support/processes/command-line.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import {
  documentedCommands,
  documentedQuestions,
  documentedVariables,
  fencedBlocks,
  frameOf,
  inChinese,
  pagesInBoth,
  readTour,
  withoutChance,
} from '../support/stories/tour.js';

let ledger: RunningLedger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(cleanUp);

/** Another engine than SQLite has tools of its own for copies, and the program says so. */
function isPossible(command: string): boolean {
  return eventStore === 'sqlite' || !/^(backup|check-backup|restore)\b/.test(command);
}

/** Asks what a page asks, in its order, with the ids of the answers before. */
async function expectAnswers(page: string, of: RunningLedger): Promise<void> {
  let ids: TourIds = {};
  for (const { query, answer } of readTour(page)) {
    const got = await of.data(withIds(query, ids));
    expect(withoutChance(got)).toEqual(withoutChance(answer));
    ids = { ...ids, ...idsIn(got) };
  }
}

describe('README.md', () => {
  it('is read in a few minutes, in both languages', () => {
    for (const page of ['README.md', 'README.zh-CN.md']) {
      expect(readFileSync(page, 'utf8').split('\n').length).toBeLessThanOrEqual(201);
    }
  });

  it('gets the answers that it prints', async () => {
    expect(readTour('README.md').length).toBeGreaterThanOrEqual(3);
    await expectAnswers('README.md', await startLedger());
  });
});

describe('docs/tour.md', () => {
  it('gets the answers that it prints, and then at the command line what it prints there', async () => {
    expect(readTour().length).toBeGreaterThanOrEqual(14);
    await expectAnswers('docs/tour.md', ledger);

    const questions = documentedQuestions('docs/tour.md');
    expect(questions.length).toBeGreaterThanOrEqual(1);
    for (const { args, printed } of questions) {
      const { code, stdout, stderr } = await budgetLedger(ledger.directory, args);
      expect([code, stderr, withoutChance(stdout.replaceAll(/ +$/gm, ''))]).toEqual([0, '', withoutChance(printed)]);
    }
  });

  it('is followed by commands that all work in the folder that it has made, in the order of the list', async () => {
    await ledger.stop();
    const folder = temporaryDirectory();
    const commands = documentedCommands('docs/tour.md').filter((command) => command !== 'serve' && isPossible(command));
    expect(commands.length).toBeGreaterThanOrEqual(eventStore === 'sqlite' ? 17 : 14);
    for (const command of commands) {
      const args = command
        .replace('<file>', 'samples/000_fa349c3ba6376aff.txt')
        .replace('<unit>', '广州市越秀区商务局(本级)')
        .replace('<folder>', join(folder, 'backup'))
        .replace('table.csv', join(folder, 'table.csv'))
        .split(' ');
      const { code, stderr } = await budgetLedger(ledger.directory, args);
      expect({ command, code, stderr }).toEqual({ command, code: 0, stderr: expect.any(String) });
    }
  });
});

describe('docs/configuration.md', () => {
  it('lists every variable of the configuration with its default', () => {
    const defaults = variablesOf({}).map(({ name, value }) => [name, value]);
    expect(documentedVariables('docs/configuration.md').sort()).toEqual(defaults.sort());
  });
});

describe.each(pagesInBoth)('%s in Chinese', (page) => {
  it('has every fenced block unchanged', () => {
    expect(fencedBlocks(inChinese(page))).toEqual(fencedBlocks(page));
  });

  it('has the same sections, the same tables and leads to the same documents', () => {
    expect(frameOf(page).headings.length).toBeGreaterThanOrEqual(3);
    expect(frameOf(inChinese(page))).toEqual(frameOf(page));
  });

  it('lists the same variables with the same defaults', () => {
    expect(documentedVariables(inChinese(page))).toEqual(documentedVariables(page));
  });
});
