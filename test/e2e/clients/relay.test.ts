import { afterAll, describe, expect, it } from '@jest/globals';
import { buildContract } from '../../../schema/build.js';
import { keepsTheTruth } from '../../contracts/graphql-client.contract.js';
import { compileRelay, relayMissing } from '../../support/clients/relay-compile.js';
import { everyFragment } from '../../support/clients/relay-fragments.js';
import { relayScreens } from '../../support/clients/relay-screen.js';
import { documentedFiles } from '../../support/stories/documented-files.js';
import { unless } from '../../support/skipping.js';

unless(
  await relayMissing(),
  'Relay',
  describe,
)('Relay', () => {
  keepsTheTruth('Relay', relayScreens);

  describe('its compiler', () => {
    const files = documentedFiles('docs/api.md');
    afterAll(() => files.remove());

    it('takes a refetchable fragment on every kind of node, and a connection of every list of one', async () => {
      const { fragments, nodes, connections } = everyFragment(buildContract());
      expect(nodes).toEqual(expect.arrayContaining(['Node', 'Entity', 'Budget', 'Draft', 'Indicator', 'LedgerEvent']));
      expect(connections).toEqual(expect.arrayContaining(['Budget.projects', 'Project.history', 'Budget.versions']));
      const said = await compileRelay(files, fragments);
      expect(said).toContain(` ${Object.keys(fragments).length} normalization`);
      expect(said).not.toMatch(/warn|error/i);
    });
  });
});
