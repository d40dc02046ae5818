import { openBudget, temporaryLedger } from './dist/bench/support/ledger.js';
import { readFileSync } from 'node:fs';
import { parse, getOperationAST, validate, execute } from 'graphql';
import { buildContract } from './dist/schema/build.js';
import { executorOf } from './dist/src/server/execution/executor.js';
import { boundedCost } from './dist/src/server/cost.js';
const src = readFileSync('bench/http.ts','utf8');
const query = /GraphQL \*\/ `([^]*?)`/.exec(src)[1];
const ledger = await temporaryLedger();
const { budgetId } = await openBudget(ledger, { unit: '单位', projects: 20, indicators: 8 });
const schema=buildContract(); const ex=executorOf(schema);
const document=parse(query), operation=getOperationAST(document);
const variables={id:budgetId};
const ctx=()=>({services:ledger.services, caller:{actor:{id:'a',role:'admin',unit:null,onBehalfOf:null},requestId:'x'}, commandIds:[]});
async function time(name,f,n=1500){ for(let i=0;i<500;i++) await f(); const t=performance.now(); for(let i=0;i<n;i++) await f(); console.log(name.padEnd(24), ((performance.now()-t)/n*1000).toFixed(0)+' µs'); }
const run=()=>ex.execute({document,operation,variables,context:ctx()});
let last; 
for (let i=0;i<2;i++){
await time('compiled', async()=>{last=await run();});
await time('graphql-js', ()=>execute({schema,document,variableValues:variables,contextValue:ctx()}));
await time('services only', async()=>{const q=ledger.services.queries; const head=await q.head(null); const b=await q.budget(budgetId,{at:null,head}); await q.projectsOf(b,{}, {first:20,after:null});});
await time('head', ()=>ledger.services.queries.head(null));
await time('stringify', ()=>JSON.stringify(last));


}
console.log(ex.figures());
await ledger.remove();
