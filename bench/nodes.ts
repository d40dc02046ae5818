import { checkDone, editTimes, openBudget, request, temporaryLedger, waitForReadModel } from './support/ledger.js';
import { httpClient } from './support/http-client.js';
import type { Figure } from './support/measure.js';
import { measureInTurn, milliseconds } from './support/measure.js';
import { startServerProcess } from './support/peers.js';

/** As many as `nodes` takes. */
const asked = 200;
const rounds = 7;
/** Of the single requests, under way at once. */
const connections = 8;

const fields = `__typename id
  ... on Indicator { name annualTarget { text } project { id name } }
  ... on Draft { name status }
  ... on Seal { name version }
  ... on Version { version reason }
  ... on Change { path after }
  ... on LedgerEvent { type }`;
const nodesQuery = `query($ids: [ID!]!) { nodes(ids: $ids) { ${fields} } }`;
const nodeQuery = `query($id: ID!) { node(id: $id) { ${fields} } }`;

const idsQuery = `query($id: ID!, $at: At) { budget(id: $id, at: $at) {
  projects(first: ${asked}) { nodes { indicators { id } } }
  drafts { id }
  seals { id }
  versions(first: ${asked}) { nodes { id } }
  history(first: ${asked}) { nodes { id event { id } } }
} }`;

interface Table {
  projects: { nodes: { indicators: Named[] }[] };
  drafts: Named[];
  seals: Named[];
  versions: { nodes: Named[] };
  history: { nodes: (Named & { event: Named })[] };
}

interface Named {
  id: string;
}

/** Two hundred objects by their ids in one request, against as many requests for one each; whatever they are. */
export async function nodes(): Promise<Figure[]> {
  const ledger = await temporaryLedger();
  const { dataDirectory: directory } = ledger;
  const { commands } = ledger.services;
  const { budgetId, projectIds } = await openBudget(ledger, { unit: '单位', projects: asked, indicators: 2 });
  await editTimes(ledger, budgetId, projectIds, asked);
  const draftIds: string[] = [];
  for (let turn = 0; turn < asked; turn += 1) {
    const opened = await commands.openDraft({ ...request(), budgetId, name: `第${turn}稿`, version: 2 });
    draftIds.push(checkDone(opened).draftId ?? '');
    const seal = { stage: null, contentHash: null, approvedBy: null, issuer: null, issuedOn: null };
    const about = { budgetId, name: `第${turn}版`, version: 2, expectedVersion: null, withoutControlNumber: null };
    checkDone(await commands.sealVersion({ ...request(), ...about, ...seal }));
  }
  await waitForReadModel(ledger);
  await ledger.close();

  const server = await startServerProcess(['--enable-source-maps', 'dist/src/main.js'], {
    DATA_DIR: directory,
    PORT: '0',
    LOG_LEVEL: 'warn',
    IMPORT_SAMPLES: 'false',
    REPLY_CACHE_MIB: '0',
  });
  try {
    async function tableAt(at: object | null): Promise<Table> {
      const body = JSON.stringify({ query: idsQuery, variables: { id: budgetId, at } });
      return (JSON.parse(await httpClient(server.url, body, 1).answer()) as { data: { budget: Table } }).data.budget;
    }
    const live = await tableAt(null);
    const indicators = ({ projects }: Table) => projects.nodes.flatMap((project) => project.indicators);
    const kinds: Record<string, Named[]> = {
      indicators: indicators(live),
      'indicators of a version': indicators(await tableAt({ version: 2 })),
      'indicators of a draft': indicators(await tableAt({ draft: { id: draftIds[0] } })),
      drafts: live.drafts,
      seals: live.seals,
      versions: live.versions.nodes,
      changes: live.history.nodes,
      events: live.history.nodes.map(({ event }) => event),
    };
    let worst: { kind: string; ratio: number } = { kind: '', ratio: 0 };
    const details: string[] = [];
    for (const [kind, found] of Object.entries(kinds)) {
      const ids = found.slice(0, asked).map(({ id }) => id);
      if (ids.length !== asked) throw new Error(`there are ${ids.length} ${kind}`);
      const together = httpClient(server.url, JSON.stringify({ query: nodesQuery, variables: { ids } }), 1);
      const bodies = ids.map((id) => JSON.stringify({ query: nodeQuery, variables: { id } }));
      const single = httpClient(server.url, bodies, connections);
      const read = JSON.parse(await together.answer()) as { data: { nodes: (Named | null)[] } };
      if (read.data.nodes.some((node, index) => node?.id !== ids[index])) throw new Error(`${kind} are not all there`);
      const ms = await measureInTurn({ together: () => together.ask(1), single: () => single.ask(asked) }, rounds);
      const ratio = ms.together / ms.single;
      details.push(`${kind} ${milliseconds(ms.together)} ÷ ${milliseconds(ms.single)}`);
      if (ratio > worst.ratio) worst = { kind, ratio };
    }
    return [
      {
        name: `${asked} objects by nodes ÷ ${asked} requests for one each, the slowest kind`,
        bound: '≤ 0.2',
        value: worst.ratio,
        detail: `${worst.kind}; ${details.join(', ')}`,
      },
    ];
  } finally {
    await server.stop();
    await ledger.remove();
  }
}
