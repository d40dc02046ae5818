/**
 * The days that `docs/` tells of: for each page, starts the program on a folder of its own and asks what the page asks,
 * through GraphQL and through the command line. Before the auditor's, the afternoon of `samples/afternoon.json` is
 * recorded on the real table; the officer's page records for itself.
 *
 *   npm run demo               prints questions and answers
 *   npm run demo -- --serve    goes on serving behind the auditor's day, until it is interrupted
 *   npm run demo -- --check    says where an answer is not the one in the document, and exits with 1
 *   npm run demo -- --write    writes the answers into the documents
 *
 * A page may show the telling lines of a long answer only, with lines of `…` for what is between them. The whole answer
 * then stands in the file that the link behind it names, and each line that is shown has to stand there, in this order.
 *
 * A page's name behind the option takes that page alone: `npm run demo -- --check docs/officer.md`.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const pages = { 'docs/auditor.md': 'samples/afternoon.json', 'docs/officer.md': null };
const [mode = '--print', only] = process.argv.slice(2);
const modes = ['--print', '--serve', '--check', '--write'];
if (!modes.includes(mode) || (only !== undefined && !(only in pages))) {
  console.error(`Give ${modes.join(', ')} or nothing, and one of ${Object.keys(pages).join(', ')} or nothing.`);
  process.exit(2);
}

const wanted = mode === '--serve' ? ['docs/auditor.md'] : Object.keys(pages);
for (const page of wanted) if (only === undefined || only === page) await spendDay(page, pages[page]);

/** One day: on a folder of its own, from the first start on. */
async function spendDay(page, story) {
  const directory = mkdtempSync(join(tmpdir(), 'budget-ledger-demo-'));
  const program = spawn(process.execPath, ['--enable-source-maps', 'dist/src/main.js'], {
    env: { ...process.env, DATA_DIR: directory, PORT: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(program, 'exit');
  try {
    const [said] = await once(createInterface({ input: program.stdout }), 'line');
    const url = /http:\/\/\S+(?=\/graphql)/.exec(said)?.[0] ?? '';
    const names = await rowsByNumber(url);
    if (story !== null) await recordStory(story, url, names);
    const text = readFileSync(page, 'utf8');
    const { answered, whole } = await answerAll(text, { url, names, directory });
    if (mode === '--write') {
      for (const [file, content] of [[page, answered], ...whole]) writeFileSync(file, content);
    } else if (mode === '--check') {
      process.exitCode ||= printDifferences(page, text, answered);
      for (const [file, content] of whole) {
        process.exitCode ||= printDifferences(file, existsSync(file) ? readFileSync(file, 'utf8') : '', content);
      }
      process.exitCode ||= printUnshown(page, whole);
    } else console.log(answered);
    if (mode === '--serve') {
      console.log(`${url}/graphiql · ${directory}`);
      await ended;
    }
  } finally {
    program.kill('SIGTERM');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  }
}

async function ask(url, query, variables, by) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...by },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors !== undefined) throw new Error(`${query}\n${JSON.stringify(errors, null, 2)}`);
  return data;
}

/** Ids of the table's rows by the numbers that the published table gives them: `project4`, `indicator5_3`. */
async function rowsByNumber(url) {
  const { budgets } = await ask(
    url,
    '{ budgets { nodes { id unit projects(first: 100) { nodes { id indicators { id } } } } } }',
  );
  const [budget] = budgets.nodes;
  const names = { budget: budget.id, unit: budget.unit };
  budget.projects.nodes.forEach(({ id, indicators }, at) => {
    names[`project${at + 1}`] = id;
    indicators.forEach((indicator, index) => (names[`indicator${at + 1}_${index + 1}`] = indicator.id));
  });
  return names;
}

async function recordStory(story, url, names) {
  for (const { by, does, input } of JSON.parse(readFileSync(story, 'utf8'))) {
    const type = `${does[0].toUpperCase()}${does.slice(1)}Input`;
    const text = JSON.stringify(input).replaceAll(/"@(\w+)(?: (\d+)(?:\.(\d+))?)?"/g, (_, kind, row, part) =>
      JSON.stringify(names[[kind + (row ?? ''), part].filter(Boolean).join('_')]),
    );
    const { answer } = await ask(
      url,
      `mutation($input: ${type}!) { answer: ${does}(input: $input) { userErrors { code message } } }`,
      { input: JSON.parse(text) },
      headersOf(by, names),
    );
    if (answer.userErrors.length > 0) throw new Error(`${does}: ${JSON.stringify(answer.userErrors)}`);
  }
}

/**
 * The page with every answer as it is today: a ```json block behind each ```graphql, a ```text behind each ```sh; and the
 * whole answers that it links to, each with its file.
 */
