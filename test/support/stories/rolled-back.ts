import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders: what a ledger was, what it became, what a process that was killed left of that; and another ledger. */
export interface Ledgers {
  earlier: string;
  later: string;
  killed: string;
  other: string;
}

export const events = (directory: string) => join(directory, 'events/events.db');

/** As whoever puts an old copy back does it: the file, and nothing beside it. */
function putFile(from: string, into: string): void {
  cpSync(events(from), events(into));
}

function putViews(from: string, into: string): void {
  rmSync(join(into, 'views'), { recursive: true });
  cpSync(join(from, 'views'), join(into, 'views'), { recursive: true });
}

function forgetHowFar(directory: string): void {
  rmSync(`${events(directory)}.reached`);
  rmSync(`${events(directory)}.closed`);
}

const logOfEvents = (directory: string) => `${events(directory)}-wal`;
const logOfViews = (directory: string) => join(directory, 'views/views-1.db-wal');

export interface Way {
  what: string;
  /** Which of the ledgers it happens to. */
  to: 'earlier' | 'later' | 'killed';
  harm: (at: string, ledgers: Ledgers) => void;
  code: 'ROLLED_BACK' | 'READ_MODEL_AHEAD' | 'EVENTS_MISSING';
}

export const ways: readonly Way[] = [
  {
    what: 'a log that was cut',
    to: 'killed',
    harm: (at) => truncateSync(logOfEvents(at), 9_000),
    code: 'ROLLED_BACK',
  },
  {
    what: 'a log that was cut, as that of the views',
    to: 'killed',
    harm(at) {
      truncateSync(logOfEvents(at), 9_000);
      truncateSync(logOfViews(at), 0);
    },
    code: 'ROLLED_BACK',
  },
  {
    what: 'a log that was damaged',
    to: 'killed',
    harm(at) {
      const log = readFileSync(logOfEvents(at));
      writeFileSync(logOfEvents(at), log.fill(0xab, 9_000));
    },
    code: 'ROLLED_BACK',
  },
  { what: 'an older file', to: 'later', harm: (at, { earlier }) => putFile(earlier, at), code: 'ROLLED_BACK' },
  {
    what: 'an older file and older views',
    to: 'later',
    harm(at, { earlier }) {
      putFile(earlier, at);
      putViews(earlier, at);
    },
    code: 'ROLLED_BACK',
  },
  {
    what: 'an older file with all that lay beside it, under newer views',
    to: 'earlier',
    harm: (at, { later }) => putViews(later, at),
    code: 'READ_MODEL_AHEAD',
  },
  {
    what: 'an older file, and nobody had noted how far it reached',
    to: 'later',
    harm(at, { earlier }) {
      putFile(earlier, at);
      forgetHowFar(at);
    },
    code: 'READ_MODEL_AHEAD',
  },
  { what: 'the file of another ledger', to: 'later', harm: (at, { other }) => putFile(other, at), code: 'ROLLED_BACK' },
  {
    what: 'the file of another ledger and its views',
    to: 'later',
    harm(at, { other }) {
      putFile(other, at);
      putViews(other, at);
    },
    code: 'ROLLED_BACK',
  },
  { what: 'no file', to: 'later', harm: (at) => rmSync(events(at)), code: 'ROLLED_BACK' },
  {
    what: 'no file, and nobody had noted how far it reached',
    to: 'later',
    harm(at) {
      rmSync(events(at));
      forgetHowFar(at);
    },
    code: 'EVENTS_MISSING',
  },
  { what: 'an empty file', to: 'later', harm: (at) => truncateSync(events(at)), code: 'ROLLED_BACK' },
  {
    what: 'an empty file, and nobody had noted how far it reached',
    to: 'later',
    harm(at) {
      truncateSync(events(at));
      forgetHowFar(at);
    },
    code: 'EVENTS_MISSING',
  },
];
