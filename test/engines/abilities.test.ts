import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import { backupOf, NoAbility, writerOf } from '../../src/engines/abilities.js';
import type { EventStoreEngine } from '../../src/engines/engine.js';
import { eventStoreEngine } from '../../src/engines/registry.js';
import { failureOf } from '../../src/cli/failures.js';

interface ElsewhereConfig {
  scheme: 'elsewhere' | 'somewhere';
  url: string;
}

const unreachable = () => Promise.reject(new Error('it is elsewhere'));

/** An engine that can do no more than it must. */
const elsewhere: EventStoreEngine<ElsewhereConfig> = {
  name: 'Elsewhere',
  schemes: ['elsewhere', 'somewhere'],
  form: { zh: 'elsewhere://<主机>', en: 'elsewhere://<host>' },
  parse: (url) => (url.startsWith('elsewhere://') ? { scheme: 'elsewhere', url } : null),
  location: ({ url }) => url,
  folders: () => [],
  open: unreachable,
  openReader: unreachable,
  countEvents: unreachable,
  inspect: unreachable,
};
const config: ElsewhereConfig = { scheme: 'elsewhere', url: 'elsewhere://host' };

describe('an engine without backups', () => {
  it('is refused one, in Chinese and English, with what to do', () => {
    expect(() => backupOf(elsewhere, config)).toThrow(NoAbility);
    expect(() => backupOf(elsewhere, config)).toThrow(
      expect.objectContaining({
        code: 'NOT_SUPPORTED',
        message: expect.stringMatching(
          /Elsewhere.*dump.*load.*migrate.*Elsewhere 另有自带的备份工具.*docs\/operations\.md/,
        ),
        messageEn: expect.stringMatching(
          /Elsewhere.*dump.*load.*migrate.*Elsewhere has tools of its own.*docs\/operations\.md/,
        ),
      }),
    );
  });

  it('has its refusal told at the command line under its code', () => {
    const refused = (() => {
      try {
        return backupOf(elsewhere, config);
      } catch (error) {
        return failureOf(error);
      }
    })();
    expect(refused).toMatchObject({
      ending: 'usage',
      problems: [{ code: 'NOT_SUPPORTED', message: expect.stringContaining('Elsewhere') }],
    });
  });
});

describe('an engine without a lock for writers', () => {
  it('never says that nobody writes', async () => {
    await expect(writerOf(elsewhere, config)).rejects.toMatchObject({
      code: 'NOT_SUPPORTED',
      message: expect.stringContaining('没有写锁'),
      messageEn: expect.stringContaining('look for running servers yourself'),
    });
  });
});

describe('the engine of SQLite', () => {
  it('has both', async () => {
    const { eventStore } = readConfig({ DATA_DIR: '/nonexistent' });
    const engine = eventStoreEngine(eventStore);
    expect(await writerOf(engine, eventStore)).toBeNull();
    await expect(backupOf(engine, eventStore).openCopy('/nonexistent')).rejects.toMatchObject({ name: 'DamagedCopy' });
  });
});
