/**
 * The ledger's own contract over rows that lie in memory, ready-made: peers read no store, know no versions, and leave
 * every field to GraphQL's default resolver. argv: the contract, and the rows as the ledger answered them.
 */
import { readFileSync } from 'node:fs';

const [contract, rows] = process.argv.slice(2);
const { budget } = JSON.parse(readFileSync(rows, 'utf8'));

export const typeDefs = readFileSync(contract, 'utf8');
export const resolvers = {
  Query: { budget: (_, { id }) => (id === budget.id ? budget : null) },
  Budget: { projects: ({ projects }, { first }) => ({ nodes: projects.nodes.slice(0, first) }) },
};
