import { describe, expect, it } from '@jest/globals';
import type { GraphQLObjectType } from 'graphql';
import { getNamedType, isObjectType } from 'graphql';
import { buildContract } from '../../schema/build.js';

const whereAsked = 'it is the same at every point: what shows it tells beside it';
const ofDraft = 'a save of a draft, which is never annotated';
const asRecorded = 'a subscription tells the save as it is recorded; a correction is told as a save of its own';

/** What says a reason or a document of a save, and not how it was corrected later. */
const exceptions: Record<string, string> = {
  Change: whereAsked,
  LedgerEvent: whereAsked,
  Annotation: 'it is the correction itself',
  BudgetChanged: asRecorded,
  DraftChanged: asRecorded,
  Draft: ofDraft,
  Adjustment: ofDraft,
  DraftDiscard: ofDraft,
  ReviewSubmission: ofDraft,
  ReviewDecision: ofDraft,
  Issued: 'of the seal, which tells it',
};

/** Fields that answer with a change, or several, and have no corrections beside them. */
const changesAlone: Record<string, string> = {
  'ChangeConnection.nodes': 'the edges tell it',
  'NothingLeft.changes': 'what was to be undone is named, not shown: `changes` tells more',
};

const types = Object.values(buildContract().getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
);
const typeOf = (type: GraphQLObjectType, field: string) => String(type.getFields()[field]?.type);

describe('how a reason or a document was corrected later', () => {
  it('is told by every type that says one', () => {
    const saying = types.filter((type) => ['reason', 'basisDocument'].some((field) => field in type.getFields()));
    const silent = saying.filter((type) => typeOf(type, 'annotations') !== '[Annotation!]!');
    expect(silent.map(({ name }) => name).sort()).toEqual(Object.keys(exceptions).sort());
    expect(saying.length).toBeGreaterThan(silent.length);
  });

  it('is told beside every change: annotations of lastChange and node, oursAnnotations of oursChange', () => {
    const silent: string[] = [];
    let told = 0;
    for (const type of types) {
      for (const { name, type: answer } of Object.values(type.getFields())) {
        if (getNamedType(answer).name !== 'Change') continue;
        const own = name.replace(/Change$/, '');
        const beside = ['last', 'node'].includes(own) ? 'annotations' : `${own}Annotations`;
        if (typeOf(type, beside) === '[Annotation!]!') told += 1;
        else silent.push(`${type.name}.${name}`);
      }
    }
    expect(silent.sort()).toEqual(Object.keys(changesAlone).sort());
    expect(told).toBeGreaterThan(0);
  });
});
