import { cpus } from 'node:os';
import { append } from './append.js';
import { asOf } from './as-of.js';
import { changes } from './changes.js';
import { commands } from './commands.js';
import { compare } from './compare.js';
import { drafts } from './drafts.js';
import { emmett } from './emmett.js';
import { engines } from './engines.js';
import { heap } from './heap.js';
import { hostile } from './hostile.js';
import { http } from './http.js';
import { importing } from './importing.js';
import { lists } from './lists.js';
import { live } from './live.js';
import { merge } from './merge.js';
import { nodes } from './nodes.js';
import { projecting } from './projecting.js';
import { stages } from './stages.js';
import type { Figure } from './support/measure.js';
import { meets } from './support/measure.js';

/** Every bench, or those named: `npm run bench -- append as-of`. Exits with 1 if a figure misses its bound. */
const benches: Record<string, () => Promise<Figure[]>> = {
  append,
  commands,
  'as-of': asOf,
  compare,
  stages,
  merge,
  drafts,
  lists,
  live,
  importing,
  hostile,
  http,
  nodes,
  heap,
  emmett,
  projecting,
  changes,
  engines,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => benches[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}\n`);
console.log('| figure | bound | measured | |\n|---|---|---|---|');
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const figure of await bench()) {
    const { name: what, bound, value, detail } = figure;
    const verdict = meets(figure) ? '' : ' **missed**';
    console.log(`| ${what} | ${bound} | ${value.toFixed(2)}${verdict} | ${detail} |`);
    if (!meets(figure)) process.exitCode = 1;
  }
}
