import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Refusal } from '../../events/refusal.js';
import type { ImportPreview } from '../../services/services.js';
import type { Context } from '../context.js';
import { voidedInPreview } from '../draft/voided-review.js';
import { commandRequest, donePayload, inInput, orRefused, refused } from '../editing/perform.js';
import type { FileContentInput } from './import.input.js';
import { ImportTableInput } from './import.input.js';
import { ImportTablePayload } from './import.type.js';

@Resolver()
export class ImportResolver {
  @Mutation(() => ImportTablePayload, {
    description: 'Imports a published table: opens its budget, or changes exactly the cells that differ. One save.',
  })
  async importTable(
    @Arg('input', () => ImportTableInput) input: ImportTableInput,
    @Ctx() context: Context,
  ): Promise<object> {
    return orRefused(inInput, async () => {
      const { fileName, content, fiscalYear, unit, taxonomy, columns, rowColumns, mapping, dryRun } = input;
      const draftId = input.draftId ?? null;
      const answer = await context.services.commands.importTable({
        ...commandRequest('importTable', input, context),
        fileName,
        bytes: bytesOf(content),
        fiscalYear,
        unitKey: unit ?? null,
        taxonomy: taxonomy ?? null,
        columns: columns ?? null,
        rowColumns: rowColumns ?? [],
        dryRun: dryRun ?? false,
        draftId,
        voidsReview: input.voidsReview ?? false,
        mapping: (mapping ?? []).map(({ from, to }) => ({ from, to: to ?? null })),
      });
      const { preview } = answer;
      if (answer.refused) return { ...refused(answer.refusals, inInput), preview };
      if (answer.done !== null) return { ...donePayload(answer.done, context), preview };
      const voidedReview = () => voidedInPreview(draftId, preview?.().voidsReview, context);
      const kind = () => (preview !== null && changesAnything(preview()) ? 'EDIT' : null);
      const version = () => (preview === null || preview().opens ? null : preview().version);
      return { version, kind, preview, voidedReview, userErrors: [] };
    });
  }
}

function changesAnything({ opens, rows }: ImportPreview): boolean {
  return opens || rows.length > 0;
}

/** @throws Refusal INVALID_INPUT if it is not base64 */
function bytesOf({ text, base64 }: FileContentInput): Uint8Array {
  if (base64 === undefined) return Buffer.from(text ?? '');
  const digits = base64.replace(/\s+/g, '');
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(digits) && digits.length % 4 === 0) return Buffer.from(digits, 'base64');
  throw new Refusal(
    'INVALID_INPUT',
    'content.base64 不是有效的 base64；请提供文件字节的标准 base64 编码。',
    'content.base64 is no base64; give the bytes of the file in standard base64.',
    { argument: ['content', 'base64'] },
  );
}
