import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { forgetClosing, leftAs, markClosed } from '../../src/files/closed-file.js';
import { useFolder } from '../support/ledgers/scratch-folder.js';

const { directory } = useFolder();

function closed(text = '第一次保存'): string {
  const file = join(directory(), 'events.db');
  writeFileSync(file, text);
  markClosed(file);
  return file;
}

describe('a file that was closed', () => {
  it('is as it was closed while nobody changes it, whoever reads it', () => {
    const file = closed();
    readFileSync(file);
    expect(leftAs(file)).toBe('AS_CLOSED');
    expect(leftAs(file)).toBe('AS_CLOSED');
  });

  it.each([
    ['other bytes, as many', '第二次保存'],
    ['fewer bytes', '第一次'],
    ['more bytes', '第一次保存。'],
    ['none', ''],
  ])('was altered where it has %s', (_what, text) => {
    const file = closed();
    writeFileSync(file, text);
    expect(leftAs(file)).toBe('ALTERED');
  });

  it.each(['', '{"bytes":15', 'null', '{}'])('was altered where what was said of it is %j', (mark) => {
    const file = closed();
    writeFileSync(`${file}.closed`, mark);
    expect(leftAs(file)).toBe('ALTERED');
  });

  it('says nothing once it is opened for writing, has a log, or is gone', () => {
    const opened = closed();
    forgetClosing(opened);
    const logged = closed();
    writeFileSync(`${logged}-wal`, 'a frame');
    const none = join(directory(), 'none.db');
    expect([opened, logged, none].map(leftAs)).toEqual(['UNKNOWN', 'UNKNOWN', 'UNKNOWN']);
  });

  it('of which nothing could be said is one that nobody had closed', () => {
    const file = join(directory(), 'none', 'events.db');
    expect(() => markClosed(file)).not.toThrow();
    expect(existsSync(`${file}.closed`)).toBe(false);
    expect(leftAs(file)).toBe('UNKNOWN');
  });
});
