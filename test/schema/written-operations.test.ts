/** Every question and command that is written down outside of the tests, so that a field under another name is found. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { DocumentNode } from 'graphql';
import { getOperationAST, getVariableValues, NoUnusedFragmentsRule, parse, specifiedRules, validate } from 'graphql';
import ts from 'typescript';
import { buildContract } from '../../schema/build.js';

const schema = buildContract();
const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);
/** Which command is chosen when `scripts/demo.js` runs, by `samples/`, which are tried below; the other shows a refusal. */
const ofNoContract = [
  'mutation($input: ……Input!) { answer: …(input: $input) { userErrors { code message } } }',
  '{ nothing }',
];
const operation = /^\s*(?:#.*\n\s*)*(?:(?:query|mutation|subscription|fragment)\b[^;]*\{|\{\s*\w+[^;:]*[{(])/;

/** Of others; and the hostile requests, which are made of the contract itself, some of them wrong on purpose. */
const notWritten = /node_modules|^bench\/hostile\//;

function filesIn(folder: string, ...endings: string[]): string[] {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return all.filter((file) => endings.includes(extname(file)) && !notWritten.test(file));
}

/** The texts of a program that look like GraphQL, with the constants of their file in their places. */
function operationsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const constants = new Map<string, ts.Expression>();
  const texts: string[] = [];
  const walk = (node: ts.Node, see: (node: ts.Node) => void): void => {
    see(node);
    node.forEachChild((child) => walk(child, see));
  };
  walk(source, (node) => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined)
      constants.set(node.name.text, node.initializer);
  });
  const textOf = (node: ts.Expression): string => {
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return node.text;
    if (ts.isTemplateExpression(node))
      return node.head.text + node.templateSpans.map((span) => textOf(span.expression) + span.literal.text).join('');
    const constant = ts.isIdentifier(node) ? constants.get(node.text) : undefined;
    return constant === undefined ? '…' : textOf(constant);
  };
  walk(source, (node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) texts.push(textOf(node));
  });
  return texts.filter((text) => operation.test(text));
}

/** What a page shows: blocks of GraphQL, and the bodies of requests. */
function shownIn(page: string): string[] {
  const text = readFileSync(page, 'utf8');
  const blocks = [...text.matchAll(/^```graphql\n([^]*?)^```$/gm)].map(([, block = '']) => block);
  const bodies = [...text.matchAll(/\{"query":\s*("(?:[^"\\]|\\.)*")/g)];
  return [...blocks, ...bodies.map(([, query = '""']) => JSON.parse(query) as string)];
}

function faultsOf(text: string): readonly string[] {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return [String(error)];
  }
  return validate(schema, document, rules).map(({ message }) => message);
}

describe('what is asked of the contract', () => {
  const programs = ['web', 'bench', 'scripts'].flatMap((folder) => filesIn(folder, '.ts', '.tsx', '.js'));
  const pages = [...filesIn('docs', '.md'), 'README.md', 'README.zh-CN.md'];
  const written = [
    ...programs.map((file) => [file, operationsOf(file)] as const),
    ...pages.map((file) => [file, shownIn(file)] as const),
  ].filter(([, texts]) => texts.length > 0);

  it.each(written)('in %s, it has', (_file, texts) => {
    for (const text of texts.filter((each) => !ofNoContract.includes(each)))
      expect([text, faultsOf(text)]).toEqual([text, []]);
  });

  it('is found wherever it is known to be', () => {
    const files = written.map(([file]) => file);
    const known = ['web/graphiql/ledger.ts', 'bench/nodes.ts', 'bench/support/mixed-requests.ts', 'docs/api.md'];
    expect(files).toEqual(expect.arrayContaining(known));
    const texts = written.flatMap(([, each]) => each);
    expect(texts).toEqual(expect.arrayContaining(ofNoContract));
  });

  it.each(filesIn('samples', '.json'))('in %s, it takes', (file) => {
    const steps = JSON.parse(readFileSync(file, 'utf8')) as unknown;
    if (!Array.isArray(steps)) return;
    for (const { does, input } of steps as { does: string; input: object }[]) {
      const type = `${does.charAt(0).toUpperCase()}${does.slice(1)}Input`;
      const document = parse(`mutation($input: ${type}!) { ${does}(input: $input) { userErrors { code } } }`);
      expect([does, validate(schema, document)]).toEqual([does, []]);
      const variables = getOperationAST(document)?.variableDefinitions ?? [];
      expect([does, getVariableValues(schema, variables, { input }).errors]).toEqual([does, undefined]);
    }
  });
});
