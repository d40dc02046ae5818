/** The rooms and the arrows between them. A rule says why it is there; CONTRIBUTING.md has them in one table. */

const packages = '(^|/)node_modules/';

/** Frameworks, drivers, servers: what a room that speaks only of budgets must do without. */
const frameworks = `${packages}(@apollo|@kurrent|@eventstore|graphql|graphql-[^/]+|type-graphql|libsql|mongodb|pino|iconv-lite)/`;

/** Built-in modules that compute and touch nothing; every other one is the world. */
const pureBuiltIns = '^(node:)?(assert|buffer|crypto|string_decoder|util)$';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** `room` imports nothing but itself, what is listed, and what is no room at all (packages, built-in modules). */
const only = (name, comment, room, ...allowed) =>
  rule(name, comment, { path: room }, { path: rooms, pathNot: [room, ...allowed] });

const rooms = '^(events|projections|services|schema|src|web|test|bench|scripts)/';

export default {
  forbidden: [
    only(
      'events-alone',
      'Events and decisions are the oldest data of the ledger and its rules: they have to be readable, testable and ' +
        'replayable with nothing else present.',
      '^events/',
    ),
    only(
      'projections-fold-events',
      'A projection is a pure fold over events; if it knew a store or the API, a replay could not rebuild it elsewhere.',
      '^projections/',
      '^events/',
    ),
    only(
      'services-are-what-is-offered',
      'What the application offers is said in the words of the domain, whoever asks for it: GraphQL, the command line or ' +
        'a program of its own.',
      '^services/',
      '^events/',
      '^projections/',
    ),
    only(
      'schema-asks-services',
      'The GraphQL contract asks the services and lets src answer, so that a resolver cannot reach past the application.',
      '^schema/',
      '^(events|projections|services)/',
    ),
    rule(
      'only-the-server-speaks-graphql',
      'GraphQL is one way in. What the application took from its contract would be missing at the others.',
      { path: '^src/', pathNot: '^src/server/' },
      { path: '^schema/' },
    ),
    rule(
      'domain-touches-no-world',
      'A fold or a decision that reads a file, the network or the process gives another answer tomorrow.',
      { path: '^(events|projections|services)/' },
      { dependencyTypes: ['core'], pathNot: pureBuiltIns },
    ),
    rule(
      'domain-knows-no-framework',
      'Frameworks and drivers are replaced more often than the meaning of a budget is.',
      { path: '^(events|projections|services)/' },
      { path: frameworks },
    ),
    only(
      'ports-name-the-domain-only',
      'A port is a contract in the words of the domain; anything else in it would bind every engine to one of them. What ' +
        'a list is filtered by is said once, in the services: an engine answers just what clients may ask.',
      '^src/ports/',
      '^events/',
      '^projections/',
      '^services/filters\\.ts$',
    ),
    rule(
      'ports-take-types-only',
      'A contract runs nothing: with code of the domain in it, an adapter could no longer be read against it alone. ' +
        'The position where the ledger starts is a value of the contract itself.',
      { path: '^src/ports/' },
      {
        path: '^(events|projections|services)/',
        pathNot: '^events/position\\.ts$',
        dependencyTypesNot: ['type-only', 'pre-compilation-only', 'type-import'],
      },
    ),
    only(
      'app-stands-on-ports',
      'The application works with any pair of engines and behind any entrance, so it knows the ports and neither.',
      '^src/app/',
      '^(events|projections|services)/',
      '^src/(ports|documents|files|log)/',
    ),
    only(
      'adapters-meet-the-port',
      'An adapter answers to its port and to nothing else; what it shared with the application would bind both.',
      '^src/adapters/',
      '^(events|projections)/',
      '^src/(ports|files)/',
    ),
    rule(
      'adapters-alone',
      'Engines stay native: code shared by two adapters makes each follow the limits of the other.',
      { path: '^src/adapters/([^/]+/[^/]+)/' },
      { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
    ),
    only(
      'engines-know-ports-and-adapters',
      'An engine opens stores and says what they can do; if it knew the application, the application could not choose it.',
      '^src/engines/',
      '^src/(ports|adapters)/',
    ),
    rule(
      'engines-name-adapters',
      'An adapter and the folders it works in are known to the engine that is made of it; tests and benchmarks choose ' +
        'for themselves.',
      { pathNot: ['^src/engines/', '^src/adapters/', '^(test|bench)/'] },
      { path: '^src/adapters/' },
    ),
    rule(
      'engines-are-chosen-by-their-urls',
      'Which engine runs is decided by the scheme of a URL, in the registry. Whoever imported an engine would have ' +
        'decided it once more.',
      { pathNot: ['^src/engines/registry\\.ts$', '^test/'] },
      { path: '^src/engines/', pathNot: '^src/engines/(abilities|engine|registry|stores)\\.ts$' },
    ),
    rule(
      'drivers-stay-in-adapters',
      'A driver used elsewhere would let its rows, errors and limits leak past the port.',
      { pathNot: ['^src/adapters/', '^(test|bench)/'] },
      { path: `${packages}(libsql|mongodb|@kurrent|@eventstore)/` },
    ),
    only(
      'documents-only-read-and-write-tables',
      'Reading a table out of a document, and writing one, is the same whatever happens to it afterwards.',
      '^src/documents/',
      '^(events|projections)/',
    ),
    only(
      'files-are-files',
      'What holds of any file, whatever is in it and whoever keeps it there: that it is durable, what it weighs, how it ' +
        'was left. It knows nothing of budgets or stores.',
      '^src/files/',
    ),
    only(
      'log-proves-events',
      'Proofs are about events as stored; a Merkle tree that knew the application could not be checked without it.',
      '^src/log/',
      '^events/',
    ),
    only(
      'pages-know-the-contract-alone',
      'A page asks over GraphQL as anybody else does; what it took from the server would be shipped to browsers.',
      '^web/',
      '^schema/schema\\.graphql$',
    ),
    rule(
      'pages-run-in-browsers',
      'There is no Node.js where a page runs. What builds the page is no part of it.',
      { path: '^web/', pathNot: '^web/vite\\.config\\.js$' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'nothing-needs-pages',
      'The server hands out what was built and knows no page; only tests look into them.',
      { pathNot: '^(web|test)/' },
      { path: '^web/' },
    ),
    rule(
      'entrances-apart',
      'The server and the command line are two thin ways in; what both need belongs to the application.',
      { path: '^src/(server|cli)/' },
      { path: '^src/(server|cli)/', pathNot: '^src/$1/' },
    ),
    rule(
      'nothing-needs-tests',
      'What runs must not depend on what tries it out; benchmarks and tests do not lean on each other either.',
      { path: '^([^/]+)/' },
      { path: '^(test|bench)/', pathNot: '^$1/' },
    ),
    rule(
      'peers-apart',
      'What others made is measured in processes of its own, with packages of its own; code that imported it would run ' +
        'on those.',
      {},
      { path: '^bench/(peers|emmett)/' },
    ),
    rule(
      'no-development-packages-at-run-time',
      'An installation without development packages has to start. Pages have theirs built in.',
      { pathNot: '^(test|bench|web)/' },
      { dependencyTypes: ['npm-dev'] },
    ),
    rule(
      'no-cycles',
      'Files in a cycle can only be understood, tested and loaded together. GraphQL types refer to each other as ' +
        'budgets and projects do, so a cycle of *.type.ts files alone is allowed.',
      { pathNot: '^schema/.+\\.type\\.ts$' },
      { circular: true },
    ),
    rule(
      'not-to-unresolvable',
      'An import that leads nowhere fails when the program runs, or resolves to something unexpected elsewhere.',
      {},
      { couldNotResolve: true },
    ),
    rule(
      'no-orphans',
      'A file that nothing imports and that imports nothing is left over, unless it is where something starts.',
      {
        orphan: true,
        pathNot: ['^src/(cli/)?main\\.ts$', '\\.worker\\.ts$', '^schema/print\\.ts$', '^(test|bench)/', '\\.d\\.ts$'],
      },
      {},
    ),
  ],
  options: {
    exclude: { path: '^bench/(peers|emmett)/node_modules/' },
    doNotFollow: { path: packages },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
