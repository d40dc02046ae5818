import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { httpClient } from './dist/bench/support/http-client.js';
import { openBudget, temporaryLedger } from './dist/bench/support/ledger.js';
import { readFileSync } from 'node:fs';
const src = readFileSync('bench/http.ts','utf8');
const query = /GraphQL \*\/ `([^]*?)`/.exec(src)[1];
const ledger = await temporaryLedger();
const { budgetId } = await openBudget(ledger, { unit: '单位', projects: 20, indicators: 8 });
await ledger.close();
for (const flags of [[],['--max-semi-space-size=32'],['--max-semi-space-size=64']]) {
const child = spawn(process.execPath, [...flags,'dist/src/main.js'], { env: {...process.env, NODE_ENV:'production', DATA_DIR: ledger.directory_, PORT:'0', LOG_LEVEL:'warn', IMPORT_SAMPLES:'false', REPLY_CACHE_MIB: process.argv[2] ?? '0' }, stdio:['ignore','pipe','inherit'] });
const [line] = await once(createInterface({input: child.stdout}),'line');
const c = await httpClient(/http:\S+/.exec(line)[0], JSON.stringify({query, variables:{id:budgetId}}), 8);
const cpu=()=>{const f=readFileSync(`/proc/${child.pid}/stat`,'utf8').split(') ')[1].split(' '); return (Number(f[11])+Number(f[12]))*10;};
await c.ask(500);
const b=cpu(), t=performance.now(); await c.ask(3000); console.log(flags.join(' ')||'default', ((cpu()-b)/3000).toFixed(3),'cpu ms each', ((performance.now()-t)/3000).toFixed(3),'wall');
c.close(); child.kill('SIGTERM'); await once(child,'exit');
}
