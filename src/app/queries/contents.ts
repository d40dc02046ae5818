import { LRUCache } from 'lru-cache';
import { sumAmounts } from '../../../events/money.js';
import { readTarget } from '../../../events/target.js';
import type { TreeNode } from '../../../projections/content/tree.js';
import { readNode } from '../../../projections/content/tree.js';
import type { BudgetDocument, FundUserDocument, ProjectDocument } from '../../../projections/content-documents.js';
import type { FundingSums } from '../../../projections/rows.js';
import type { FundingView, TargetView, TotalsView } from '../../../services/services.js';
import type { ContentBodies } from '../../ports/read-model.js';

/** A project's document, with what every reader derives from it. */
export interface ProjectContent {
  document: ProjectDocument;
  funding: FundingView;
  /** Of each of the document's indicators. */
  targets: { cycleTarget: TargetView | null; annualTarget: TargetView | null }[];
}

export interface Contents {
  node(hash: string): TreeNode | Promise<TreeNode>;
  nodes(hashes: readonly string[]): Promise<TreeNode[]>;
  projects(hashes: readonly string[]): Promise<ProjectContent[]>;
  /** The documents alone, for reading many of them once: the cache is used, but nothing is added to it. */
  projectDocuments(hashes: readonly string[]): Promise<ProjectDocument[]>;
  fundUsers(hashes: readonly string[]): Promise<FundUserDocument[]>;
  budgets(hashes: readonly string[]): Promise<BudgetDocument[]>;
  /** Since the start, and what is kept. */
  figures(): { hits: number; misses: number; bytes: number };
}

/** Measured: parsed content takes 1.8 (nodes) to 2.4 (projects) bytes of the heap for each character of its JSON. */
const bytesPerCharacter = 2.5;
/** Of an entry, beside its content. */
const overhead = 256;

/** Content by hash never changes, so what was parsed once is kept, up to a bound in bytes of the heap. */
export function cachedContents(readModel: ContentBodies, bytes: number): Contents {
  const parsed = new LRUCache<string, object>({ maxSize: bytes, maxEntrySize: bytes / 8 });
  const figures = { hits: 0, misses: 0 };

  /** For each hash what is cached, else what `read` makes of its body. */
  async function known<T>(
    hashes: readonly string[],
    peek: (hash: string) => T | undefined,
    read: (body: string, hash: string) => T,
  ): Promise<T[]> {
    const found = hashes.map(peek);
    const missing = hashes.filter((_, index) => found[index] === undefined);
    figures.hits += hashes.length - missing.length;
    figures.misses += missing.length;
    if (missing.length === 0) return found as T[];
    const bodies = await readModel.contents(missing);
    let next = 0;
    return found.map((value, index) => value ?? read(bodies[next++] ?? '', hashes[index] ?? ''));
  }

  function all<T extends object>(hashes: readonly string[], read: (body: string) => T): Promise<T[]> {
    return known(
      hashes,
      (hash) => parsed.get(hash) as T | undefined,
      (body, hash) => {
        const value = read(body);
        parsed.set(hash, value, { size: Math.ceil(overhead + bytesPerCharacter * body.length) });
        return value;
      },
    );
  }

  async function one<T extends object>(hash: string, read: (body: string) => T): Promise<T> {
    const [value] = await all([hash], read);
    return value as T;
  }

  return {
    node(hash) {
      const node = parsed.get(hash) as TreeNode | undefined;
      if (node === undefined) return one(hash, readNode);
      figures.hits += 1;
      return node;
    },
    nodes: (hashes) => all(hashes, readNode),
    projects: (hashes) => all(hashes, projectContent),
    projectDocuments: (hashes) =>
      known(
        hashes,
        (hash) => (parsed.get(hash) as ProjectContent | undefined)?.document,
        (body) => JSON.parse(body) as ProjectDocument,
      ),
    fundUsers: (hashes) => all(hashes, (body) => JSON.parse(body) as FundUserDocument),
    budgets: (hashes) => all(hashes, (body) => JSON.parse(body) as BudgetDocument),
    figures: () => ({ ...figures, bytes: parsed.calculatedSize }),
  };
}

function projectContent(body: string): ProjectContent {
  const document = JSON.parse(body) as ProjectDocument;
  const targets = document.indicators.map(({ cycleTarget, annualTarget }) => {
    return { cycleTarget: targetView(cycleTarget), annualTarget: targetView(annualTarget) };
  });
  return { document, funding: fundingView(document.funding), targets };
}

/** null: blank. */
export function targetView(text: string): TargetView | null {
  if (text === '') return null;
  return { text, comparator: null, value: null, measure: null, ...readTarget(text) };
}

export function totalsView({ fiscalAppropriation, specialAccount, other }: FundingSums): TotalsView {
  const total = sumAmounts([fiscalAppropriation, specialAccount, other]);
  return { total, fiscalAppropriation, specialAccount, other };
}

function fundingView({ fiscalAppropriation, specialAccount, other }: ProjectDocument['funding']): FundingView {
  const total = sumAmounts([fiscalAppropriation, specialAccount, other]);
  return { total, fiscalAppropriation, specialAccount, other };
}
