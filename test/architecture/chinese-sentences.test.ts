import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, isEnumType } from 'graphql';
import ts from 'typescript';
import { roles } from '../../services/caller.js';

const rooms = /^(events|projections|services|schema|src)\//;

/** A literal with a Chinese sentence in it; where a value is put in, `text` has `{0}`, `{1}` … */
interface Sentence {
  file: string;
  text: string;
  values: readonly ts.Expression[];
}

let checker: ts.TypeChecker;
let sentences: Sentence[];

beforeAll(() => {
  const { config } = ts.readConfigFile('tsconfig.json', (file) => readFileSync(file, 'utf8')) as { config: object };
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const named = fileNames.map((file) => file.replace(/^\.\//, '')).filter((file) => rooms.test(file));
  const program = ts.createProgram(named, options);
  checker = program.getTypeChecker();
  sentences = named.flatMap((file) => sentencesIn(file, program.getSourceFile(file)));
});

describe('a Chinese sentence', () => {
  it('calls nothing by a code that has a name; one that is to be typed stands in brackets behind it', () => {
    const codes = new Set<string>([...codesOfContract(), ...roles]);
    const withCodes = sentences.filter(({ text, values }) => {
      const said = withoutWhatIsTyped(text);
      const isCode = (value: ts.Expression) => codesOf(value).some((code) => codes.has(code));
      return (said.match(/[\w-]+/g) ?? []).some((word) => codes.has(word)) || valuesIn(said, values).some(isCode);
    });
    expect(withCodes.map(told)).toEqual([]);
  });

  it('shows no id and no hash, but those that have no name, that were asked for, or that are to be given again', () => {
    const withIds = sentences.flatMap(({ file, text, values }) =>
      valuesIn(text, values)
        .filter((value) => isIdOrHash(value))
        .map((value) => `${file}: ${value.getText()}`),
    );
    expect([...new Set(withIds)].sort()).toEqual(Object.values(shown).flat().sort());
  });

  it('is found by the hundred', () => {
    expect(sentences.length).toBeGreaterThan(500);
  });
});

/** The ids and hashes that are shown, by the reason for it. */
const shown = {
  'nothing has the id that was asked for': [
    'events/budget/budget.decide.ts: id',
    'events/draft/draft.remarks.ts: entityId.slice(0, 80)',
    'events/sealing/withdraw-seal.decide.ts: sealId',
    'events/unknown.ts: shownId(id)',
    'schema/identity/kinds-of-ids.ts: id',
    'projections/merge/resolutions.ts: id',
    'src/app/import/plan-import.ts: id',
    'src/app/import/read-import.ts: shorten(id)',
    'src/cli/arguments/budget.ts: id',
    'src/cli/commands/budgets.ts: id',
    'src/cli/arguments/row.ts: id',
  ],
  'a command, an event and a request have no name': [
    'src/app/command-outcomes.ts: commandId',
    'src/app/command-runner.ts: commandId',
    'src/app/examine-ledger.ts: commandId',
    'src/app/outcome-unknown.ts: commandId',
    'src/app/moving/load-dump.ts: other.id',
    'src/app/moving/tally.ts: id',
    'src/app/projector/halt-advice.ts: eventId',
    'src/cli/commands/rebuild.ts: eventId',
    'src/cli/doctor/examine-views.ts: halt.eventId',
    'src/cli/ledger/moving.ts: eventId',
    'src/cli/ledger/read-ledger.ts: halt.eventId',
    'src/server/answer.ts: requestId',
  ],
  'it is what an engine calls something that no ledger wrote': [
    'src/adapters/event-store/kurrent/stored-event.ts: streamId',
    'src/adapters/read-model/mongo/write-all.ts: document._id',
  ],
  'it is given to a later command, or compared': [
    'schema/identity/invalid-id.ts: draftId',
    'schema/identity/invalid-id.ts: entityId',
    'src/app/moving/check-tables.ts: contentHash',
    'src/cli/commands/export.ts: contentHash',
    'src/cli/ledger/save.ts: id',
    'src/cli/text/drafts.ts: id',
    'src/cli/text/merge.ts: preview.changesHash',
  ],
};

function told({ file, text, values }: Sentence): string {
  return `${file}: ${text} ${values.map((value) => value.getText()).join(' ')}`;
}

function sentencesIn(file: string, source: ts.SourceFile | undefined): Sentence[] {
  if (source === undefined) throw new Error(`${file} is not there`);
  const found: Sentence[] = [];
  const visit = (node: ts.Node): void => {
    const literal = literalOf(node);
    if (literal !== null && isChinese(literal.text)) found.push({ file, ...literal });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function literalOf(node: ts.Node): Omit<Sentence, 'file'> | null {
  if (ts.isStringLiteralLike(node)) return { text: chinesePart(node.text), values: [] };
  if (!ts.isTemplateExpression(node)) return null;
  const parts = node.templateSpans.map(({ literal }, index) => `{${index}}${literal.text}`);
  return {
    text: chinesePart([node.head.text, ...parts].join('')),
    values: node.templateSpans.map(({ expression }) => expression),
  };
}

/** Helps of the command line are Chinese first, English behind. */
function chinesePart(text: string): string {
  return text.replace(/。[A-Z][^]*$/, '。');
}

/** An English sentence may hold a Chinese word. */
function isChinese(text: string): boolean {
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return chinese > 0 && chinese >= (text.match(/[A-Za-z]{2,}/g)?.length ?? 0);
}

/** Without brackets, and without the values of options: `--role finance`. */
function withoutWhatIsTyped(text: string): string {
  return text.replace(/（[^（）]*）/g, '').replace(/--[a-z-]+ \S+/g, '');
}

function valuesIn(text: string, values: readonly ts.Expression[]): ts.Expression[] {
  return values.filter((_value, index) => text.includes(`{${index}}`));
}

/** The literals that a value can be; none: it can be any text. */
function codesOf(value: ts.Expression): string[] {
  const type = checker.getTypeAtLocation(value);
  const types = type.isUnion() ? type.types : [type];
  return types.flatMap((each) => (each.isStringLiteral() ? [each.value] : []));
}

function codesOfContract(): string[] {
  const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
  const enums = Object.values(schema.getTypeMap()).filter(isEnumType);
  return enums.filter(({ name }) => !name.startsWith('__')).flatMap((each) => each.getValues().map(({ name }) => name));
}

/** `draftId`, `seen.contentHash.slice(0, 64)`, `shorten(id)`; of people there are only ids, names are in no event. */
function isIdOrHash(value: ts.Expression): boolean {
  const name = nameOf(value);
  if (/\bactor(Id|\.id|Label)\b/.test(name)) return false;
  return /(^|[^A-Za-z])(id|hash|[A-Za-z]+(Id|Hash))(\.slice\([^()]*\)|\))?$/.test(name);
}

/** What is taken out of an object under another name is judged by the one that it has there. */
function nameOf(value: ts.Expression): string {
  const [declaration] = checker.getSymbolAtLocation(value)?.declarations ?? [];
  const isRenamed = declaration !== undefined && ts.isBindingElement(declaration);
  return (isRenamed ? declaration.propertyName : undefined)?.getText() ?? value.getText();
}
