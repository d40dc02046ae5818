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

describe('the tour of README.md', () => {
  it('gets the answers that it prints, and then at the command line what it prints there', async () => {
    const tour = readTour();
    expect(tour.length).toBeGreaterThanOrEqual(7);
    let ids: TourIds = {};
    for (const { query, answer } of tour) {
      const got = await ledger.data(withIds(query, ids));
      expect(withoutChance(got)).toEqual(withoutChance(answer));
      ids = { ...ids, ...idsIn(got) };
    }

    const questions = documentedQuestions('README.md');
    expect(questions.length).toBeGreaterThanOrEqual(1);
    for (const { args, printed } of questions) {
      const { code, stdout, stderr } = await budgetLedger(ledger.directory, args);
      expect([code, stderr, withoutChance(stdout.replaceAll(/ +$/gm, ''))]).toEqual([0, '', withoutChance(printed)]);
    }
  });

  it('is followed by commands that all work in the folder that it has made, in the order of the list', async () => {
    await ledger.stop();
    const folder = temporaryDirectory();
    const commands = documentedCommands('README.md').filter((command) => command !== 'serve' && isPossible(command));
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

describe('README.md', () => {
  it('lists every variable of the configuration with its default', () => {
    const defaults = variablesOf({}).map(({ name, value }) => [name, value]);
    expect(documentedVariables('README.md').sort()).toEqual(defaults.sort());
  });
});

describe('README.zh-CN.md', () => {
  it('asks the same queries in the same order and prints the same answers', () => {
    expect(readTour('README.zh-CN.md')).toEqual(readTour('README.md'));
  });

  it('has every fenced block of README.md unchanged', () => {
    expect(fencedBlocks('README.md').length).toBeGreaterThanOrEqual(20);
    expect(fencedBlocks('README.zh-CN.md')).toEqual(fencedBlocks('README.md'));
  });

  it('lists the same variables with the same defaults', () => {
    expect(documentedVariables('README.zh-CN.md')).toEqual(documentedVariables('README.md'));
  });

  it('has the same sections, the same tables and leads to the same documents', () => {
    expect(frameOf('README.zh-CN.md')).toEqual(frameOf('README.md'));
  });
});