async function answerAll(text, { url, names, directory }) {
  const blocks =
    /(```(graphql|sh)\n([^]*?)```\s*```(?:json|text)\n)([^]*?)(```(?:\s*\[[^\]]*\]\((answers\/[^)]+)\))?)/g;
  const whole = new Map();
  let answered = '';
  let from = 0;
  for (const found of text.matchAll(blocks)) {
    const [block, asked, language, question, shown, end, file] = found;
    let answer;
    if (language === 'sh') answer = await run(question.trim(), directory);
    else {
      const data = await ask(url, question, variablesIn(question, names), actorIn(question, names));
      remember(data, names);
      answer = linesOf(data);
    }
    answered +=
      text.slice(from, found.index) + asked + (file === undefined ? answer : tellingLines(shown, answer)) + end;
    if (file !== undefined) whole.set(join('docs', file), answer);
    from = found.index + block.length;
  }
  return { answered: answered + text.slice(from), whole };
}

/** What is shown of an answer, as it is today; a line that is not where it has to be any more is marked. */
function tellingLines(shown, answer) {
  const lines = answer.split('\n');
  let at = 0;
  let isBehindGap = false;
  const telling = shown.split('\n').map((line) => {
    if (line.trim() === '…') {
      isBehindGap = true;
      return line;
    }
    const found = lines.findIndex((each, index) => index >= at && withoutChance(each) === withoutChance(line));
    if (found < 0 || (found > at && !isBehindGap)) return `NOT IN THE ANSWER: ${line}`;
    at = found + 1;
    isBehindGap = false;
    return lines[found];
  });
  return telling.join('\n');
}

/** Prints the whole answers that the page does not link to; 1 if there are any. */
function printUnshown(page, whole) {
  const folder = join('docs', 'answers', basename(page, '.md'));
  const unshown = readdirSync(folder).filter((name) => !whole.has(join(folder, name)));
  for (const name of unshown) console.log(`${page} does not link to ${join(folder, name)}`);
  return unshown.length > 0 ? 1 : 0;
}

/** Whoever asks says so in the first line: `# editor-1, editor`. */
function actorIn(query, names) {
  const [, id, role] = /^# ([\w-]+), (\w+)\n/.exec(query) ?? [];
  return id === undefined ? {} : headersOf({ id, role }, names);
}

/** Editors are of the table's unit. */
function headersOf({ id, role }, { unit }) {
  const who = { 'x-actor-id': id, 'x-actor-role': role };
  return role === 'editor' ? { ...who, 'x-actor-unit': encodeURIComponent(unit) } : who;
}

/** A query names rows as variables, and what an earlier answer said: `query ($project4: ID!, $changesHash: String!)`. */
function variablesIn(query, names) {
  const asked = [...query.matchAll(/\$(\w+): (?:ID|String)!/g)].map(([, name]) => name);
  return Object.fromEntries(asked.map((name) => [name, names[name]]));
}

/** The id of a draft that an answer holds, and the hash of a preview, for the queries behind it. */
function remember(value, names) {
  if (value === null || typeof value !== 'object') return;
  if (value.draft?.id !== undefined) names.draft = value.draft.id;
  if (typeof value.changesHash === 'string') names.changesHash = value.changesHash;
  for (const each of Object.values(value)) remember(each, names);
}

/** Not in one piece: the server would close a connection meanwhile that the next question is then sent over. */
async function run(command, directory) {
  const args = [...command.replace(/^npx budget-ledger /, '').matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, word]) => quoted ?? word,
  );
  const env = { ...process.env, DATA_DIR: directory, NO_COLOR: '1' };
  const running = promisify(execFile)(process.execPath, ['dist/src/cli/main.js', ...args], { env });
  running.child.stdin.end();
  const { stdout } = await running;
  return stdout.replaceAll(/ +$/gm, '');
}

/** As a person would lay it out: what fits on a line of 120 stands on one. */
function linesOf(value, indent = '') {
  return `${layOut(value, indent)}\n`;
}

function layOut(value, indent) {
  const flat = JSON.stringify(value, null, 1)?.replaceAll(/\n\s*/g, ' ') ?? 'null';
  if (value === null || typeof value !== 'object' || indent.length + flat.length <= 110) return flat;
  const deeper = `${indent}  `;
  const members = Array.isArray(value)
    ? value.map((each) => layOut(each, deeper))
    : Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}: ${layOut(each, deeper)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${members.map((each) => deeper + each).join(',\n')}\n${indent}${close}`;
}

/** Without ids, their hashes and times, which are others in every run. */
function withoutChance(text) {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\b[0-9a-f]{16}\b|\b[0-9a-f]{64}\b/g, '<hash>')
    .replaceAll(/\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{3})?)?Z?/g, '<time>');
}

/** Prints the first line that differs in more than chance; 1 if there is one. */
function printDifferences(file, expected, got) {
  const is = withoutChance(got).split('\n');
  const should = withoutChance(expected).split('\n');
  const at = should.findIndex((line, index) => line !== is[index]);
  if (at < 0 && is.length === should.length) return 0;
  console.log(`${file}, line ${at + 1}:\n- ${should[at]}\n+ ${is[at]}`);
  return 1;
}
